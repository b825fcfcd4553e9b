"""The page where somebody answers a date poll, by a link of her or his own."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from events.polls.links import token_of
from events.polls.models import DatePoll, DatePollVote
from events.polls.running import withdraw
from tests.events.polls.asking import make_poll, vote
from tests.html import errors_of


@pytest.fixture
def poll(agenda):
    return make_poll()


class TestPersonalPage:
    def page(self, client, voter, **post):
        path = f"/agenda/sondages/{token_of(voter)}/"
        return client.post(path, post) if post else client.get(path)

    def test_looking_at_the_link_answers_nothing(self, client, poll):
        response = self.page(client, poll.voters.first())

        assert response.status_code == 200
        assert errors_of(response.content.decode()) == []
        assert not DatePollVote.objects.exists()
        assert response["Referrer-Policy"] == "strict-origin"
        assert response["X-Robots-Tag"] == "noindex"
        assert "no-store" in response["Cache-Control"]

    def test_an_answer_is_noted_with_its_channel_and_shown_again(self, client, poll):
        voter = poll.voters.first()
        first, second = poll.options.all()

        response = self.page(client, voter, **{f"date-{first.pk}": "yes", f"date-{second.pk}": "no", "comment": "Tôt"})
        shown = self.page(client, voter).content.decode()

        assert response.status_code == 302
        voter.refresh_from_db()
        assert (voter.answer_channel, voter.comment, voter.answered_at is not None) == ("link", "Tôt", True)
        assert re.search(rf'name="date-{first.pk}" value="yes"[^>]* checked', shown)
        assert "Vos réponses sont notées" in shown

    def test_an_answer_without_any_date_keeps_the_word_typed(self, client, poll):
        response = self.page(client, poll.voters.first(), comment="Un mot")

        text = response.content.decode()
        assert response.status_code == 422
        assert "Répondez à l’une des dates au moins" in text
        assert "Un mot" in text

    def test_a_hybrid_poll_asks_for_the_side_beside_its_date(self, client, agenda):
        poll = make_poll(is_hybrid=True)
        first = poll.options.first()

        response = self.page(client, poll.voters.first(), **{f"date-{first.pk}": "yes"})

        assert response.status_code == 422
        assert "Dites si vous viendriez sur place ou à distance" in response.content.decode()
        assert errors_of(response.content.decode()) == []

    def test_an_assistant_is_asked_how_the_person_comes(self, client, agenda):
        voter = make_poll(people=1, is_hybrid=True).voters.get()

        own, copy = (
            client.get(f"/agenda/sondages/{token_of(voter, for_assistant=for_assistant)}/").content.decode()
            for for_assistant in (False, True)
        )

        assert ("Si vous venez" in own, "Si la personne vient" in own) == (True, False)
        assert ("Si vous venez" in copy, "Si la personne vient" in copy) == (False, True)

    def test_an_answer_after_the_deadline_is_refused_and_what_was_chosen_is_still_there(self, client, poll):
        first = poll.options.first()
        DatePoll.objects.update(answers_until=timezone.now() - timedelta(minutes=1))

        response = self.page(client, poll.voters.first(), **{f"date-{first.pk}": "yes"})

        text = response.content.decode()
        assert response.status_code == 422
        assert "trop tard" in text
        assert re.search(rf'name="date-{first.pk}" value="yes"[^>]* checked', text)
        assert not DatePollVote.objects.exists()

    def test_a_link_tampered_with_renewed_or_of_a_draft_leads_to_a_plain_page(self, client, poll):
        voter = poll.voters.first()
        token = token_of(voter)
        assert client.get(f"/agenda/sondages/{token}x/").status_code == 404
        assert client.get("/agenda/sondages/1.abc~def/").status_code == 404
        withdraw(voter)
        response = client.get(f"/agenda/sondages/{token}/")
        assert response.status_code == 404
        assert "Atelier de printemps" not in response.content.decode()

    def test_a_link_dies_some_time_after_the_poll(self, client, poll):
        DatePoll.objects.update(answers_until=timezone.now() - timedelta(days=61))

        assert self.page(client, poll.voters.first()).status_code == 410

    @pytest.mark.parametrize(
        ("visibility", "counts", "names"), [("nothing", False, False), ("counts", True, False), ("names", True, True)]
    )
    def test_each_sees_of_the_others_what_the_poll_says(self, client, agenda, visibility, counts, names):
        poll = make_poll(visibility=visibility)
        first, second, _third = poll.voters.select_related("person")
        vote(poll, first, "yes", "no")

        text = self.page(client, second).content.decode()

        assert ("1\xa0oui" in text) == counts
        assert (first.person.full_name in text) == names

    def test_answers_are_not_shown_by_name_unless_the_organiser_says_so(self):
        assert DatePoll().visibility == "counts"

    def test_a_page_costs_the_same_for_many_as_for_few(self, client, agenda, django_assert_max_num_queries):
        poll = make_poll(people=20, visibility="names")
        for voter in poll.voters.all():
            vote(poll, voter, "yes", "no")

        with django_assert_max_num_queries(12):
            self.page(client, poll.voters.first())

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.invitations.recipients import in_office, of_group, people_of_addresses, read_addresses
from events.polls.models import DatePoll
from network.directory.models.people import Mandate, Person
from network.directory.models.working_groups import WorkingGroup
from network.mail.models.outgoing import OutgoingMail
from tests.events.polls.asking import make_poll, vote
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import AttendanceFactory, make_meeting, paris
from tests.html import errors_of, soup_of

ADD = "/admin/sondages/new/"


def day(ahead):
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def typed(**changes):
    """What an organiser types: two days at one hour, one address."""
    return {
        "title": "Atelier de printemps",
        "meeting": "",
        "time_zone": "Europe/Paris",
        "answers_until": f"{day(5)}T18:00",
        "message": "À bientôt",
        "visibility": "counts",
        "days-TOTAL_FORMS": "2",
        "days-INITIAL_FORMS": "0",
        "days-0-first": day(20),
        "days-1-first": day(21),
        "hours-TOTAL_FORMS": "1",
        "hours-INITIAL_FORMS": "0",
        "hours-0-start": "10:00",
        "hours-0-end": "12:00",
        "addresses": "Camille Exemple <camille@ville.example>",
    } | changes


@pytest.fixture
def desk(sign_in, organiser, agenda):
    return sign_in(organiser)


class TestOneScreen:
    def test_a_poll_is_made_and_sent_from_one_screen(self, desk, organiser):
        response = desk.post(ADD, typed(send="1"))

        poll = DatePoll.objects.get()
        assert response.status_code == 302
        assert response.url == f"/admin/sondages/inspect/{poll.pk}/"
        assert (poll.title, poll.state, poll.created_by, poll.options.count()) == (
            "Atelier de printemps",
            "open",
            organiser,
            2,
        )
        mail = OutgoingMail.objects.get()
        assert (mail.to, mail.reply_to) == ("camille@ville.example", organiser.email)
        assert "À bientôt" in mail.text

    def test_the_empty_screen_is_valid_and_asks_for_one_meeting_when_it_comes_from_there(self, desk, agenda):
        meeting = make_meeting(agenda, "Comité", starts_at=None, status="announced")

        text = desk.get(f"{ADD}?meeting={meeting.pk}").content.decode()

        assert 'value="Comité"' in text
        assert f'<option value="{meeting.pk}" selected>' in text

    def test_saved_without_sending_nobody_is_written_to(self, desk):
        desk.post(ADD, typed(save="1"))

        assert DatePoll.objects.get().state == "draft"
        assert not OutgoingMail.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"days-0-first": "", "days-1-first": "", "hours-0-start": "", "hours-0-end": ""}, "n’a pas de date"),
            ({"days-0-first": "2020-01-01"}, "Cette date est passée"),
            ({"days-0-last": "2020-01-01"}, "Le dernier jour est avant le premier"),
            ({"hours-0-end": "09:00"}, "La fin est avant le début"),
            ({"hours-0-end": ""}, "Donnez les deux heures"),
            ({"days-1-first": day(20)}, "y est deux fois"),
            ({"answers_until": "2020-01-01T10:00"}, "date limite est passée"),
            ({"answers_until": f"{day(20)}T13:00"}, "après une date proposée"),
            ({"addresses": "camille@ville"}, "n’est pas une adresse"),
            ({"addresses": ""}, "personne à interroger"),
            ({"title": ""}, "Champ requis"),
        ],
    )
    def test_bad_input_is_named_and_nothing_typed_is_lost(self, desk, changes, sentence):
        response = desk.post(ADD, typed(send="1", **changes))

        soup = soup_of(response)
        assert response.status_code == 422
        assert sentence in soup.get_text()
        assert soup.find(attrs={"name": "message"}).get_text().strip() == "À bientôt"
        kept = typed(**changes)
        for name in ("days-0-first", "hours-0-start", "answers_until"):
            assert (soup.find("input", attrs={"name": name}).get("value") or "") == kept[name]
        assert not DatePoll.objects.exists()
        assert not OutgoingMail.objects.exists()

    def test_the_hour_that_clocks_skip_is_refused(self, desk):
        year = timezone.localdate().year + 1
        march = max(d for d in range(25, 32) if paris(f"{year}-03-{d} 12:00").weekday() == 6)
        skipped = f"{year}-03-{march}"

        response = desk.post(ADD, typed(send="1", **{"days-1-first": skipped, "hours-0-start": "02:30"}))

        assert "Cette heure n’existe pas" in response.content.decode()

    def test_more_rows_keep_what_was_typed_and_judge_nothing(self, desk):
        response = desk.post(ADD, typed(title="", **{"more-days": "1"}))

        soup = soup_of(response)
        assert response.status_code == 200
        assert len(soup.find_all("input", attrs={"type": "date"})) == 10
        assert soup.find("input", attrs={"name": "days-1-first"})["value"] == day(21)
        assert "obligatoire" not in soup.get_text()

    def test_people_and_dates_are_added_to_a_poll_that_was_sent(self, desk, agenda):
        poll = make_poll(people=2)
        until = timezone.localtime(poll.answers_until).strftime("%Y-%m-%dT%H:%M")

        response = desk.post(f"/admin/sondages/edit/{poll.pk}/", typed(send="1", title=poll.title, answers_until=until))

        assert response.status_code == 302
        assert (poll.options.count(), poll.voters.count()) == (4, 3)
        assert OutgoingMail.objects.filter(about=f"poll:{poll.pk}").count() == 3

    def test_a_meeting_leads_to_a_poll_of_its_own(self, desk, agenda):
        meeting = make_meeting(agenda, "Rencontre à dater")

        page = desk.get(f"/admin/pages/{meeting.pk}/edit/").content.decode()

        assert f"{ADD}?meeting={meeting.pk}" in page
        assert f"{ADD}?meeting" not in desk.get(f"/admin/pages/{agenda.pk}/edit/").content.decode()

    def test_members_and_liaison_officers_make_no_polls(self, sign_in, member, contributor, agenda):
        poll = make_poll()
        for user in (member, contributor):
            client = sign_in(user)
            for path in (ADD, "/admin/sondages/", f"/admin/sondages/inspect/{poll.pk}/"):
                assert client.get(path).status_code in (302, 403), (user, path)
            client.post(f"/admin/sondages/inspect/{poll.pk}/", {"action": "stop"})
        poll.refresh_from_db()
        assert poll.state == "open"


class TestFollowing:
    def act(self, desk, poll, action, key=""):
        return desk.post(f"/admin/sondages/inspect/{poll.pk}/", {"action": action, "key": key}, follow=True)

    def test_the_grid_has_scoped_headers_and_marks_the_best_date_in_words(self, desk, agenda):
        poll = make_poll()
        vote(poll, poll.voters.first(), "yes", "no")

        response = desk.get(f"/admin/sondages/inspect/{poll.pk}/")

        table = soup_of(response).select_one(".poll-grid table")
        heads = [(cell["scope"], " ".join(cell.get_text().split())) for cell in table.select("thead th")]
        assert [scope for scope, _text in heads] == ["col", "col", "col"]
        assert heads[1][1].endswith("Convient le mieux")
        assert "Convient" not in heads[2][1]
        assert table.select_one("tbody th")["scope"] == "row"
        assert [" ".join(cell.get_text().split()) for cell in table.select("tbody td")] == ["Oui", "Non"]

    def test_the_date_chosen_makes_the_meeting_and_tells_everybody(self, desk, agenda):
        poll = make_poll()

        response = self.act(desk, poll, "choose", poll.options.last().pk)

        poll.refresh_from_db()
        assert "publiez-le" in response.content.decode()
        assert (poll.state, poll.meeting.starts_at) == ("decided", poll.options.last().starts_at)
        assert OutgoingMail.objects.filter(key__contains=":chosen:").count() == 3

    def test_a_date_somebody_answered_is_not_removed(self, desk, agenda):
        poll = make_poll()
        vote(poll, poll.voters.first(), "yes")
        first, last = poll.options.all()

        refused = self.act(desk, poll, "remove", first.pk)
        self.act(desk, poll, "remove", last.pk)

        assert "a déjà répondu" in refused.content.decode()
        assert list(poll.options.all()) == [first]

    def test_a_link_withdrawn_answers_no_more(self, desk, agenda):
        poll = make_poll()
        voter = poll.voters.first()

        self.act(desk, poll, "withdraw", voter.pk)

        voter.refresh_from_db()
        assert voter.revoked_at is not None

    def test_following_costs_the_same_for_many_as_for_few(self, desk, agenda):
        few, many = make_poll(people=2), make_poll(people=25)
        for poll in (few, many):
            for voter in poll.voters.all():
                vote(poll, voter, "yes", "no")
        desk.get("/admin/sondages/")

        def queries(path):
            with CaptureQueriesContext(connection) as captured:
                desk.get(path)
            return len(captured)

        assert queries(f"/admin/sondages/inspect/{few.pk}/") == queries(f"/admin/sondages/inspect/{many.pk}/")
        two_polls = queries("/admin/sondages/")
        make_poll(title="Un troisième")
        assert queries("/admin/sondages/") == two_polls


class TestRecipients:
    def test_addresses_are_read_as_spreadsheets_and_mail_programs_write_them(self):
        text = 'Léa Exemple <lea@ville.example>, noa@ville.example\n"Zoé Exemple"\tzoe@ville.example\n\nrien\nLEA@ville.example'

        assert [
            (one.line, one.address, one.name, bool(one.problem), one.is_double) for one in read_addresses(text)
        ] == [
            (1, "lea@ville.example", "Léa Exemple", False, False),
            (1, "noa@ville.example", "", False, False),
            (2, "zoe@ville.example", "Zoé Exemple", False, False),
            (4, "", "", True, False),
            (5, "", "", True, True),
        ]

    @pytest.mark.django_db
    def test_an_address_finds_its_person_by_directory_or_account_else_makes_an_unlisted_one(self, member):
        known = PersonFactory(email="Connue@ville.example")
        member.person = PersonFactory()
        member.save()
        pasted = read_addresses(f"connue@ville.example\n{member.email}\nNoé Nouveau <noe@ville.example>")

        people = people_of_addresses(pasted)

        assert people[:2] == [known, member.person]
        assert (people[2].full_name, people[2].email, people[2].is_listed) == (
            "Noé Nouveau",
            "noe@ville.example",
            False,
        )

    @pytest.mark.django_db
    def test_only_offices_confirmed_within_a_year_count(self):
        metropolis = MetropolisFactory()
        today = timezone.localdate()
        for attested, ends in ((today, None), (today - timedelta(days=400), None), (today, today - timedelta(days=1))):
            person = PersonFactory()
            Mandate.objects.create(
                person=person,
                kind="elected",
                title="Élu·e",
                metropolis=metropolis,
                attested_on=attested,
                ends_on=ends,
                source="x",
            )

        assert list(in_office([metropolis])) == [Person.objects.order_by("pk").first()]

    def test_a_group_is_who_came_to_its_meetings(self, agenda):
        group = WorkingGroup.objects.create(title="Chantier", slug="chantier")
        inside = AttendanceFactory(meeting=make_meeting(agenda, working_group=group))
        AttendanceFactory(meeting=make_meeting(agenda, "Autre"))

        assert list(of_group(group)) == [inside.person]


def test_the_admin_screens_are_valid_html(desk, agenda):
    poll = make_poll()
    for path in (ADD, f"/admin/sondages/inspect/{poll.pk}/"):
        main = str(soup_of(desk.get(path)).select_one(".poll-desk"))
        assert errors_of(f"<!DOCTYPE html><html><head><title>x</title></head><body>{main}</body></html>") == []


class TestByTelephone:
    def address(self, voter):
        return f"/admin/sondages/{voter.poll_id}/repondre/{voter.pk}/"

    def test_the_team_notes_what_somebody_said_past_the_deadline_too_with_who_how_and_when(self, desk, organiser):
        poll = make_poll(people=1, is_hybrid=True)
        DatePoll.objects.update(answers_until=timezone.now() - timedelta(hours=1))
        voter = poll.voters.get()
        first, second = poll.options.all()
        typed = {f"date-{first.pk}": "yes", f"date-{second.pk}": "no", "channel": "telephone", "comment": "Rappeler"}

        refused = desk.post(self.address(voter), typed)
        assert refused.status_code == 422
        assert "Dites si vous viendriez" in soup_of(refused).select_one(".poll-sides .error").get_text()
        assert soup_of(refused).find("textarea", {"name": "comment"}).get_text(strip=True) == "Rappeler"
        noted = desk.post(self.address(voter), typed | {f"side-{first.pk}": "remote"})

        assert noted["Location"] == f"/admin/sondages/inspect/{poll.pk}/"
        voter.refresh_from_db()
        assert (voter.answer_channel, voter.answered_by, voter.comment) == ("telephone", organiser, "Rappeler")
        assert timezone.now() - voter.answered_at < timedelta(minutes=1)
        assert set(voter.votes.values_list("option", "answer", "side")) == {
            (first.pk, "yes", "remote"),
            (second.pk, "no", ""),
        }
        row = soup_of(desk.get(noted["Location"])).select_one(".listing tbody tr")
        assert f"(Par téléphone, {organiser})" in row.get_text(" ", strip=True)

    def test_nothing_is_noted_once_a_date_is_chosen_or_by_who_may_not(self, desk, sign_in, member):
        voter = make_poll(people=1).voters.get()
        DatePoll.objects.update(state="decided")

        assert desk.get(self.address(voter)).status_code == 302
        DatePoll.objects.update(state="open")
        assert errors_of(desk.get(self.address(voter)).content.decode()) == []
        assert sign_in(member).get(self.address(voter)).status_code in {302, 403}
        assert not voter.votes.exists()

"""One page of each kind whose address, or content, is one person's secret, made with the sample accounts.

In the shell of a running site: ``from tests.secret_pages import make; print(make())``.
"""

import json
from datetime import timedelta
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone

from events.agenda.models import AgendaPage
from events.answers.links import answer_path
from events.attendance.models import Attendance
from events.briefing.sheet import link_of as briefing_link_of
from events.feeds.subscriptions import address_of, make_subscription
from events.meetings.models.meeting import MeetingPage
from events.polls.links import token_of
from events.polls.models import DatePoll
from network.accounts import invitations, requests
from network.accounts.models.invitations import AccountInvitation
from network.accounts.models.requests import AccountRequest
from network.accounts.sample_accounts import make_sample_accounts, sign_in_path
from network.accounts.signed_links import code_for
from network.audience.roles import Role
from network.directory.models.people import Person
from network.following.saved_searches import follow_search, stop_code
from network.privacy import objections
from network.privacy.models.objections import Objection

MEMBER, NOBODY = "member", None


def make():
    """JSON of ``{name: [path, role that reads it]}``; a name is that of its route, and a word where it has several."""
    users = make_sample_accounts()
    person = Person.objects.create(first_name="Zoé", last_name="Exemple", slug="zoe-exemple", email="zoe@ville.example")
    meeting = meeting_open_to_members()
    attendance = Attendance.objects.create(meeting=meeting, person=person, invited_at=timezone.now())
    voter = DatePoll.objects.get(is_sample=True).voters.last()
    saved, _is_new = follow_search(user=users["member"], query="q=participation")
    stopped, _is_new = follow_search(user=users["member"], query="q=tirage")
    subscription = make_subscription(user=users["member"], name="Bureau")
    year = timezone.localtime(meeting.starts_at).year
    return json.dumps(
        {
            "events:answer": [answer_path(attendance), NOBODY],
            "events:answer as assistant": [answer_path(attendance, for_assistant=True), NOBODY],
            "events:answer_as_member": [reverse("events:answer_as_member", args=[year, meeting.slug]), MEMBER],
            "events:briefing": [reverse("events:briefing", args=[year, meeting.slug]), MEMBER],
            "events:briefing_by_link": [path_of(briefing_link_of(attendance)), NOBODY],
            "events:date_poll": [reverse("events:date_poll", args=[token_of(voter)]), NOBODY],
            "events:my_calendars": [reverse("events:my_calendars"), MEMBER],
            "events:personal": [path_of(address_of(subscription)), NOBODY],
            "saved_searches": [reverse("saved_searches"), MEMBER],
            "saved_search_feed": [reverse("saved_search_feed", args=[saved.token]), NOBODY],
            "stop_search_mails": [reverse("stop_search_mails", args=[stop_code(stopped)]), NOBODY],
            "account_invitation": [invitation_to(person, users["organiser"]), NOBODY],
            "account_request_confirm": [request_to_confirm(), NOBODY],
            "objection_confirm": [objection_to_confirm(), NOBODY],
            "account_link": [sign_in_path(users["member"]), NOBODY],
            "account": [reverse("account"), MEMBER],
            "my_data": [reverse("my_data"), MEMBER],
            "correct_my_data": [reverse("correct_my_data"), MEMBER],
            "usersessions_list": [reverse("usersessions_list"), MEMBER],
            "events:calendar_health": [reverse("events:calendar_health"), "organiser"],
            "events:invitations": [reverse("events:invitations", args=[meeting.pk]), "organiser"],
            "events:head_count": [reverse("events:head_count", args=[meeting.pk]), "organiser"],
        }
    )


def meeting_open_to_members():
    starts = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=20)
    meeting = MeetingPage(
        title="Comité des secrets",
        slug="comite-des-secrets",
        live=False,
        format="hybrid",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        venue_name="Salle du fil",
        remote_link="https://visio.example/salle-secrete",
        registration="members",
    )
    AgendaPage.objects.get().add_child(instance=meeting)
    meeting.save_revision().publish()
    return MeetingPage.objects.get(pk=meeting.pk)


def invitation_to(person, organiser):
    invitation = AccountInvitation.objects.create(
        person=person, email="zoe@ville.example", role=Role.MEMBER, invited_by=organiser, sent_at=timezone.now()
    )
    return path_of(invitations.link_of(invitation))


def request_to_confirm():
    asked = AccountRequest.objects.create(
        email="yann@ville.example",
        first_name="Yann",
        last_name="Exemple",
        organisation="Ville",
        function="Chargé de mission",
        received_at=timezone.now(),
    )
    return reverse("account_request_confirm", args=[code_for(requests.PURPOSE, request=asked.pk)])


def objection_to_confirm():
    objection = Objection.objects.create(name="Zoé Exemple", email="zoe@ville.example", wish=Objection.Wish.FUNCTION)
    return reverse("objection_confirm", args=[code_for(objections.PURPOSE, objection=objection.pk)])


def path_of(url):
    return urlsplit(url).path

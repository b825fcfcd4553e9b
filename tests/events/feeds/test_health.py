"""Feed health (issue 6, 5): which calendars are read, what they have seen, and who is written to instead."""

import html
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from events.attendance.models import Attendance
from events.changes.models import MeetingChange
from events.feeds.clients import family_of
from events.feeds.fetches import FetchesRule, notebook
from events.feeds.health import holders, reach_of, tell_subscribers
from events.feeds.models.fetches import FeedFetch
from events.feeds.models.subscriptions import CalendarSubscription, Follow
from events.feeds.subscriptions import make_subscription, revoke, token_of
from events.meetings.models.meeting import MeetingPage
from network.mail.models.outgoing import OutgoingMail
from network.privacy.models.retention import RetentionSettings
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import make_meeting, publish
from tests.factories.network import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/organisation/agendas/"
GOOGLE, THUNDERBIRD = "Google-Calendar-Importer", "Mozilla/5.0 (X11; Linux) Thunderbird/153.0"


@pytest.mark.parametrize(
    ("user_agent", "family"),
    [
        (GOOGLE, "google"),
        (THUNDERBIRD, "thunderbird"),
        ("iOS/18.1 (22B83) dataaccessd/1.0", "apple"),
        ("macOS/15.1 (24B83) CalendarAgent/1234", "apple"),
        ("Microsoft.Exchange/15.20 (Windows NT 10.0; Win64; x64)", "outlook"),
        ("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0)", "outlook"),
        ("Mozilla/5.0 (Linux) mirall/3.0 (Nextcloud)", "nextcloud"),
        ("ICSx5/2.2 (okhttp) Android/14", "android"),
        ("Evolution/3.50", "gnome"),
        ("Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", "browser"),
        ("", "other"),
        ("curl/8" * 1000, "other"),
    ],
)
def test_a_program_is_known_by_its_own_words(user_agent, family):
    assert family_of(user_agent).name == family


def fetch(client, subscription, user_agent=THUNDERBIRD, **headers):
    return client.get(f"/calendriers/perso/{token_of(subscription)}.ics", headers={"user-agent": user_agent} | headers)


def test_a_fetch_is_noted_without_any_address_of_anybody(agenda, client, member):
    make_meeting(agenda)
    subscription = make_subscription(user=member)
    first = fetch(client, subscription)
    fetch(client, subscription, **{"if-none-match": first["ETag"]})
    client.get("/calendriers/tous.ics", headers={"user-agent": GOOGLE, "x-forwarded-for": "203.0.113.9"})
    client.get("/calendriers/tous.ics?metropole=inconnue", headers={"user-agent": GOOGLE})

    notebook.write()

    personal, public = FeedFetch.objects.order_by("feed")
    assert (personal.subscription, personal.family, personal.format, personal.count) == (
        subscription,
        "thunderbird",
        "ics",
        1,  # twice in a row is once
    )
    assert personal.size_bytes == len(first.content)
    assert (public.feed, public.subscription, public.family) == ("tous", None, "google")
    rows = repr(list(FeedFetch.objects.values()))
    for secret in ("203.0.113", "127.0.0.1", "Mozilla", token_of(subscription)):
        assert secret not in rows


def test_the_pace_of_a_program_is_learned(agenda, client, member):
    subscription = make_subscription(user=member)
    start = timezone.now() - timedelta(hours=6)
    request = client.get("/calendriers/tous.ics").wsgi_request
    response = client.get("/calendriers/tous.ics")
    for hour in range(5):
        notebook.note(request, response, subscription=subscription.pk, now=start + timedelta(hours=hour))
        if hour % 2:
            notebook.write()
    notebook.write()

    line = FeedFetch.objects.get(subscription=subscription)
    assert line.count == 5
    assert line.interval_s == 3600
    assert line.next_at == start + timedelta(hours=5)


def test_combinations_share_one_line(agenda, client):
    MetropolisFactory(slug="m-a")
    for query in ("metropole=m-a&format=remote", "metropole=m-a&format=hybrid", "format=remote,hybrid"):
        assert client.get(f"/calendriers/tous.ics?{query}").status_code == 200
    client.get("/calendriers/metropole/m-a.ics")
    notebook.write()

    assert sorted(FeedFetch.objects.values_list("feed", flat=True)) == ["combinaison", "metropole m-a"]


# A change of the next two days


def followed_meeting(agenda, hours=30, **fields):
    host = MetropolisFactory()
    start = (timezone.now() + timedelta(hours=hours)).replace(microsecond=0)
    return make_meeting(agenda, "Bientôt", host=host, starts_at=start, format="in_person", **fields)


def follower(meeting, family="google", last=timedelta(hours=5), **options):
    """A member who follows the host; her or his calendar was last read a while ago."""
    user = UserFactory()
    Follow.objects.create(user=user, metropolis=meeting.host)
    subscription = make_subscription(user=user, **options)
    if family:
        FeedFetch.objects.create(
            subscription=subscription, family=family, format="ics", last_at=timezone.now() - last, count=1
        )
    return user


def move(meeting, hours=2):
    meeting = MeetingPage.objects.get(pk=meeting.pk)
    meeting.starts_at += timedelta(hours=hours)
    meeting.ends_at += timedelta(hours=hours)
    publish(meeting)
    return MeetingChange.objects.filter(meeting=meeting).latest("pk")


def news():
    return sorted(OutgoingMail.objects.filter(kind="news").values_list("to", flat=True))


def test_a_mail_goes_to_those_whose_calendar_cannot_have_seen_a_near_change(agenda):
    meeting = followed_meeting(agenda)
    late = follower(meeting, "google", hides_cancelled=True)
    follower(meeting, "thunderbird", last=timedelta(minutes=20))  # looks every half hour: sees it by itself
    follower(meeting, None)  # an address that no calendar reads
    follower(meeting, "google", last=timedelta(days=60))  # nor this one any more
    follower(meeting, "google", wants_mail=False)
    follower(meeting, "browser")
    invited = follower(meeting, "google")
    invited.person = PersonFactory(email=invited.email)
    invited.save()
    Attendance.objects.create(meeting=meeting, person=invited.person, invited_at=timezone.now(), answer="on_site")

    change = move(meeting)

    assert news() == [late.email]
    sent = OutgoingMail.objects.get(kind="news")
    assert "Bientôt" in sent.subject
    assert "n’a pas encore pu voir le changement" in sent.text.replace("\xa0", " ")
    assert "List-Unsubscribe" in str(sent.headers)
    assert token_of(late.calendar_subscriptions.get()) not in sent.text
    tell_subscribers(change)  # run again: nobody is written to twice
    assert news() == [late.email]


def test_a_cancellation_is_told_even_to_those_who_hide_cancelled_meetings(agenda):
    meeting = followed_meeting(agenda)
    late = follower(meeting, hides_cancelled=True)

    meeting.status = "cancelled"
    publish(meeting)

    assert news() == [late.email]
    assert any("Annulé" in message.subject for message in mail.outbox if message.to == [late.email])


def test_a_change_of_next_month_is_left_to_calendars(agenda):
    meeting = followed_meeting(agenda, hours=24 * 30)
    follower(meeting)

    move(meeting)

    assert MeetingChange.objects.exists()
    assert news() == []


def test_a_meeting_moved_away_from_tomorrow_is_told_too(agenda):
    """Who does not know stands before a closed door tomorrow."""
    meeting = followed_meeting(agenda)
    late = follower(meeting)

    move(meeting, hours=24 * 20)

    assert news() == [late.email]


def test_nobody_is_told_of_a_meeting_she_may_not_see(agenda):
    from wagtail.models import PageViewRestriction  # noqa: PLC0415 -- only here

    meeting = followed_meeting(agenda)
    follower(meeting)
    PageViewRestriction.objects.create(page=meeting, restriction_type="groups")

    move(meeting)

    assert news() == []


def test_after_a_change_one_knows_how_many_calendars_have_seen_it(agenda, client):
    meeting = followed_meeting(agenda)
    seen, waiting = follower(meeting), follower(meeting)
    follower(meeting, None)
    change = move(meeting)
    fetch(client, seen.calendar_subscriptions.get(), GOOGLE)
    notebook.write()

    reach = reach_of(change)

    assert (reach.seen, reach.waiting, reach.never) == (1, 1, 1)
    assert [(str(label), count) for label, count in reach.waiting_families] == [("Google Agenda", 1)]
    assert len(holders(meeting)) == 3
    revoke(waiting.calendar_subscriptions.get())
    assert reach_of(change).waiting == 0


# The page, and an address in wrong hands


def test_staff_see_which_calendars_are_read_and_no_address(agenda, client, organiser, sign_in):
    meeting = followed_meeting(agenda)
    user = follower(meeting)
    change = move(meeting)
    client = sign_in(organiser)

    page = html.unescape(client.get(PAGE).content.decode())

    assert user.get_full_name() in page
    assert user.email not in page
    assert token_of(user.calendar_subscriptions.get()) not in page
    assert "Google Agenda" in page
    assert change.meeting.title in page
    assert "1 ne l’a pas encore lu" in page.replace("\xa0", " ")


def test_nobody_else_sees_it(home, client, member, sign_in):
    assert client.get(PAGE).status_code == 302
    assert sign_in(member).get(PAGE).status_code == 403


def test_an_address_found_in_wrong_hands_is_closed_in_one_click(agenda, client, organiser, member, sign_in):
    subscription, other = make_subscription(user=member), make_subscription(user=member)
    address = f"https://reseau.example/calendriers/perso/{token_of(subscription)}.ics"
    client = sign_in(organiser)

    client.post(PAGE, {"address": address})
    client.post(PAGE, {"subscription": other.pk})
    refused = client.post(PAGE, {"address": "https://reseau.example/"}, follow=True)

    assert not CalendarSubscription.objects.filter(revoked_at=None).exists()
    assert CalendarSubscription.objects.first().revoked_by == organiser
    assert fetch(client, subscription).status_code == 410
    assert "Aucun agenda n’a cette adresse" in html.unescape(refused.content.decode()).replace("\xa0", " ")


def test_old_lines_and_closed_addresses_are_deleted(member):
    now = timezone.now()
    old, new = make_subscription(user=member), make_subscription(user=member)
    revoke(old)
    CalendarSubscription.objects.filter(pk=old.pk).update(revoked_at=now - timedelta(days=500))
    FeedFetch.objects.create(feed="tous", family="google", format="ics", last_at=now - timedelta(days=500))
    FeedFetch.objects.create(feed="tous", family="apple", format="ics", last_at=now)

    applied = FetchesRule().apply(limits=RetentionSettings.load(), now=now, dry_run=False)

    assert applied.count == 2
    assert [line.family for line in FeedFetch.objects.all()] == ["apple"]
    assert list(CalendarSubscription.objects.all()) == [new]

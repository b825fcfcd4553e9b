"""Calendar files over HTTP, as calendar software asks for them (R5, R6, R18 to R26 of CALENDARS.md)."""

import gzip
from datetime import datetime, timedelta
from email.utils import format_datetime, formatdate, parsedate_to_datetime
from itertools import pairwise
from urllib.robotparser import RobotFileParser
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from events.calendars.models import CalendarClock
from events.meetings.models.meeting import MeetingPage
from network.audience.roles import ORGANISERS
from tests.factories.directory import MetropolisFactory
from tests.factories.events import make_meeting, publish, soon

pytestmark = pytest.mark.django_db
FEED = "/calendriers/tous.ics"


def titles(response):
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(response.content).events]


def test_the_feed_is_a_calendar_file_that_anybody_may_keep(agenda, client):
    make_meeting(agenda, "Rencontre")

    response = client.get(FEED)

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"  # R18
    assert response["Content-Disposition"] == 'inline; filename="metropoles-participatives.ics"'
    assert response["Cache-Control"] == "public, max-age=900"  # R23
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    assert titles(response) == ["Rencontre"]


def test_the_file_of_one_meeting_is_downloaded(agenda, client):
    meeting = make_meeting(agenda, "Rencontre")
    make_meeting(agenda, "Une autre")

    response = client.get(f"{meeting.get_url()}rencontre.ics")

    assert response["Content-Disposition"] == 'attachment; filename="rencontre.ics"'
    assert titles(response) == ["Rencontre"]
    event = icalendar.Calendar.from_ical(response.content).events[0]
    assert event["UID"] == f"{meeting.calendar_entry.uid}@metropoles-participatives.example"
    assert event["URL"].endswith(meeting.get_url())


def test_one_meeting_has_one_uid_in_the_feed_and_in_its_own_file(agenda, client):
    meeting = make_meeting(agenda)

    feed = icalendar.Calendar.from_ical(client.get(FEED).content).events[0]
    alone = icalendar.Calendar.from_ical(client.get(f"{meeting.get_url()}rencontre.ics").content).events[0]

    assert feed == alone


@pytest.mark.parametrize("accept", [None, "text/calendar", "text/html", "application/json", "*/*", "nonsense"])
def test_whatever_the_client_accepts_it_gets_the_calendar(agenda, client, accept):
    headers = {"accept": accept} if accept else {}

    assert client.get(FEED, headers=headers).status_code == 200  # R19


def test_a_head_request_answers_as_a_get_without_the_body(agenda, client):
    make_meeting(agenda)
    get, head = client.get(FEED), client.head(FEED)

    assert head.status_code == 200
    assert head.content == b""
    for name in ("Content-Type", "ETag", "Last-Modified", "Cache-Control"):
        assert head[name] == get[name]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_feed_is_only_read(agenda, client, method):
    assert getattr(client, method)(FEED).status_code == 405


def test_the_tag_of_the_bytes_answers_304_with_both_validators(agenda, client):
    make_meeting(agenda)
    long_ago()
    first = client.get(FEED)

    for tag in (first["ETag"], f"W/{first['ETag']}", f'"autre", {first["ETag"]}', "*"):
        answer = client.get(FEED, headers={"if-none-match": tag})
        assert answer.status_code == 304, tag
        assert answer.content == b""
        assert answer["ETag"] == first["ETag"]
        assert answer["Last-Modified"] == first["Last-Modified"]
        assert answer["Cache-Control"] == first["Cache-Control"]
    assert client.get(FEED, headers={"if-none-match": '"autre"'}).status_code == 200
    assert first["ETag"].startswith('"')


def long_ago():
    """As if nothing had changed for hours: a test makes many changes in one second."""
    CalendarClock.objects.update(changed_at=timezone.now() - timedelta(hours=2))


def test_the_date_of_the_last_change_answers_304_to_clients_that_know_only_dates(agenda, client):
    make_meeting(agenda)
    long_ago()
    first = client.get(FEED)
    changed = parsedate_to_datetime(first["Last-Modified"])

    def status(moment):
        return client.get(FEED, headers={"if-modified-since": moment}).status_code

    assert status(first["Last-Modified"]) == 304
    assert status(format_datetime(changed + timedelta(hours=1), usegmt=True)) == 304
    assert status(format_datetime(changed - timedelta(seconds=1), usegmt=True)) == 200
    assert status(formatdate(0, usegmt=True)) == 200
    assert status("tomorrow") == 200
    assert status("") == 200


def test_the_tag_wins_over_the_date(agenda, client):
    first = client.get(FEED)

    answer = client.get(FEED, headers={"if-none-match": '"autre"', "if-modified-since": first["Last-Modified"]})

    assert answer.status_code == 200


def test_the_feed_is_compressed_only_for_those_who_ask(agenda, client):
    for number in range(5):
        make_meeting(agenda, f"Réunion {number}")
    plain = client.get(FEED)
    packed = client.get(FEED, headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in plain
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]
    again = client.get(FEED, headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]})
    assert again.status_code == 304  # R21: the tag given with gzip is recognised


def test_two_fetches_of_an_unchanged_feed_are_the_same_bytes(agenda, client, organiser, sign_in):
    make_meeting(agenda)
    first = client.get(FEED)
    signed_in = sign_in(organiser).get(FEED)

    assert signed_in.content == first.content
    assert signed_in["ETag"] == first["ETag"]


def rename_host(meeting):
    meeting.host.usual_name = "Nouveau nom"
    meeting.host.save()


def move_in_time(meeting):
    meeting.starts_at += timedelta(hours=1)
    meeting.ends_at += timedelta(hours=1)
    publish(meeting)


def cancel(meeting):
    meeting.status = "cancelled"
    publish(meeting)


def restrict(meeting):
    PageViewRestriction.objects.create(page=meeting.get_parent(), restriction_type=PageViewRestriction.LOGIN)


def open_to_a_group(meeting):
    restriction = PageViewRestriction.objects.create(page=meeting, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.get(name=ORGANISERS))


CHANGES = {
    "moved": move_in_time,
    "renamed": lambda meeting: (setattr(meeting, "title", "Autre nom"), publish(meeting)),
    "host renamed": rename_host,
    "cancelled": cancel,
    "unpublished": lambda meeting: meeting.unpublish(),
    "deleted": lambda meeting: meeting.delete(),
    "restricted": restrict,
    "restricted to a group": open_to_a_group,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_each_change_moves_both_validators_forward(agenda, client, change):
    """R6: also when something leaves the feed, or clients that know only dates would keep it for ever."""
    make_meeting(agenda, "Une autre")
    meeting = make_meeting(agenda, "Celle qui change", host=MetropolisFactory())
    before = client.get(FEED)

    change(MeetingPage.objects.get(pk=meeting.pk))
    after = client.get(FEED)

    assert after["ETag"] != before["ETag"]
    assert parsedate_to_datetime(after["Last-Modified"]) >= parsedate_to_datetime(before["Last-Modified"])
    assert client.get(FEED, headers={"if-none-match": before["ETag"]}).status_code == 200
    assert client.get(FEED, headers={"if-modified-since": before["Last-Modified"]}).status_code == 200


def test_the_validators_go_forward_through_a_whole_life(agenda, client):
    """Edit, cancel, delete: the tag changes each time, the date never goes back."""
    seen = [client.get(FEED)]
    meeting = make_meeting(agenda)
    seen.append(client.get(FEED))
    for change in (move_in_time, cancel, lambda page: page.delete()):
        change(MeetingPage.objects.get(pk=meeting.pk))
        seen.append(client.get(FEED))

    dates = [parsedate_to_datetime(response["Last-Modified"]) for response in seen]
    assert dates == sorted(dates)
    tags = [response["ETag"] for response in seen]
    assert all(before != after for before, after in pairwise(tags))
    assert tags[0] == tags[-1]  # nothing again: the same bytes


def test_changes_in_the_same_second_still_have_two_dates(db):
    now = timezone.now()
    CalendarClock.objects.all().delete()

    first, second, third = CalendarClock.tick(now), CalendarClock.tick(now), CalendarClock.tick(now)

    assert [int(moment.timestamp()) for moment in (first, second, third)] == [
        int(now.timestamp()) + i for i in range(3)
    ]


def test_many_changes_at_once_never_date_the_feed_in_the_future(agenda, client):
    make_meeting(agenda)
    CalendarClock.objects.update(changed_at=timezone.now() + timedelta(seconds=40))

    response = client.get(FEED)

    assert parsedate_to_datetime(response["Last-Modified"]) <= timezone.now()
    # Its date cannot be trusted yet, its tag can.
    assert client.get(FEED, headers={"if-modified-since": response["Last-Modified"]}).status_code == 200
    assert client.get(FEED, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_days_that_go_by_change_the_date_too(agenda, client):
    """R26: what leaves the window by age alone must not stay with clients that know only dates."""
    CalendarClock.objects.update(changed_at=timezone.now() - timedelta(days=30))
    today = timezone.localdate()

    changed = parsedate_to_datetime(client.get(FEED)["Last-Modified"])

    assert changed == datetime(today.year, today.month, today.day, tzinfo=ZoneInfo("Europe/Paris"))


def test_the_feed_holds_three_months_back_and_four_hundred_days_ahead(agenda, client):
    def day(number):
        return {"starts_at": soon(number), "ends_at": soon(number, 16)}

    for title, number in {"trop vieux": -92, "vieux": -89, "lointain": 399, "trop lointain": 402}.items():
        make_meeting(agenda, title, **day(number))

    assert titles(client.get(FEED)) == ["vieux", "lointain"]


def test_an_old_meeting_still_has_its_own_file(agenda, client):
    meeting = make_meeting(agenda, "Ancienne", starts_at=soon(-1000))

    assert titles(client.get(f"{meeting.get_url()}rencontre.ics")) == ["Ancienne"]


def test_a_meeting_without_a_date_is_in_no_calendar(agenda, client):
    meeting = make_meeting(agenda, "Annoncée", starts_at=None, status="announced")

    assert titles(client.get(FEED)) == []
    assert client.get(f"{meeting.get_url()}rencontre.ics").status_code == 404


def test_a_cancelled_meeting_stays_with_a_higher_number(agenda, client):
    meeting = make_meeting(agenda, "Rencontre")
    meeting.status = "cancelled"
    publish(meeting)

    (event,) = icalendar.Calendar.from_ical(client.get(FEED).content).events

    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"] == "Annulé\xa0: Rencontre"
    assert event["SEQUENCE"] == 1


def test_a_members_only_meeting_is_in_no_public_calendar_even_for_a_member(agenda, client, member, sign_in):
    make_meeting(agenda, "Publique")
    meeting = make_meeting(agenda, "Réservée")
    PageViewRestriction.objects.create(page=meeting, restriction_type=PageViewRestriction.LOGIN)

    for visitor in (client, sign_in(member)):
        assert titles(visitor.get(FEED)) == ["Publique"]
        answer = visitor.get(f"{meeting.get_url()}rencontre.ics")
        assert answer.status_code == 404  # R20: no login page at an .ics address


@pytest.mark.parametrize(
    "address",
    ["/agenda/2027/absente/rencontre.ics", "/agenda/0/x/rencontre.ics", "/agenda/99999999999999999999/x/rencontre.ics"],
)
def test_a_file_that_does_not_exist_is_not_found(agenda, client, address):
    assert client.get(address).status_code == 404


def test_unpublished_meetings_have_no_file(agenda, client):
    meeting = make_meeting(agenda)
    meeting.unpublish()

    assert client.get(f"{meeting.get_url()}rencontre.ics").status_code == 404


def queries(client, address):
    client.get(address)  # the addresses of sites are cached on the first request
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_feed_asks_at_most_four_queries_whatever_its_size(agenda, client):
    metropolises = [MetropolisFactory() for _number in range(12)]
    make_meeting(agenda, host=metropolises[0])
    few = queries(client, FEED)
    for number, metropolis in enumerate(metropolises):
        make_meeting(agenda, f"Réunion {number}", host=metropolis)

    assert queries(client, FEED) == few <= 4


def test_the_file_of_one_meeting_asks_at_most_four_queries(agenda, client):
    meeting = make_meeting(agenda, host=MetropolisFactory())

    assert queries(client, f"{meeting.get_url()}rencontre.ics") <= 4


def test_robots_may_fetch_the_feed(home, client):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").content.decode().splitlines())

    assert robots.can_fetch("Google-Calendar-Importer", "https://reseau.example/calendriers/tous.ics")
    assert robots.can_fetch("Google-Calendar-Importer", "https://reseau.example/agenda/2022/nantes/rencontre.ics")


def test_the_real_content_is_a_calendar_with_its_samples_marked(content, client):
    events = icalendar.Calendar.from_ical(client.get(FEED).content).events

    samples = MeetingPage.objects.live().filter(is_sample=True, starts_at__isnull=False)
    assert len({str(event["UID"]) for event in events}) == len(events) >= samples.count() > 4  # sessions are events too
    assert all("Exemple\xa0: " in event["SUMMARY"] for event in events)
    assert {str(event["STATUS"]) for event in events} == {"CONFIRMED", "CANCELLED", "TENTATIVE"}


def test_the_nantes_meeting_is_two_whole_days(content, client):
    response = client.get("/agenda/2022/rencontre-nantes-2022/rencontre.ics")

    assert b"DTSTART;VALUE=DATE:20220505\r\n" in response.content
    assert b"DTEND;VALUE=DATE:20220507\r\n" in response.content

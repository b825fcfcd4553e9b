"""A series: its days, its meetings, what is changed in all of them and what was changed by hand in one."""

from datetime import date, time

import pytest
from django.urls import reverse

from events.making.models import MeetingSeries
from events.making.recurrence import MOST_DAYS, occurrences
from events.making.series import cancel_series, change_series, make_series, members_of
from events.meetings.models.meeting import MeetingPage
from tests.factories.events import paris, publish
from tests.html import soup_of

pytestmark = pytest.mark.django_db


def days(found):
    return [one.day.isoformat() for one in found if not one.left_out]


def test_every_first_tuesday_but_not_in_august_nor_on_public_holidays():
    found = occurrences(
        rhythm="1",
        weekday=1,
        first_day=date(2029, 4, 1),
        last_day=date(2029, 10, 31),
        months_left_out=[8],
        skip_holidays=True,
    )

    assert days(found) == ["2029-04-03", "2029-06-05", "2029-07-03", "2029-09-04", "2029-10-02"]
    assert {one.day.isoformat(): one.left_out for one in found if one.left_out} == {
        "2029-05-01": "Fête du Travail",
        "2029-08-07": "mois laissé de côté",
    }


def test_public_holidays_of_the_territory_count_where_the_meeting_is():
    rule = {"rhythm": "weekly", "weekday": 0, "first_day": date(2027, 12, 20), "last_day": date(2027, 12, 20)}

    assert days(occurrences(**rule)) == ["2027-12-20"]
    assert days(occurrences(**rule, time_zone="Indian/Reunion")) == []


def test_a_series_is_bounded():
    found = occurrences(
        rhythm="weekly", weekday=2, first_day=date(2027, 1, 1), last_day=date(2040, 1, 1), skip_holidays=False
    )

    assert len(days(found)) == MOST_DAYS


@pytest.fixture
def series(agenda):
    """Three published meetings in 2031."""
    return make_series(
        title="Heure du chantier",
        days=[date(2031, 3, 4), date(2031, 4, 1), date(2031, 5, 6)],
        starts=time(10),
        ends=time(11, 30),
        time_zone="Europe/Paris",
        shared={"format": "remote", "kind": "working_group", "remote_link": "https://visio.example/a"},
        pattern="working_group",
        publish=True,
    )


def meetings():
    return list(MeetingPage.objects.order_by("starts_at"))


def test_each_meeting_has_its_page_its_hours_and_its_programme(series):
    first, second, _third = meetings()

    assert (first.starts_at, first.ends_at) == (paris("2031-03-04 10:00"), paris("2031-03-04 11:30"))
    assert second.starts_at == paris("2031-04-01 10:00")  # the same hour on the wall after the change of clocks
    assert first.live
    assert first.get_url() != second.get_url()
    assert first.agenda_items.count() == second.agenda_items.count() == 3
    assert [member.by_hand for member in members_of(series)] == [[], [], []]


def test_a_change_goes_to_all_but_those_changed_by_hand(series):
    second = meetings()[1]
    second.venue_name = "Salle à part"
    publish(second)

    changed, left = change_series(
        series, values={"venue_name": "Salle haute"}, starts=time(9), ends=time(10), explanation="Plus tôt"
    )

    assert [member.meeting.pk for member in left] == [second.pk]
    assert len(changed) == 2
    assert [meeting.venue_name for meeting in meetings()] == ["Salle haute", "Salle à part", "Salle haute"]
    assert [f"{meeting.starts_at:%H}" for meeting in meetings()] == ["08", "08", "07"]  # UTC: left alone, the second
    assert {change.explanation for meeting in meetings() for change in meeting.changes.all()} == {"Plus tôt"}

    change_series(series, values={"venue_name": "Partout"}, overwrite={second.pk})
    assert {meeting.venue_name for meeting in meetings()} == {"Partout"}
    assert [member.by_hand for member in members_of(series)] == [[], [], []]


def test_this_and_the_following_or_only_this(series):
    first, second, _third = meetings()

    change_series(series, values={"venue_name": "Ensuite"}, first=second.pk)
    change_series(series, values={"venue_name": "Seulement"}, first=first.pk, only_one=True)

    assert [meeting.venue_name for meeting in meetings()] == ["Seulement", "Ensuite", "Ensuite"]


def test_a_past_meeting_is_never_changed(series):
    first = meetings()[0]
    MeetingPage.objects.filter(pk=first.pk).update(
        starts_at=paris("2021-03-04 10:00"), ends_at=paris("2021-03-04 11:30")
    )
    first.refresh_from_db()
    publish(MeetingPage.objects.get(pk=first.pk))

    change_series(series, values={"venue_name": "À venir"})

    assert MeetingPage.objects.get(pk=first.pk).venue_name == ""


def test_cancelling_keeps_the_pages(series):
    second = meetings()[1]

    assert cancel_series(series, explanation="Fin du chantier", first=second.pk) == 2

    assert [meeting.status for meeting in meetings()] == ["confirmed", "cancelled", "cancelled"]
    assert meetings()[2].changes.get().explanation == "Fin du chantier"


RULE = {
    "title": "Heure du chantier", "rhythm": "1", "weekday": "1", "starts": "10:00", "ends": "11:30",
    "first_day": "2030-09-01", "last_day": "2031-06-30", "months_left_out": ["8"], "skip_holidays": "on",
    "time_zone": "Europe/Paris", "format": "remote", "kind": "working_group", "pattern": "", "publish": "on",
}  # fmt: skip


def test_an_organiser_sees_the_dates_leaves_one_out_and_makes_the_meetings(agenda, sign_in, organiser):
    desk = sign_in(organiser)
    address = reverse("meeting_series_new")
    assert desk.get(address).status_code == 200

    preview = soup_of(desk.post(address, RULE))
    boxes = [box["value"] for box in preview.select("input[name=days]")]
    assert len(boxes) == 10
    assert not MeetingPage.objects.exists()

    response = desk.post(address, RULE | {"make": "1", "days": boxes[:-1]})

    series = MeetingSeries.objects.get()
    assert response.url == reverse("meeting_series", args=[series.pk])
    assert MeetingPage.objects.filter(live=True).count() == 9
    page = soup_of(desk.get(response.url))
    assert len(page.select("table.listing tbody tr")) == 9


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ends": "09:00"}, "La fin précède le début"),
        ({"last_day": "2030-08-01"}, "Ce jour précède le premier"),
        ({"last_day": "2050-08-01"}, "deux ans au plus"),
        ({"last_day": "2030-09-02"}, "Aucun jour ne répond à cette règle"),
        ({"make": "1", "days": []}, "Aucun jour ne reste"),
    ],
    ids=["hours", "days", "too long", "no day", "none ticked"],
)
def test_a_rule_that_gives_nothing_is_refused_and_nothing_typed_is_lost(agenda, sign_in, organiser, values, words):
    soup = soup_of(sign_in(organiser).post(reverse("meeting_series_new"), RULE | values))

    assert words in soup.get_text().replace("\xa0", " ")
    assert soup.select_one("[name=title]")["value"] == "Heure du chantier"
    assert not MeetingPage.objects.exists()


def test_the_desk_says_what_was_changed_by_hand_and_leaves_it(series, sign_in, organiser):
    desk = sign_in(organiser)
    second = meetings()[1]
    second.venue_name = "Salle à part"
    publish(second)
    address = reverse("meeting_series", args=[series.pk])
    assert "lieu" in soup_of(desk.get(address)).select("tbody tr")[1].get_text().lower()

    sent = {"title": "Heure du chantier", "starts": "09:00", "ends": "10:00", "format": "remote", "scope": "all"}
    refused = desk.post(address, sent)
    assert "Dire en un mot pourquoi" in refused.content.decode()

    response = desk.post(address, sent | {"explanation": "Plus tôt"}, follow=True)
    assert "Non modifiées, car changées à la main" in response.content.decode().replace("\xa0", " ")
    assert meetings()[0].starts_at == paris("2031-03-04 09:00")


def test_only_what_is_changed_in_the_form_is_written(series, sign_in, organiser):
    desk = sign_in(organiser)
    address = reverse("meeting_series", args=[series.pk])
    _first, second, _third = meetings()
    change_series(series, values={"venue_name": "Salle haute"}, explanation="Travaux")
    page = soup_of(desk.get(address))
    shown = {name: page.select_one(f"[name={name}]").get("value") for name in ("title", "starts", "ends", "venue_name")}
    assert shown == {"title": "Heure du chantier", "starts": "10:00", "ends": "11:30", "venue_name": "Salle haute"}
    second.refresh_from_db()
    second.venue_name = "Salle à part"
    publish(second)

    kept = shown | {"format": "remote", "kind": "working_group", "remote_link": "https://visio.example/a"}
    nothing = desk.post(address, kept | {"scope": "all"})
    assert "Rien ici ne diffère" in nothing.content.decode()

    # A new title overturns nobody's plans: no word is asked for.
    response = desk.post(address, kept | {"title": "Point du chantier", "scope": "all", "overwrite": [second.pk]})

    assert response.status_code == 302
    assert [(one.title, one.venue_name) for one in meetings()] == [
        ("Point du chantier", "Salle haute"), ("Point du chantier", "Salle à part"), ("Point du chantier", "Salle haute"),
    ]  # fmt: skip
    assert [member.by_hand for member in members_of(series)] == [[], ["lieu"], []]  # still told from the others


def test_a_series_for_members_is_for_members_from_the_start(agenda, sign_in, organiser, client):
    days = ["2030-09-03", "2030-10-01"]
    sign_in(organiser).post(reverse("meeting_series_new"), RULE | {"audience": "members", "make": "1", "days": days})

    first, second = meetings()
    assert first.live
    for meeting in (first, second):
        assert [one.restriction_type for one in meeting.view_restrictions.all()] == ["login"]


def test_a_member_reaches_no_series(series, sign_in, member):
    client = sign_in(member)
    for name, arguments in (("meeting_series_list", []), ("meeting_series_new", []), ("meeting_series", [series.pk])):
        assert client.get(reverse(name, args=arguments)).status_code in {302, 403}

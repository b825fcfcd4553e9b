"""How many come: counted once each, in protocol order, in few queries whatever the number of people."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from events.attendance.counts import RegistrationCount
from events.attendance.headcounts import Numbers, head_count
from events.attendance.models import Attendance, SessionAnswer
from events.attendance.signing_sheet import sheet_data
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.sessions import MeetingSession
from network.accounts.models.audit import AuditEntry
from network.directory.models.people import Person
from network.privacy.retention import apply_retention
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import make_meeting, paris, publish, soon
from tests.html import soup_of

pytestmark = pytest.mark.django_db


def person_with(meeting, answer="", *, metropolis=None, waiting=False, withdrawn=False, invited=True, **fields):
    now = timezone.now()
    return Attendance.objects.create(
        meeting=meeting,
        person=fields.pop("person", None) or PersonFactory(),
        metropolis=metropolis,
        answer=answer,
        invited_at=now if invited else None,
        answered_at=now if answer else None,
        waiting_since=now if waiting else None,
        withdrawn_at=now if withdrawn else None,
        **fields,
    )


@pytest.fixture
def host():
    return MetropolisFactory(short_name="Zèbre", usual_name="Zèbre Métropole")


@pytest.fixture
def meeting(agenda, host):
    """A meeting of two metropolises and a guest, with one answer of each kind."""
    meeting = make_meeting(agenda, "Comité", host=host, capacity_on_site=1)
    other = MetropolisFactory(short_name="Autruche", usual_name="Autruche Métropole")
    person_with(meeting, "on_site", metropolis=host)
    person_with(meeting, "on_site", metropolis=host, waiting=True)
    person_with(meeting, "remote", metropolis=other)
    person_with(meeting, "excused", metropolis=other)
    person_with(meeting, "represented", metropolis=other, represented_by_name="Alix")
    person_with(meeting, "", metropolis=other)
    person_with(meeting, "on_site", metropolis=other, withdrawn=True)
    person_with(meeting, "remote", organisation="ICPC", invited=False)
    return meeting


def test_each_person_is_counted_once_and_the_host_comes_first(meeting):
    count = head_count(meeting)

    assert count.total == Numbers(invited=6, on_site=1, remote=2, excused=1, represented=1, waiting=1, unanswered=1)
    assert [(each.name, each.numbers) for each in count.territories] == [
        ("Zèbre Métropole", Numbers(invited=2, on_site=1, waiting=1)),
        ("Autruche Métropole", Numbers(invited=4, remote=1, excused=1, represented=1, unanswered=1)),
        ("Autres organisations et personnes", Numbers(remote=1)),
    ]
    assert count.over_capacity == []


def test_registrations_deleted_since_are_a_line_of_their_own_and_in_the_totals(agenda, host, sign_in, organiser):
    meeting = make_meeting(agenda, "Ancienne", host=host, starts_at=paris("2024-05-05 09:00"))
    for answer, status in (("on_site", "present"), ("on_site", "absent"), ("remote", ""), ("", "")):
        person_with(meeting, answer, status=status, metropolis=host)
    person_with(meeting, status="present", metropolis=host, invited=False)
    before = head_count(meeting).total

    apply_retention()

    count = head_count(meeting)
    left = Numbers(on_site=2, remote=1, unanswered=1, was_present=2, was_absent=1)
    assert [(each.name, each.numbers) for each in count.territories] == [("Inscriptions supprimées depuis", left)]
    assert count.total == left == replace(before, invited=0)
    page = sign_in(organiser).get(reverse("events:head_count", args=[meeting.pk])).content.decode()
    assert "il n’en reste que le nombre" in page


def test_who_erased_an_account_before_the_meeting_takes_up_no_place(meeting):
    RegistrationCount.objects.create(meeting=meeting, answer="on_site", count=3)

    assert head_count(meeting).total.on_site == 1


def test_a_capacity_lowered_below_those_accepted_drops_nobody_and_is_told(meeting):
    person_with(meeting, "on_site")

    assert head_count(meeting).over_capacity == [("sur place", 2, 1)]


def test_sessions_count_their_own_answers_and_the_whole_answer_of_others(agenda):
    meeting = make_meeting(agenda, "Journées")
    meeting.sessions = [
        MeetingSession(title=title, starts_at=soon(day), ends_at=soon(day, 16), format=format, sort_order=day)
        for title, day, format in (("Jour sur place", 10, "in_person"), ("Jour en ligne", 17, "remote"))
    ]
    meeting = publish(meeting)
    first, second = meeting.sessions.all()
    both = person_with(meeting, "on_site")
    SessionAnswer.objects.create(attendance=both, session_key=first.key, answer="on_site")
    SessionAnswer.objects.create(attendance=both, session_key=second.key, answer="remote", waiting_since=timezone.now())
    person_with(meeting, "excused")

    assert [(each.title, each.numbers) for each in head_count(meeting).sessions] == [
        ("Jour sur place", Numbers(on_site=1, excused=1)),
        ("Jour en ligne", Numbers(waiting=1, excused=1)),
    ]


def fill(meeting, number, host):
    start = Person.objects.count()
    people = Person.objects.bulk_create(
        [Person(slug=f"p-{start + index}", last_name=f"N{index:04}") for index in range(number)]
    )
    answers = ["on_site", "remote", "excused", ""]
    Attendance.objects.bulk_create(
        [
            Attendance(
                meeting=meeting,
                person=person,
                metropolis=host,
                answer=answers[index % 4],
                invited_at=timezone.now(),
                link_key=f"k{index}",
            )
            for index, person in enumerate(people)
        ]
    )


def test_the_head_count_of_2000_people_asks_no_more_than_that_of_20(agenda, host, sign_in, organiser):
    meeting = make_meeting(agenda, "Grande", host=host)
    client = sign_in(organiser)
    address = reverse("events:head_count", args=[meeting.pk])
    client.get(address)
    asked = []
    for more in (20, 1980):
        fill(meeting, more, host)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert asked[1] <= 20


def test_only_those_who_organise_see_the_numbers(meeting, client, sign_in, member, contributor, organiser):
    addresses = [
        reverse("events:head_count", args=[meeting.pk]),
        reverse("events:check_in", args=[meeting.pk]),
        reverse("events:attendance_sheet", args=[meeting.pk]),
        reverse("events:export_attendance", args=[meeting.pk, "csv"]),
    ]
    assert {client.get(address).status_code for address in addresses} == {302}
    for user in (member, contributor):
        assert {sign_in(user).get(address).status_code for address in addresses} == {403}
    answers = [sign_in(organiser).get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert all({"private", "no-store"} <= set(answer["Cache-Control"].split(", ")) for answer in answers)


def test_the_page_prints_a_table_with_named_rows_and_columns(meeting, sign_in, organiser):
    soup = soup_of(sign_in(organiser).get(reverse("events:head_count", args=[meeting.pk])))
    table = soup.find(attrs={"role": "region", "aria-labelledby": "par-metropole"}).table

    assert [cell.get_text(strip=True) for cell in table.thead.find_all("th")] == [
        *("Métropole", "Invité·e·s", "Sur place", "À distance", "Excusé·e·s", "Représenté·e·s", "En attente"),
        "Sans réponse",
    ]
    assert [cell.get_text(strip=True) for cell in table.tbody.tr.find_all(["th", "td"])] == [
        *("Zèbre Métropole", "2", "1", "0", "0", "0", "1", "0"),
    ]
    assert [cell.get_text(strip=True) for cell in table.tfoot.tr.find_all(["th", "td"])] == [
        *("Total", "6", "1", "2", "1", "1", "1", "1"),
    ]


def test_exports_are_in_protocol_order_safe_for_spreadsheets_and_noted(meeting, sign_in, organiser):
    meeting.attendances.filter(answer="excused").update(comment="=HYPERLINK(1)", role_text="VP\nMaire")
    client = sign_in(organiser)

    answer = client.get(reverse("events:export_attendance", args=[meeting.pk, "csv"]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    sheet = load_workbook(
        io.BytesIO(client.get(reverse("events:export_attendance", args=[meeting.pk, "xlsx"])).content)
    ).active

    assert [row[0] for row in rows[1:]] == ["Zèbre Métropole"] * 2 + ["Autruche Métropole"] * 4 + ["ICPC"]
    excused = next(row for row in rows if row[5] == "Excusé·e")
    assert (excused[3], excused[11]) == ("VP / Maire", "'=HYPERLINK(1)")
    assert sheet.max_row == len(rows)
    assert AuditEntry.objects.filter(action="export", subject="Comité", actor=organiser).count() == 2


def test_an_export_of_another_kind_is_not_found(meeting, sign_in, organiser):
    assert sign_in(organiser).get(f"/organisation/{meeting.pk}/effectifs.exe").status_code == 404


def test_the_sheet_lists_who_is_expected_on_site_and_leaves_room(meeting, sign_in, organiser):
    elected = meeting.attendances.get(answer="on_site", waiting_since=None, withdrawn_at=None)
    elected.role_text = "Vice-présidente"
    elected.save()

    data = sheet_data(meeting, now=timezone.now())
    answer = sign_in(organiser).get(reverse("events:attendance_sheet", args=[meeting.pk]))

    assert [(group["name"], len(group["people"])) for group in data["groups"]] == [
        ("Zèbre Métropole", 1),
        ("Autruche Métropole", 1),
    ]
    assert data["groups"][0]["people"] == [{"name": elected.person.full_name, "role": "Vice-présidente"}]
    assert data["groups"][1]["people"][0]["name"].endswith(" *")
    assert len(data["remote"]) == 2
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Feuille d’émargement" in text
    assert elected.person.full_name in text


def test_a_meeting_of_two_days_is_signed_for_on_each(agenda):
    start = soon(20, 9)
    meeting = make_meeting(agenda, "Deux jours", starts_at=start, ends_at=start + timedelta(days=1, hours=3))

    assert len(sheet_data(meeting, now=timezone.now())["headings"]) == 4


def test_the_desk_leads_from_a_meeting_to_its_numbers(meeting, sign_in, organiser):
    page = sign_in(organiser).get(reverse("wagtailadmin_pages:edit", args=[meeting.pk])).content.decode()

    assert reverse("events:head_count", args=[meeting.pk]) in page
    assert reverse("events:check_in", args=[meeting.pk]) in page
    assert MeetingPage.objects.get(pk=meeting.pk).live

"""The daily run that deletes what is older than its time: its report, its settings, its clock."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from wagtail import hooks

from events.attendance.models import Attendance, AttendanceNeeds
from network.privacy import tasks
from network.privacy.models.retention import InactivityWarning, RetentionEntry, RetentionSettings
from network.privacy.retention import RETENTION_HOOK, Applied, apply_retention, is_due
from tests.factories.directory import PersonFactory
from tests.factories.events import AgendaPageFactory, AttendanceFactory, make_meeting, paris, publish
from tests.factories.network import UserFactory
from tests.moved_clock import START, count_of, days

# Months


@pytest.mark.parametrize(
    ("moment", "months", "before"),
    [
        (datetime(2026, 5, 31, tzinfo=UTC), 3, datetime(2026, 2, 28, tzinfo=UTC)),
        (datetime(2024, 2, 29, tzinfo=UTC), 12, datetime(2023, 2, 28, tzinfo=UTC)),
        (datetime(2026, 1, 15, tzinfo=UTC), 1, datetime(2025, 12, 15, tzinfo=UTC)),
        (datetime(2026, 1, 15, tzinfo=UTC), -13, datetime(2027, 2, 15, tzinfo=UTC)),
    ],
)
def test_months_are_those_of_the_calendar(moment, months, before):
    assert moment - relativedelta(months=months) == before


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)), st.integers(0, 60))  # noqa: DTZ001
def test_more_months_are_never_later(moment, months):
    assert moment - relativedelta(months=months + 1) < moment - relativedelta(months=months) <= moment


# The run, its report, its settings


@pytest.fixture
def meeting(home):
    agenda = publish(AgendaPageFactory(parent=home))
    return make_meeting(agenda, "Rencontre", starts_at=paris("2026-05-05 09:00"))


@pytest.fixture
def absent(home):
    return UserFactory(date_joined=START - timedelta(days=900), last_login=START)


def test_a_dry_run_changes_nothing_and_sends_nothing(absent, meeting):
    attendance = AttendanceFactory(meeting=meeting, status="", answer="on_site")
    AttendanceNeeds.objects.create(attendance=attendance, access="x")

    outcomes = apply_retention(now=days(2000), dry_run=True)

    assert (count_of("needs", outcomes), count_of("registrations", outcomes)) == (1, 1)
    assert (Attendance.objects.count(), AttendanceNeeds.objects.count()) == (1, 1)
    assert (InactivityWarning.objects.count(), RetentionEntry.objects.count(), mail.outbox) == (0, 0, [])


def test_the_report_says_what_was_deleted_and_names_nobody(meeting):
    attendance = AttendanceFactory(meeting=meeting, person=PersonFactory(last_name="Lovelace"), status="")
    AttendanceNeeds.objects.create(attendance=attendance, access="x")

    apply_retention(now=days(31))
    apply_retention(now=days(32))

    rows = RetentionEntry.objects.order_by("at", "pk").values_list("label", "count", "words")
    assert list(rows) == [
        ("Besoins d’accès et de repas", 1, ""),
        ("Passage quotidien", 1, ""),
        ("Passage quotidien", 0, "Rien n’était à supprimer."),
    ]
    assert "Lovelace" not in str(list(rows))


class Broken:
    name, label = "broken", "Règle cassée"

    def apply(self, **_given):
        raise RuntimeError("la règle a échoué")


class Counting:
    name, label = "counting", "Autre règle"

    def apply(self, **_given):
        return Applied(2)


def test_a_rule_that_fails_is_told_and_stops_no_other(db):
    out = StringIO()
    with (
        hooks.register_temporarily(RETENTION_HOOK, Broken()),
        hooks.register_temporarily(RETENTION_HOOK, Counting()),
        pytest.raises(CommandError, match="broken"),
    ):
        call_command("apply_retention", stdout=out)

    assert "Autre règle: 2" in out.getvalue()
    assert list(RetentionEntry.objects.filter(failed=True).values_list("rule", "words")) == [
        ("broken", "RuntimeError: la règle a échoué")
    ]


class Dying:
    name, label = "dying", "Règle interrompue"

    def apply(self, **_given):
        raise KeyboardInterrupt


def test_what_was_deleted_is_told_though_the_run_died(db):
    with (
        hooks.register_temporarily(RETENTION_HOOK, Counting(), order=-2),
        hooks.register_temporarily(RETENTION_HOOK, Dying(), order=-1),
        pytest.raises(KeyboardInterrupt),
    ):
        apply_retention()

    assert list(RetentionEntry.objects.values_list("rule", "count")) == [("counting", 2)]


def test_the_command_says_what_it_would_do(db):
    out = StringIO()

    call_command("apply_retention", dry_run=True, stdout=out)

    assert "Besoins d’accès et de repas: 0" in out.getvalue()
    assert out.getvalue().endswith("Nothing was changed.\n")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("needs_days", 0),
        ("needs_days", 61),
        ("logs_months", 5),
        ("logs_months", 13),
        ("accounts_months", 5),
        ("second_warning_days", 30),
    ],
)
def test_durations_stay_within_what_is_lawful(db, field, value):
    limits = RetentionSettings(**{field: value})

    with pytest.raises(ValidationError) as refused:
        limits.full_clean()
    assert list(refused.value.message_dict) == [field]


def test_the_durations_are_those_of_the_settings(meeting):
    RetentionSettings.objects.create(needs_days=5)
    AttendanceNeeds.objects.create(attendance=AttendanceFactory(meeting=meeting), access="x")

    apply_retention(now=days(6))

    assert AttendanceNeeds.objects.count() == 0


def test_the_team_reads_the_report_and_liaison_officers_do_not(home, organiser, contributor, sign_in):
    apply_retention(now=START)

    assert "Rien n’était à supprimer." in sign_in(organiser).get("/admin/reports/retention/").content.decode()
    assert sign_in(contributor).get("/admin/reports/retention/").status_code in {302, 403}


def test_administrators_set_the_durations(home, administrator, sign_in):
    page = sign_in(administrator).get("/admin/settings/network/retentionsettings/", follow=True)

    assert page.status_code == 200
    assert 'name="needs_days"' in page.content.decode()


def test_the_worker_runs_it_once_a_day_and_not_at_night(db):
    assert not is_due(datetime(2026, 5, 5, 2, tzinfo=UTC))  # 4 in the morning in Paris
    assert is_due(datetime(2026, 5, 5, 4, tzinfo=UTC))

    apply_retention(now=datetime(2026, 5, 5, 4, tzinfo=UTC))

    assert not is_due(datetime(2026, 5, 5, 20, tzinfo=UTC))
    assert is_due(datetime(2026, 5, 6, 4, tzinfo=UTC))


def test_a_run_that_is_due_becomes_a_task(db, monkeypatch):
    monkeypatch.setattr("network.privacy.retention.is_due", lambda: True)

    tasks.apply_retention_when_due()

    assert RetentionEntry.objects.filter(rule="run").count() == 1

"""How long things are kept, with a clock that is moved."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st
from wagtail import hooks
from wagtail.models import Page, Revision

from events.models import Attendance, AttendanceNeeds, RegistrationCount
from network import audit, tasks
from network.models import (
    AccountRequest,
    AuditEntry,
    InactivityWarning,
    KnownDevice,
    Objection,
    OutgoingMail,
    ReaderMessage,
    RetentionEntry,
    RetentionSettings,
    UnansweredSearch,
    User,
)
from network.outbox import post
from network.privacy.retention import RETENTION_HOOK, Applied, apply_retention, is_due, months_before
from tests.factories.directory import PersonFactory
from tests.factories.events import AgendaPageFactory, AttendanceFactory, make_meeting, paris, publish
from tests.factories.network import StandardPageFactory, UserFactory
from tests.factories.resources import MinutesFactory

START = datetime(2026, 5, 5, 9, tzinfo=UTC)


def days(count):
    return START + timedelta(days=count)


@pytest.fixture
def agenda(home):
    return publish(AgendaPageFactory(parent=home))


@pytest.fixture
def meeting(agenda):
    return make_meeting(agenda, "Rencontre", starts_at=paris("2026-05-05 09:00"))


def count_of(rule, outcomes):
    return next(outcome.applied.count for outcome in outcomes if outcome.rule == rule)


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
    assert months_before(moment, months) == before


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)), st.integers(0, 60))  # noqa: DTZ001
def test_more_months_are_never_later(moment, months):
    assert months_before(moment, months + 1) < months_before(moment, months) <= moment


# Meetings


def test_needs_are_deleted_thirty_days_after_the_meeting(meeting):
    attendance = AttendanceFactory(meeting=meeting, status="", answer="on_site")
    AttendanceNeeds.objects.create(attendance=attendance, access="boucle magnétique")

    apply_retention(now=days(30))
    assert AttendanceNeeds.objects.count() == 1

    outcomes = apply_retention(now=days(31))
    assert AttendanceNeeds.objects.count() == 0
    assert count_of("needs", outcomes) == 1
    assert Attendance.objects.count() == 1


def test_needs_of_a_meeting_to_come_stay(agenda):
    attendance = AttendanceFactory(meeting=make_meeting(agenda, "À venir", starts_at=paris("2026-06-05 09:00")))
    AttendanceNeeds.objects.create(attendance=attendance, access="boucle magnétique")

    apply_retention(now=START)

    assert AttendanceNeeds.objects.count() == 1


def test_registrations_become_numbers_after_twelve_months(meeting):
    for answer in ("on_site", "on_site", "remote"):
        AttendanceFactory(meeting=meeting, status="", answer=answer)

    apply_retention(now=datetime(2027, 5, 4, tzinfo=UTC))
    assert Attendance.objects.count() == 3

    apply_retention(now=datetime(2027, 5, 6, tzinfo=UTC))
    assert Attendance.objects.count() == 0
    assert list(RegistrationCount.objects.order_by("answer").values_list("answer", "count")) == [
        ("on_site", 2),
        ("remote", 1),
    ]


def test_attendance_printed_in_minutes_stays_and_loses_what_was_answered(meeting):
    MinutesFactory(parent=meeting)
    AttendanceFactory(meeting=meeting, status="present", answer="remote", comment="secret", invited_at=days(-30))

    first = apply_retention(now=datetime(2027, 5, 6, tzinfo=UTC))
    again = apply_retention(now=datetime(2027, 5, 7, tzinfo=UTC))

    attendance = Attendance.objects.get()
    assert (attendance.status, attendance.answer, attendance.comment) == ("present", "", "")
    assert (count_of("registrations", first), count_of("registrations", again)) == (1, 0)


def test_attendance_waits_for_minutes_that_are_being_written(meeting):
    MinutesFactory(parent=meeting, live=False)
    AttendanceFactory(meeting=meeting, status="present")

    apply_retention(now=datetime(2027, 5, 6, tzinfo=UTC))

    assert Attendance.objects.count() == 1


# Accounts


@pytest.fixture
def absent(home):
    return UserFactory(email="absente@reseau.example", date_joined=START - timedelta(days=900), last_login=START)


def run_daily(first, last, step=1):
    """The task, day after day; gives the days at which a mail left."""
    sent = []
    for day in range(first, last, step):
        before = len(mail.outbox)
        apply_retention(now=days(day))
        if len(mail.outbox) > before:
            sent.append(day)
    return sent


def test_an_account_is_deleted_two_years_after_two_warnings(absent):
    # Two years after 5 May 2026 is 5 May 2028, 731 days later.
    assert run_daily(668, 673) == [671]
    assert run_daily(714, 719) == [716]
    assert run_daily(729, 731) == []
    assert User.objects.filter(pk=absent.pk).exists()

    apply_retention(now=days(731))

    assert not User.objects.filter(pk=absent.pk).exists()
    assert [message.subject for message in mail.outbox] == [
        "Votre compte sera supprimé le 5 mai 2028",
        "Votre compte sera supprimé le 5 mai 2028",
        "Votre compte et vos données sont effacés",
    ]


def test_signing_in_starts_it_all_anew(absent):
    run_daily(671, 672)
    User.objects.filter(pk=absent.pk).update(last_login=days(700))

    assert run_daily(701, 760, step=5) == []
    assert User.objects.filter(pk=absent.pk).exists()


def test_after_a_long_stop_of_the_task_there_are_still_two_warnings_with_time_between(absent):
    late = 2000
    assert run_daily(late, late + 30) == [late, late + 14, late + 28]
    assert InactivityWarning.objects.count() == 0  # gone with the account
    assert [message.subject for message in mail.outbox][-1] == "Votre compte et vos données sont effacés"


def test_an_account_never_used_counts_from_its_opening(home):
    never = UserFactory(date_joined=START, last_login=None)

    run_daily(671, 740)

    assert not User.objects.filter(pk=never.pk).exists()


def test_the_last_administrator_is_never_deleted(home):
    boss = UserFactory(is_superuser=True, date_joined=START, last_login=START)

    run_daily(671, 800, step=10)

    assert User.objects.filter(pk=boss.pk).exists()


# Logs, mails, tasks, searches


def test_security_logs_are_kept_twelve_months(member):
    entry = audit.record(audit.Action.SIGN_IN, "Connexion", actor=member)
    AuditEntry.objects.filter(pk=entry.pk)  # written now; the clock moves instead
    KnownDevice.objects.create(user=member, name="Firefox", last_seen_at=entry.at)

    apply_retention(now=entry.at + timedelta(days=364))
    assert (AuditEntry.objects.count(), KnownDevice.objects.count()) == (1, 1)

    apply_retention(now=entry.at + timedelta(days=367))
    assert (AuditEntry.objects.count(), KnownDevice.objects.count()) == (0, 0)


def test_sessions_that_are_over_go_at_once(member, client):
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    end = Session.objects.get().expire_date

    apply_retention(now=end - timedelta(seconds=1))
    assert Session.objects.count() == 1

    apply_retention(now=end + timedelta(seconds=1))
    assert Session.objects.count() == 0


def test_mails_go_after_a_year_and_codes_after_a_week(db):
    post(to="a@reseau.example", subject="Invitation", text="x", kind="invitation")
    post(to="a@reseau.example", subject="Code", text="x", kind="sign_in")
    written = OutgoingMail.objects.first().created_at

    apply_retention(now=written + timedelta(days=8))
    assert list(OutgoingMail.objects.values_list("subject", flat=True)) == ["Invitation"]

    apply_retention(now=written + timedelta(days=367))
    assert OutgoingMail.objects.count() == 0


def test_a_mail_that_waits_is_never_dropped(db):
    mail_row = post(to="a@reseau.example", subject="x", text="x")
    OutgoingMail.objects.update(state=OutgoingMail.State.QUEUED)

    apply_retention(now=mail_row.created_at + timedelta(days=900))

    assert OutgoingMail.objects.count() == 1


def test_words_that_found_nothing_are_kept_25_months(db):
    UnansweredSearch.objects.create(words="ada lovelace", day=START.date(), count=1)

    apply_retention(now=datetime(2028, 6, 4, tzinfo=UTC))
    assert UnansweredSearch.objects.count() == 1

    apply_retention(now=datetime(2028, 6, 7, tzinfo=UTC))
    assert UnansweredSearch.objects.count() == 0


def test_messages_go_a_year_after_they_were_handled(db):
    words = {
        "kind": "contact",
        "name": "Ada",
        "email": "a@reseau.example",
        "subject": "x",
        "text": "x",
        "received_at": START,
    }
    ReaderMessage.objects.create(**words, handled_at=START)
    ReaderMessage.objects.create(**words | {"subject": "sans réponse"})
    request = {"email": "a@reseau.example", "first_name": "A", "last_name": "B", "organisation": "x", "function": "x"}
    for state, decided in (("unconfirmed", None), ("waiting", None), ("refused", START)):
        AccountRequest.objects.create(
            **request | {"email": f"{state}@reseau.example"}, state=state, decided_at=decided, received_at=START
        )

    apply_retention(now=days(8))
    assert sorted(AccountRequest.objects.values_list("state", flat=True)) == ["refused", "waiting"]
    assert ReaderMessage.objects.count() == 2

    apply_retention(now=days(367))
    assert list(AccountRequest.objects.values_list("state", flat=True)) == ["waiting"]
    assert list(ReaderMessage.objects.values_list("subject", flat=True)) == ["sans réponse"]


def test_objections_nobody_confirmed_go_after_a_week(db):
    Objection.objects.create(name="Ada", email="a@reseau.example", received_at=START)
    Objection.objects.create(name="Zoé", received_at=START, state=Objection.State.OPEN)

    apply_retention(now=days(8))

    assert list(Objection.objects.values_list("name", flat=True)) == ["Zoé"]


def test_finished_tasks_go_after_thirty_days(db):
    for state in ("SUCCESSFUL", "READY"):
        DBTaskResult.objects.create(
            task_path="network.tasks.repair_index",
            args_kwargs={"args": [], "kwargs": {}},
            status=state,
            finished_at=START if state == "SUCCESSFUL" else None,
            run_after=START,
            backend_name="default",
            queue_name="default",
        )

    apply_retention(now=days(31))

    assert list(DBTaskResult.objects.values_list("status", flat=True)) == ["READY"]


# Drafts


def age(page, moment):
    Page.objects.filter(pk=page.pk).update(latest_revision_created_at=moment)


def test_a_draft_nobody_changes_goes_after_two_years(home):
    draft = StandardPageFactory(parent=home, live=False, title="Brouillon oublié")
    draft.save_revision()
    age(draft, START)

    apply_retention(now=datetime(2028, 5, 4, tzinfo=UTC))
    assert Page.objects.filter(pk=draft.pk).exists()

    outcomes = apply_retention(now=datetime(2028, 5, 6, tzinfo=UTC))
    assert not Page.objects.filter(pk=draft.pk).exists()
    assert next(outcome.applied.words for outcome in outcomes if outcome.rule == "drafts") == "“Brouillon oublié”"


def test_what_was_once_published_is_no_draft(home):
    page = publish(StandardPageFactory(parent=home))
    page.unpublish()
    age(page, START)

    apply_retention(now=datetime(2030, 1, 1, tzinfo=UTC))

    assert Page.objects.filter(pk=page.pk).exists()


def test_a_draft_with_something_published_below_stays(home):
    draft = StandardPageFactory(parent=home, live=False)
    draft.save_revision()
    publish(StandardPageFactory(parent=draft))
    age(draft, START)

    apply_retention(now=datetime(2030, 1, 1, tzinfo=UTC))

    assert Page.objects.filter(pk=draft.pk).exists()


def test_changes_never_published_go_and_the_page_stays_as_it_is(home):
    page = publish(StandardPageFactory(parent=home, title="Publiée"))
    page.title = "Changée"
    newer = page.save_revision()
    Revision.objects.filter(pk=page.live_revision_id).update(created_at=START - timedelta(days=1))
    age(page, START)

    apply_retention(now=datetime(2030, 1, 1, tzinfo=UTC))

    page = Page.objects.get(pk=page.pk)
    assert (page.title, page.draft_title, page.has_unpublished_changes) == ("Publiée", "Publiée", False)
    assert page.get_latest_revision_as_object().title == "Publiée"
    assert not Revision.objects.filter(pk=newer.pk).exists()


# The run, its report, its settings


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

"""What the network keeps, and until when: accounts, logs, mails, messages, drafts, with a clock that is moved."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Revision

from network.accounts import audit
from network.accounts.models.audit import AuditEntry
from network.accounts.models.devices import KnownDevice
from network.accounts.models.invitations import AccountInvitation
from network.accounts.models.reader_messages import ReaderMessage
from network.accounts.models.requests import AccountRequest
from network.accounts.models.user import User
from network.following.models.search_desk import UnansweredSearch
from network.mail.models.incoming import UndeliverableAddress
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox import post
from network.mail.plain_mails import SIGN_IN
from network.mail.team_mails import TEAM
from network.privacy.models.objections import NameReplacement, Objection
from network.privacy.models.retention import InactivityWarning, RetentionSettings
from network.privacy.retention import apply_retention
from tests.factories.directory import PersonFactory
from tests.factories.events import publish
from tests.factories.network import StandardPageFactory, UserFactory
from tests.moved_clock import START, count_of, days

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
    post(to="a@reseau.example", subject="Invitation", text="x", kind=TEAM)
    post(to="a@reseau.example", subject="Code", text="x", kind=SIGN_IN)
    written = OutgoingMail.objects.first().created_at

    apply_retention(now=written + timedelta(days=8))
    assert list(OutgoingMail.objects.values_list("subject", flat=True)) == ["Invitation"]

    apply_retention(now=written + timedelta(days=367))
    assert OutgoingMail.objects.count() == 0


def test_a_mail_that_waits_is_never_dropped(db):
    mail_row = post(to="a@reseau.example", subject="x", text="x", kind=TEAM)
    OutgoingMail.objects.update(state=OutgoingMail.State.QUEUED)

    apply_retention(now=mail_row.created_at + timedelta(days=900))

    assert OutgoingMail.objects.count() == 1


def test_the_mark_of_an_address_that_does_not_exist_goes_once_nobody_has_that_address(db):
    PersonFactory(email="Annuaire@reseau.example")
    UserFactory(email="compte@reseau.example", last_login=days(300), date_joined=START)
    for name in ("annuaire", "compte", "partie"):
        UndeliverableAddress.objects.create(address=f"{name}@reseau.example", since=START)

    apply_retention(now=days(364))
    assert UndeliverableAddress.objects.count() == 3

    apply_retention(now=days(367))
    assert sorted(UndeliverableAddress.objects.values_list("address", flat=True)) == [
        "annuaire@reseau.example",
        "compte@reseau.example",
    ]


def test_words_that_found_nothing_are_kept_25_months(db):
    UnansweredSearch.objects.create(words="ada lovelace", day=START.date(), count=1)

    apply_retention(now=datetime(2028, 6, 4, tzinfo=UTC))
    assert UnansweredSearch.objects.count() == 1

    apply_retention(now=datetime(2028, 6, 7, tzinfo=UTC))
    assert UnansweredSearch.objects.count() == 0


MESSAGE = {"kind": "contact", "name": "Ada", "email": "a@reseau.example", "subject": "traité", "text": "x"}
REQUEST = {"first_name": "Ada", "last_name": "Lovelace", "organisation": "x", "function": "x"}


def test_messages_go_a_year_after_they_were_handled(db):
    ReaderMessage.objects.create(**MESSAGE, received_at=START - timedelta(days=300), handled_at=START)
    ReaderMessage.objects.create(**MESSAGE | {"subject": "sans réponse"}, received_at=START)

    apply_retention(now=days(364))
    assert ReaderMessage.objects.count() == 2

    apply_retention(now=days(367))
    assert list(ReaderMessage.objects.values_list("subject", flat=True)) == ["sans réponse"]


def test_requests_for_an_account_go_when_unconfirmed_after_a_week_when_decided_after_a_year(db):
    for state, decided in (("unconfirmed", None), ("waiting", None), ("refused", START), ("approved", START)):
        AccountRequest.objects.create(
            **REQUEST, email=f"{state}@reseau.example", state=state, decided_at=decided, received_at=START
        )

    apply_retention(now=days(6))
    assert AccountRequest.objects.count() == 4

    apply_retention(now=days(8))
    assert sorted(AccountRequest.objects.values_list("state", flat=True)) == ["approved", "refused", "waiting"]

    apply_retention(now=days(367))
    assert list(AccountRequest.objects.values_list("state", flat=True)) == ["waiting"]


def test_invitations_to_have_an_account_go_a_year_after_they_were_sent(db, organiser):
    AccountInvitation.objects.create(person=PersonFactory(), email="a@reseau.example", sent_at=START)

    apply_retention(now=days(364))
    assert AccountInvitation.objects.count() == 1

    apply_retention(now=days(367))
    assert AccountInvitation.objects.count() == 0


def test_objections_go_when_unconfirmed_after_a_week_when_answered_after_a_year(db):
    state = Objection.State
    Objection.objects.create(name="Jamais confirmée", email="a@reseau.example", received_at=START)
    Objection.objects.create(name="Attend", received_at=START, state=state.OPEN)
    Objection.objects.create(name="Refusée", received_at=START, state=state.REFUSED, answered_at=START)
    granted = Objection.objects.create(name="Suivie", received_at=START, state=state.REPLACED, answered_at=START)
    NameReplacement.objects.create(names=["Suivie"], function="Vice-présidente", objection=granted)

    apply_retention(now=days(8))
    assert sorted(Objection.objects.values_list("name", flat=True)) == ["Attend", "Refusée", "Suivie"]

    apply_retention(now=days(367))
    assert list(Objection.objects.values_list("name", flat=True)) == ["Attend"]
    assert list(NameReplacement.objects.values_list("names", "objection")) == [(["Suivie"], None)]


def test_the_durations_of_messages_are_those_of_the_settings(db):
    RetentionSettings.objects.create(messages_months=1)
    ReaderMessage.objects.create(**MESSAGE, received_at=START, handled_at=START)

    outcomes = apply_retention(now=days(32))

    assert ReaderMessage.objects.count() == 0
    assert count_of("messages", outcomes) == 1


def test_finished_tasks_go_after_thirty_days(db):
    for state in ("SUCCESSFUL", "READY"):
        DBTaskResult.objects.create(
            task_path="network.following.tasks.repair_index",
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

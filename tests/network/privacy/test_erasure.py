"""Erasing an account: what published minutes print stays, all else goes, and what was done is told."""

import time

import pytest
from django.core import mail
from wagtail.models import Page

from events.attendance.counts import RegistrationCount
from events.attendance.models import Attendance, AttendanceNeeds
from network.accounts import audit
from network.accounts.models.audit import AuditEntry
from network.accounts.models.devices import KnownDevice
from network.accounts.models.user import User
from network.directory.models.people import Mandate, Person
from network.following.models.saved_searches import SavedSearch
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox import post
from network.mail.team_mails import TEAM
from network.privacy.erasure import LastAdministrator, erase_account
from network.privacy.models.objections import Objection
from tests.clients import TOKEN
from tests.factories.directory import MetropolisFactory, PersonFactory
from tests.factories.events import AgendaPageFactory, AttendanceFactory, make_meeting, paris, publish
from tests.factories.network import StandardPageFactory, UserFactory
from tests.factories.resources import MinutesFactory
from tests.html import errors_of, soup_of

ERASE = "/compte/donnees/effacer/"


@pytest.fixture
def agenda(home):
    return publish(AgendaPageFactory(parent=home))


@pytest.fixture
def ada(db):
    person = PersonFactory(
        first_name="Ada", last_name="Lovelace", email="ada.privee@reseau.example", name_variants="Lovelasse"
    )
    metropolis = MetropolisFactory(usual_name="Nantes Métropole")
    person.mandates = [
        Mandate(kind="elected", title="Vice-présidente", metropolis=metropolis, attested_on="2026-05-05", source="x")
    ]
    person.save()
    return UserFactory(email="ada@reseau.example", first_name="Ada", last_name="Lovelace", person=person)


@pytest.fixture
def printed(agenda, ada):
    """Her attendance at a meeting whose minutes are published."""
    meeting = make_meeting(agenda, "Avec compte rendu", starts_at=paris("2026-05-05 09:00"))
    MinutesFactory(parent=meeting)
    attendance = AttendanceFactory(
        meeting=meeting, person=ada.person, role_text="Vice-présidente", answer="on_site", comment="secret"
    )
    AttendanceNeeds.objects.create(attendance=attendance, access="secret")
    return attendance


def test_the_account_goes_with_all_that_hangs_on_it(ada):
    SavedSearch.objects.create(user=ada, name="x", query="q=x", told_until="2026-05-05T00:00Z")
    KnownDevice.objects.create(user=ada, name="Firefox")
    post(to="ADA@reseau.example", subject="Ancienne invitation", text="Venez.", kind=TEAM)
    page = StandardPageFactory(parent=Page.objects.get(depth=1), owner=ada)

    erase_account(ada)

    assert not User.objects.filter(email="ada@reseau.example").exists()
    assert (SavedSearch.objects.count(), KnownDevice.objects.count()) == (0, 0)
    assert list(OutgoingMail.objects.values_list("kind", flat=True)) == ["erasure"]
    page.refresh_from_db()
    assert page.owner is None


def test_without_an_archive_the_person_goes_too(ada):
    done = erase_account(ada).done

    assert Person.objects.count() == 0
    assert "Votre fiche dans l’annuaire est supprimée." in done


def test_what_published_minutes_print_stays_by_name(ada, printed):
    erase_account(ada, keep_name=True)

    attendance = Attendance.objects.get()
    person = attendance.person
    assert person.full_name == "Ada Lovelace"
    assert (attendance.status, attendance.role_text) == ("present", "Vice-présidente")
    assert (attendance.answer, attendance.comment, attendance.answered_at) == ("", "", None)
    assert AttendanceNeeds.objects.count() == 0
    assert (person.email, person.name_variants, person.is_listed) == ("", "", False)
    assert person.mandates.count() == 0


def test_or_by_function_as_she_chose(ada, printed):
    erase_account(ada, keep_name=False)

    assert Attendance.objects.get().person.full_name == "Vice-présidente, Nantes Métropole"


def test_a_renewed_link_opens_nothing_any_more(ada, printed):
    before = printed.link_key

    erase_account(ada)

    printed.refresh_from_db()
    assert printed.link_key != before


def test_registrations_elsewhere_go_and_leave_a_number(agenda, ada):
    meeting = make_meeting(agenda, "Sans compte rendu")
    AttendanceFactory(meeting=meeting, person=ada.person, status="", answer="remote")

    done = erase_account(ada).done

    assert Attendance.objects.count() == 0
    count = RegistrationCount.objects.get()
    assert (count.meeting, count.answer, count.status, count.count) == (meeting, "remote", "", 1)
    assert "Votre inscription à 1 rencontre est supprimée\u00a0; il n’en reste que des nombres." in done


def test_somebody_merely_invited_is_not_printed_afterwards(agenda, ada):
    meeting = make_meeting(agenda, "Avec compte rendu", starts_at=paris("2026-05-05 09:00"))
    MinutesFactory(parent=meeting)
    AttendanceFactory(meeting=meeting, person=ada.person, status="", capacities=[], invited_at="2026-04-01T00:00Z")

    erase_account(ada)

    assert Attendance.objects.count() == 0
    assert Person.objects.count() == 0


def test_the_audit_log_keeps_an_entry_without_the_name(ada):
    audit.record(audit.Action.SIGN_IN, "Connexion", actor=ada)
    audit.record(audit.Action.ROLE, "Rôle donné", subject=ada.email)

    erase_account(ada)

    rows = [(entry.actor_name, entry.subject, entry.words) for entry in AuditEntry.objects.all()]
    assert not any("ada" in text.lower() or "lovelace" in text.lower() for row in rows for text in row)
    assert AuditEntry.objects.filter(action=AuditEntry.Action.PRIVACY).count() == 1


def test_what_was_done_is_told_by_mail(ada):
    erased = erase_account(ada)

    (message,) = mail.outbox
    assert message.to == ["ada@reseau.example"]
    assert message.subject == "Votre compte et vos données sont effacés"
    for sentence in erased.done:
        assert sentence in message.body


def test_an_objection_stays_without_its_address(ada):
    Objection.objects.create(name="Ada Lovelace", email=ada.email, state=Objection.State.OPEN)

    erase_account(ada)

    assert list(Objection.objects.values_list("name", "email")) == [("Ada Lovelace", "")]


def test_the_only_administrator_cannot_go(administrator):
    with pytest.raises(LastAdministrator):
        erase_account(administrator)
    UserFactory(is_superuser=True)

    erase_account(administrator)

    assert not User.objects.filter(pk=administrator.pk).exists()


# In the browser


@pytest.fixture
def just_signed_in(ada, home, sign_in):
    """A session in which she proved who she is a moment ago."""
    return sign_in(ada)


def test_the_page_says_what_goes_and_what_stays(just_signed_in, printed):
    page = just_signed_in.get(ERASE).content.decode()

    assert errors_of(page) == []
    text = soup_of(page).main.get_text(" ", strip=True)
    assert "Ce qui reste" in text
    assert "Vice-présidente, Nantes Métropole" in text


def test_looking_erases_nothing(just_signed_in, ada):
    just_signed_in.get(ERASE)

    assert User.objects.filter(pk=ada.pk).exists()


def test_it_takes_a_confirmation(just_signed_in, ada):
    response = just_signed_in.post(ERASE, {"archive": "function"})

    assert response.status_code == 422
    assert soup_of(response).select_one("#id_confirmed_error")
    assert soup_of(response).select_one("input[value=function]").has_attr("checked")
    assert User.objects.filter(pk=ada.pk).exists()


def test_confirmed_it_is_done_told_and_signed_out(just_signed_in, ada):
    response = just_signed_in.post(ERASE, {"archive": "name", "confirmed": "on"})

    page = response.content.decode()
    assert errors_of(page) == []
    assert "Vos données sont effacées" in page
    assert not User.objects.filter(pk=ada.pk).exists()
    assert just_signed_in.get("/compte/").status_code == 302


def test_other_sessions_of_the_account_end_too(client, ada, home, just_signed_in):
    other = type(client)()
    other.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")

    just_signed_in.post(ERASE, {"archive": "name", "confirmed": "on"})

    assert other.get("/compte/").status_code == 302


def test_an_old_session_must_prove_who_it_is(client, ada, home):
    client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")

    # Looking at the page would end the session already: the form was open since before.
    response = client.post(ERASE, {"archive": "name", "confirmed": "on", TOKEN: client.any_token()})

    assert response.headers["Location"] == "/compte/connexion/?next=%2Fcompte%2Fdonnees%2Feffacer%2F"
    assert client.get("/compte/").status_code == 302  # signed out
    assert User.objects.filter(pk=ada.pk).exists()


def test_so_must_one_that_proved_it_an_hour_ago(client, ada, home, sign_in, monkeypatch):
    sign_in(ada)
    now = time.time()
    monkeypatch.setattr("network.accounts.reauthentication.time.time", lambda: now + 3600)

    response = client.get(ERASE)

    assert response.status_code == 302
    assert User.objects.filter(pk=ada.pk).exists()


def test_who_has_a_password_is_asked_for_it(client, ada, home):
    ada.set_password("une phrase longue")
    ada.save()
    client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")

    response = client.get(ERASE)

    assert response.headers["Location"] == "/compte/confirmer/?next=%2Fcompte%2Fdonnees%2Feffacer%2F"
    response = client.post(response.headers["Location"], {"password": "une phrase longue", "next": ERASE})
    assert response.headers["Location"] == ERASE
    assert client.get(ERASE).status_code == 200


def test_the_only_administrator_is_told_what_to_do(administrator, home, sign_in):
    client = sign_in(administrator)

    assert "seul·e administrateur" in client.get(ERASE).content.decode()
    assert client.post(ERASE, {"archive": "name", "confirmed": "on"}).status_code == 422
    assert User.objects.filter(pk=administrator.pk).exists()

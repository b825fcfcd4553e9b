"""The desk « Courriels »: what staff sees of mails, and does with them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from events.invitations.calendar_mails import INVITATION
from events.reminders.reminding import REMINDER
from network.mail.inbox import receive
from network.mail.models.incoming import IncomingMail, MailboxState, UndeliverableAddress
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox import post
from network.mail.plain_mails import SIGN_IN
from network.mail.team_mails import TEAM
from tests.factories.directory import PersonFactory
from tests.factories.events import AgendaPageFactory, make_meeting, publish
from tests.html import soup_of
from tests.network.mail.reports import report

pytestmark = pytest.mark.django_db
SENT, RECEIVED = "/admin/courriels/", "/admin/courriels/recus/"
State = OutgoingMail.State


def write(**more):
    return post(**({"to": "camille@ville.example", "subject": "Sujet", "text": "Bonjour.", "kind": TEAM} | more))


def failed(**more):
    row = write(**more)
    OutgoingMail.objects.filter(pk=row.pk).update(state=State.FAILED, reason="Plus de place.", sent_at=None)
    mail.outbox.clear()
    return row


@pytest.fixture
def desk(organiser, sign_in):
    return sign_in(organiser)


@pytest.mark.parametrize("path", [SENT, RECEIVED, f"{SENT}renvoyer/", f"{SENT}1/", f"{RECEIVED}1/"])
def test_only_the_team_sees_mails(path, member, contributor, sign_in):
    for user in (member, contributor):
        assert sign_in(user).get(path).status_code in {302, 403}


def test_the_list_says_what_became_of_each_mail_and_is_filtered(desk):
    write(to="a@ville.example", subject="Parti", kind=INVITATION, about="meeting:1")
    failed(to="b@ville.example", subject="Refusé", kind=REMINDER, about="meeting:2")

    text = desk.get(SENT).content.decode()
    assert all(word in text for word in ("Parti", "Refusé", "a@ville.example", "Plus de place.", "envoyé", "échoué"))

    def subjects(query):
        page = soup_of(desk.get(f"{SENT}?{query}"))
        return [cell.get_text(strip=True) for cell in page.select("td.title")]

    assert subjects("state=failed") == ["Refusé"]
    assert subjects("kind=invitation") == ["Parti"]
    assert subjects("about=meeting:2") == ["Refusé"]
    assert subjects("to=B@VILLE") == ["Refusé"]


def test_the_list_asks_as_much_of_the_database_for_many_mails(desk, django_assert_max_num_queries):
    for number in range(30):
        write(to=f"personne{number}@ville.example", person=PersonFactory())
    desk.get(SENT)

    with django_assert_max_num_queries(20):
        desk.get(SENT)


def test_a_mail_is_shown_without_the_links_that_answer_for_somebody(desk, home):
    meeting = make_meeting(publish(AgendaPageFactory(parent=home)), "La rencontre")
    row = write(text="Répondez : https://site.example/repondre/secret/\nMerci.", about=f"meeting:{meeting.pk}")

    text = desk.get(f"{SENT}{row.pk}/").content.decode()

    assert "https://site.example/…" in text
    assert "secret" not in text
    assert "La rencontre" in text


def test_a_code_to_sign_in_is_shown_to_nobody(desk):
    row = write(text="Votre code : 1234AB", kind=SIGN_IN)

    assert "1234AB" not in desk.get(f"{SENT}{row.pk}/").content.decode()


def test_a_failed_mail_is_sent_again(desk):
    row = failed()

    response = desk.post(f"{SENT}{row.pk}/", {"action": "again"}, follow=True)

    row.refresh_from_db()
    assert row.state == State.SENT
    assert len(mail.outbox) == 1
    assert "repart" in response.content.decode()


def test_a_mail_that_waits_can_be_taken_back(desk):
    row = write(send_after=timezone.now() + timedelta(hours=1))

    desk.post(f"{SENT}{row.pk}/", {"action": "cancel"})

    row.refresh_from_db()
    assert row.state == State.CANCELLED


def test_all_that_failed_is_sent_again_except_to_addresses_that_do_not_exist(desk):
    rows = [failed(to=f"{name}@ville.example", subject=name) for name in ("un", "deux", "condamne")]
    UndeliverableAddress.objects.create(address="condamne@ville.example")

    page = desk.get(f"{SENT}renvoyer/").content.decode()
    assert mail.outbox == []
    assert "2 courriels" in page
    desk.post(f"{SENT}renvoyer/?to=un@")

    assert [sent.to for sent in mail.outbox] == [["un@ville.example"]]
    desk.post(f"{SENT}renvoyer/")
    states = [OutgoingMail.objects.get(pk=row.pk).state for row in rows]
    assert states == [State.SENT, State.SENT, State.FAILED]


def test_an_address_that_does_not_exist_is_shown_beside_the_person_and_cleared(desk):
    person = PersonFactory(email="Camille@ville.example", last_name="Perdue")
    row = write(person=person)
    receive(report(row))

    assert "Adresse refusée" in desk.get("/admin/snippets/network/person/").content.decode()
    page = desk.get(f"{SENT}{row.pk}/").content.decode()
    assert "n’existe pas" in page
    desk.post(f"{SENT}{row.pk}/", {"action": "clear"})

    assert not UndeliverableAddress.objects.exists()
    assert write().state == State.SENT


def test_what_came_in_is_read_and_settled(desk):
    row = receive(b"From: a@ville.example\r\nSubject: <b>Bonjour</b>\r\n\r\nJe serai <i>absente</i>.\r\n")

    page = soup_of(desk.get(f"{RECEIVED}?state=for_human"))
    assert [cell.get_text(strip=True) for cell in page.select("td.title")] == ["<b>Bonjour</b>"]
    assert "Je serai &lt;i&gt;absente&lt;/i&gt;." in desk.get(f"{RECEIVED}{row.pk}/").content.decode()

    desk.post(f"{RECEIVED}{row.pk}/", {"action": "settled"})
    row.refresh_from_db()
    assert row.state == IncomingMail.State.SETTLED
    desk.post(f"{RECEIVED}{row.pk}/", {"action": "reopen"})
    row.refresh_from_db()
    assert row.state == IncomingMail.State.FOR_HUMAN


def test_a_mail_that_could_not_be_handled_is_tried_again_by_hand(desk):
    row = receive(b"From: a@ville.example\r\nSubject: x\r\n\r\nx\r\n")

    response = desk.post(f"{RECEIVED}{row.pk}/", {"action": "again"}, follow=True)

    assert "Ce n’est pas une réponse que le site comprend." in response.content.decode()


def test_a_mailbox_that_cannot_be_read_is_told(desk):
    MailboxState.objects.create(problem="Mot de passe refusé")

    assert "Mot de passe refusé" in desk.get(RECEIVED).content.decode()


def test_who_may_only_look_cannot_send(desk, organiser):
    row = failed()
    permissions = organiser.groups.get().permissions
    permissions.remove(permissions.get(codename="change_outgoingmail"))

    assert desk.get(f"{SENT}{row.pk}/").status_code == 200
    assert desk.post(f"{SENT}{row.pk}/", {"action": "again"}).status_code in {302, 403}
    assert mail.outbox == []

"""Writing to the team: nothing is lost, nothing is sent too often, nothing hides in a subject."""

import pytest
from django.core import mail

from network.accounts.models.reader_messages import ReaderMessage
from network.directory.models.site_settings import NetworkSettings
from network.directory.models.statements import StatementPage
from tests.clients import BrowserLikeClient
from tests.html import errors_of, soup_of

pytestmark = pytest.mark.django_db
FORM = "/contact/message/"
ANSWERS = {"name": "Alix Exemple", "email": "alix@ville.example", "subject": "Une question", "text": "Bonjour,\nmerci."}


@pytest.fixture(autouse=True)
def contact_page(home, organiser):
    return home.add_child(instance=StatementPage(title="Contact", slug="contact", kind="contact"))


def write(client=None, **more):
    return (client or BrowserLikeClient()).post(FORM, ANSWERS | more)


def test_a_message_is_kept_and_told_to_the_team(client, organiser):
    answer = client.post(FORM, ANSWERS, follow=True)

    assert answer.redirect_chain == [("/contact/", 302)]
    assert "Votre message a été transmis" in soup_of(answer).get_text(" ", strip=True)
    message = ReaderMessage.objects.get()
    assert (message.name, message.email, message.subject, message.text) == tuple(ANSWERS.values())
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [([organiser.email], "Message : Une question")]
    assert "Bonjour,\nmerci." in mail.outbox[0].body


def test_the_contact_address_of_the_settings_gets_it_instead(home):
    settings = NetworkSettings.for_site(home.get_site())
    settings.contact_email = "equipe@reseau.example"
    settings.save()

    write()

    assert [sent.to for sent in mail.outbox] == [["equipe@reseau.example"]]


def test_the_page_has_the_form_and_one_who_is_signed_in_has_her_name_in_it(client, sign_in, member):
    form = soup_of(client.get("/contact/")).find("form", action=FORM)
    assert form.find("input", attrs={"name": "name"}).get("value") is None

    form = soup_of(sign_in(member).get("/contact/")).find("form", action=FORM)
    assert form.find("input", attrs={"name": "name"})["value"] == member.get_full_name()
    assert form.find("input", attrs={"name": "email"})["value"] == member.email


def test_the_page_with_its_form_is_never_kept_for_another_reader(client):
    client.get("/contact/")  # leaves the cookie of the form
    first = soup_of(client.get("/contact/")).find("input", attrs={"name": "csrfmiddlewaretoken"})["value"]
    second = soup_of(BrowserLikeClient().get("/contact/")).find("input", attrs={"name": "csrfmiddlewaretoken"})["value"]

    assert first != second


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost():
    answer = write(email="", text="Long texte")

    page = soup_of(answer)
    assert answer.status_code == 422
    assert page.find(attrs={"name": "email"})["aria-invalid"] == "true"
    assert page.find("textarea", attrs={"name": "text"}).get_text().strip() == "Long texte"
    assert not ReaderMessage.objects.exists()


def test_no_header_is_smuggled_in():
    write(subject="Bonjour\r\nBcc: tous@x.example", name="Alix\nReply-To: x@x.example")

    message = mail.outbox[0].message()
    assert (message["Bcc"], message["Reply-To"]) == (None, "alix@ville.example")
    assert ReaderMessage.objects.get().subject == "Bonjour Bcc: tous@x.example"


def test_a_sixth_message_within_the_hour_is_refused_in_plain_words():
    answers = [write(BrowserLikeClient(REMOTE_ADDR=f"198.51.100.{number}")) for number in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "trop souvent" in soup_of(answers[5]).get_text(" ", strip=True)
    assert ReaderMessage.objects.count() == 5


def test_one_network_writes_twenty_times_an_hour_whatever_the_addresses():
    answers = [write(email=f"personne{number}@ville.example") for number in range(21)]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "A" * 1_000_000), ("subject", "a\x00b"), ("text", "a" * 5_000), ("email", "\u0430lix@ville.example")],
)
def test_what_cannot_be_is_refused(field, value):
    assert write(**{field: value}).status_code == 422
    assert not ReaderMessage.objects.exists()


def test_organisers_read_messages_and_mark_them_handled(sign_in, organiser):
    write()
    message = ReaderMessage.objects.get()
    desk = sign_in(organiser)
    assert "Une question" in desk.get("/admin/comptes/messages/").content.decode()
    assert "merci." in desk.get(f"/admin/comptes/messages/{message.pk}/").content.decode()

    desk.post(f"/admin/comptes/messages/{message.pk}/", {"action": "handled"})

    message.refresh_from_db()
    assert (message.handled_by, message.handled_at is not None) == (organiser, True)
    assert "Traité" in desk.get(f"/admin/comptes/messages/{message.pk}/").content.decode()


def test_others_do_not_read_them(sign_in, contributor):
    write()

    assert sign_in(contributor).get("/admin/comptes/messages/").status_code in {302, 403}


def test_what_is_too_large_for_any_form_is_refused_in_plain_french(client):
    answer = client.post("/contact/message/", {"name": "A" * 3_000_000})

    assert answer.status_code == 400
    assert "Le site n’a pas pu lire cette demande" in answer.content.decode()
    assert errors_of(answer.content.decode()) == []

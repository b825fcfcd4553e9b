"""What the site does when people act: each journey begins with the content that ships and ends with its mails."""

import re
from datetime import timedelta

from bs4 import BeautifulSoup
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

GUESTS = "Alix Exemple <alix@invitee.example>\nnoa@invitee.example\nSacha Exemple <sacha@invitee.example>"


def rows(label):
    return apps.get_model(label)._default_manager


def meeting(slug="exemple-atelier-hybride"):
    return rows("events.MeetingPage").get(slug=slug)


def sign_in_code(go):
    go.send("visitor", "/compte/connexion/", "email", email="membre@reseau.example")
    code = go.link(r"(?m)^\s*([A-Z0-9][A-Z0-9 -]{4,11}[A-Z0-9])\s*$")
    go.send("visitor", "/compte/code/", "code", code=code)
    go.open("visitor", "/compte/", shown=True)
    go.leave("visitor")
    go.send("visitor", "/compte/connexion/", "email", email="personne@ailleurs.example")


def account_request(go):
    values = {"first_name": "Lou", "last_name": "Demande", "email": "lou@metropole.example"}
    page = go.open("visitor", "/compte/ouverture/")
    go.fill("visitor", page, "email", **values, **choices_left(page, values))
    address = go.link(r"(/compte/ouverture/[^\s/]{8,}/)")
    go.send("visitor", address, "csrfmiddlewaretoken")
    asked = rows("network.AccountRequest").latest("pk")
    go.open("organiser", f"/admin/comptes/demandes/{asked.pk}/", shown=True)
    page = go.response
    go.fill("organiser", page, "role", role="member", action="approve")


def account_invitation(go):
    person = rows("network.Person").get(slug="exemple-alix")
    rows("network.Person").filter(pk=person.pk).update(email="alix@invitee.example")
    go.send("organiser", f"/admin/comptes/inviter/{person.pk}/", "role", role="member")
    address = go.link(r"(/compte/invitation/[^\s/]+/)")
    go.open("visitor", address, shown=True)
    go.send("visitor", address, "csrfmiddlewaretoken")
    go.open("visitor", "/compte/", shown=True)


def invite(go, slug="exemple-rencontre-en-deux-fois"):
    address = f"/organisation/{meeting(slug).pk}/inviter/"
    page = go.send("organiser", address, "pasted", shown=True, pasted=GUESTS, message="À bientôt !", action="preview")
    go.fill("organiser", page, "expected", action="send")
    go.minute()
    go.open("organiser", f"/organisation/{meeting(slug).pk}/invitations/", shown=True)


def invite_to_a_workshop(go):
    invite(go, "exemple-atelier-hybride")


def answer_by_link(go):
    invite(go, "exemple-comite-de-demain")
    address = go.link(r"(/agenda/reponse/[^\s?]+)", nth=0)
    page = go.open("visitor", f"{address}?reponse=remote", shown=True)
    answer(go, "visitor", page, "remote")
    go.open("visitor", address, shown=True)
    answer(go, "visitor", go.response, "excused")


def answer_and_wait_for_a_place(go):
    invite(go, "exemple-atelier-hybride")
    for nth in (0, 1):
        page = go.open("visitor", go.link(r"(/agenda/reponse/[^\s?]+)", nth=nth))
        answer(go, "visitor", page, "on_site")
    rows("events.MeetingPage").filter(pk=meeting().pk).update(capacity_on_site=6)
    page = meeting()
    page.save_revision().publish()
    go.minute()


def answer_with_an_account(go):
    page = go.open("member", meeting("exemple-rencontre-en-deux-fois").get_url() + "repondre/", shown=True)
    answer(go, "member", page, "excused")
    go.open("member", "/compte/", shown=True)


def answer(go, reader, page, value):
    """Give the same answer to each part of a meeting that a page asks about."""
    text = page.content.decode()
    names = dict.fromkeys(re.findall(rf'name="([^"]+)"[^>]*value="{value}"', text))
    names |= dict.fromkeys(re.findall(rf'value="{value}"[^>]*name="([^"]+)"', text))
    if not names:
        raise LookupError(f"The page does not offer the answer {value}.")
    go.fill(reader, page, next(iter(names)), **dict.fromkeys(names, value))


def change_of_date(go):
    invite(go)
    page = meeting("exemple-rencontre-en-deux-fois")
    page.starts_at += timedelta(days=7)
    page.ends_at += timedelta(days=7)
    for session in (sessions := list(page.sessions.all())):
        session.starts_at += timedelta(days=7)
        session.ends_at += timedelta(days=7)
    page.sessions = sessions
    page.save_revision(user=rows("network.User").get(email="organisation@reseau.example")).publish()
    go.minute()
    go.open("visitor", page.get_url(), shown=True)
    go.open("visitor", page.get_url() + "rencontre.ics", shown=True)


def change_of_link(go):
    invite(go, "exemple-comite-de-demain")
    page = go.open("visitor", go.link(r"(/agenda/reponse/[^\s?]+)", nth=0))
    answer(go, "visitor", page, "remote")
    page = meeting("exemple-comite-de-demain")
    page.remote_link = "https://visio.example/ailleurs"
    page.save_revision().publish()
    go.minute()


def cancellation(go):
    invite(go)
    page = meeting("exemple-rencontre-en-deux-fois")
    go.send("organiser", f"/admin/rencontres/{page.pk}/annuler/", "explanation", explanation="La salle est fermée.")
    go.minute()
    go.open("visitor", page.get_url(), shown=True)
    go.open("visitor", page.get_url() + "rencontre.ics", shown=True)


def reminder(go):
    invite(go, "exemple-atelier-hybride")
    page = go.open("visitor", go.link(r"(/agenda/reponse/[^\s?]+)", nth=0))
    answer(go, "visitor", page, "remote")
    for _day in range(1, 17):
        go.minute(days=1)


def chase(go):
    invite(go)
    go.minute(days=3)
    go.send("organiser", f"/organisation/{meeting('exemple-rencontre-en-deux-fois').pk}/invitations/", "expected")
    go.minute()


def made_from_a_template(go, title):
    """A new meeting, published, forty days ahead."""
    day = f"{timezone.localdate() + timedelta(days=40):%d/%m/%Y}"
    go.send("organiser", "/admin/rencontres/modeles/", "first_day", title=title, first_day=day, audience="")
    page = rows("events.MeetingPage").latest("pk")
    page.save_revision().publish()
    return rows("events.MeetingPage").get(pk=page.pk)


def new_meeting(go):
    page = made_from_a_template(go, "Réunion de travail")
    go.send("organiser", f"/admin/rencontres/{page.pk}/dupliquer/", "first_day", first_day="10/09/2026")
    go.open("organiser", f"/admin/pages/{rows('events.MeetingPage').latest('pk').pk}/edit/")
    go.open("organiser", page.get_url(), shown=True)


def date_poll(go):
    go.open("organiser", "/admin/sondages/new/", shown=True)
    values = {
        "title": "Atelier d’automne",
        "answers_until": "2026-07-10T18:00",
        "addresses": GUESTS,
        "days-0-first": "2026-09-08",
        "days-1-first": "2026-09-10",
        "hours-0-start": "10:00",
        "hours-0-end": "12:00",
    }
    go.fill("organiser", go.response, "days-0-first", shown=True, **values, send="1")
    poll = rows("events.DatePoll").latest("pk")
    go.open("organiser", f"/admin/sondages/inspect/{poll.pk}/", shown=True)
    go.minute()
    address = go.link(r"(/agenda/sondages/[^\s?]+)", nth=0)
    page = go.open("visitor", address, shown=True)
    names = dict.fromkeys(re.findall(r'name="(date-\d+)"', page.content.decode()), "yes")
    go.fill("visitor", page, "comment", shown=True, comment="Plutôt le matin.", **names)
    for _day in range(24):
        go.minute(days=1)
    go.leave("organiser")  # the session ended with the second week
    go.send(
        "organiser",
        f"/admin/sondages/inspect/{poll.pk}/",
        "key",
        action="choose",
        key=str(poll.options.earliest("pk").pk),
    )
    go.open("visitor", address, shown=True)


def contact(go):
    values = {"name": "Sam Exemple", "email": "sam@ailleurs.example", "subject": "Une question", "text": "Bonjour !"}
    go.send("visitor", "/contact/message/", "subject", **values)
    message = rows("network.ReaderMessage").latest("pk")
    go.open("organiser", f"/admin/comptes/messages/{message.pk}/", shown=True)


def objection(go):
    page = go.open("visitor", "/donnees-personnelles/opposition/", shown=True)
    values = {"name": "Sam Exemple", "email": "sam@ailleurs.example", "text": "Merci de retirer mon nom."}
    go.fill("visitor", page, "email", **values, **choices_left(page, values))
    go.send("visitor", go.link(r"(/donnees-personnelles/opposition/[^\s/]{8,}/)"), "csrfmiddlewaretoken")


def correction(go):
    page = rows("resources.MinutesPage").filter(live=True).order_by("pk").first()
    values = {"name": "Sam Exemple", "email": "sam@ailleurs.example", "text": "Le 6 mai, pas le 5."}
    go.send("member", f"/comptes-rendus/{page.pk}/correction/", "text", **values)


def followed_search(go):
    page = go.open("member", "/recherche/?q=exemple")
    go.fill("member", page, "csrfmiddlewaretoken", **choices_left(page, {}))
    go.open("member", "/compte/recherches/", shown=True)
    go.minute()
    made_from_a_template(go, "Exemple de plus")
    for _week in range(5):
        go.minute(days=7)
        call_command("send_search_digests")


def my_calendars(go):
    page = go.open("member", "/compte/calendriers/", shown=True)
    for address in dict.fromkeys(re.findall(r"/calendriers/perso/[^\s\"'<>&]+\.(?:ics|json)", page.content.decode())):
        go.open("visitor", address, shown=True)


def my_data(go):
    for reader in ("member", "liaison", "organiser"):
        go.open(reader, "/compte/donnees/", shown=True)
        go.fill(reader, go.response, "csrfmiddlewaretoken", shown=True)


def erasure(go):
    go.open("member", "/compte/donnees/effacer/", shown=True)
    go.fill("member", go.response, "archive", shown=True, **choices_left(go.response, {}))


def forged_form(go):
    """A form without its token."""
    response = go.client("visitor").post("/contact/message/", {"name": "x"})
    go.note(f"{response.status_code}\n{response.content.decode()}")


def choices_left(page, values):
    """A value for each required field of a page that ``values`` does not name: the first choice, a tick, a word."""
    found = {}
    for field in BeautifulSoup(page.content, "html5lib").main.find_all(["input", "textarea", "select"], required=True):
        name, kind = field.get("name"), field.get("type", "")
        if name in values or name in found or (field.get("value") and kind in ("text", "email")):
            continue
        if field.name == "select":
            found[name] = next((option["value"] for option in field.find_all("option") if option.get("value")), "")
        elif kind in ("checkbox", "radio"):
            found[name] = field.get("value", "on")
        else:
            found[name] = "lou@metropole.example" if kind == "email" else "Exemple"
    return found


JOURNEYS = (
    *[sign_in_code, account_request, account_invitation, invite, invite_to_a_workshop, answer_by_link],
    *[answer_and_wait_for_a_place, answer_with_an_account, change_of_date, change_of_link, cancellation, reminder],
    *[chase, new_meeting, date_poll, contact, objection, correction, followed_search, my_calendars, my_data, erasure],
    forged_form,
)

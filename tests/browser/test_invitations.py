"""From an organiser's desk to the telephone of somebody elected and back: invited, answered, counted."""

import json
import re

import pytest
from icalendar import Calendar

MEETING_TO_COME = """
from datetime import timedelta
from django.utils import timezone
from events.models import AgendaPage, MeetingPage
starts = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=20)
meeting = MeetingPage(
    title="Comité des réponses", live=False, format="hybrid", starts_at=starts, ends_at=starts + timedelta(hours=2),
    venue_name="Salle du fil", capacity_on_site=5, remote_link="https://visio.example/salle-secrete",
)
AgendaPage.objects.get().add_child(instance=meeting)
meeting.save_revision().publish()
print(meeting.pk)
"""
STATE = """
import json
from events.models import Attendance
one = Attendance.objects.get(meeting={meeting})
print(json.dumps([[change.channel, change.after["answer"]] for change in one.changes.all() if "answer" in change.after]))
"""
LINK = re.compile(r"http://\S+/agenda/reponse/\S+")


@pytest.fixture
def meeting(editable_site):
    """The key of a hybrid meeting to come, with five places on site."""
    return int(editable_site.shell(MEETING_TO_COME).splitlines()[-1])


def test_an_official_invited_from_the_desk_answers_on_a_telephone_and_is_counted(
    visit, editable_site, arrivals, meeting, assert_accessible, assert_well_made
):
    desk = visit(f"/admin/pages/{meeting}/edit/", role="organiser")
    invite_from(desk, assert_accessible)
    mail = read_mail(arrivals)
    on_site, _remote, excused, represented = mail

    phone = visit(on_site, width=360)
    assert_accessible(phone)
    assert_well_made(phone)
    answers = phone.get_by_role("group", name="Votre réponse")
    assert answers.get_by_role("radio").count() == 4
    assert answers.get_by_role("radio", name="Je viens sur place").is_checked()
    assert phone.get_by_role("status").count() == 0  # looking answers nothing
    assert "salle-secrete" not in phone.content()
    send = phone.get_by_role("button", name="Envoyer ma réponse")
    send.click()
    noted = phone.get_by_role("status")
    assert "Vous venez sur place" in noted.inner_text()
    assert noted.get_by_role("link", name="Rejoindre la salle à distance").is_visible()

    for answer, told in (
        ("Je participe à distance", "Vous participez à distance"),
        ("Je ne peux pas venir, veuillez m’excuser", "Vous êtes excusé·e"),
    ):
        answers.get_by_role("radio", name=answer).check()
        send.click()
        phone.get_by_role("status").get_by_text(told).wait_for()
    assert "salle-secrete" not in phone.content()

    phone.goto(represented)
    phone.get_by_text("Ajouter un mot, un besoin d’accès ou de repas").click()
    phone.get_by_label("Un mot à l’équipe qui organise").fill("J’arrive de loin")
    send.click()
    field = phone.get_by_role("textbox", name="Qui vous représente ?")
    assert "Écrivez le nom" in phone.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()
    assert_accessible(phone)
    field.fill("Dominique Exemple")
    send.click()
    phone.get_by_role("status").get_by_text("Représenté·e par Dominique Exemple").wait_for()
    assert phone.get_by_label("Un mot à l’équipe qui organise").input_value() == "J’arrive de loin"
    assert_accessible(phone)

    desk.goto(f"/organisation/{meeting}/effectifs/")
    total = desk.get_by_role("table", name="Réponses par métropole").get_by_role("row", name="Total")
    assert total.get_by_role("cell").all_inner_texts() == ["1", "0", "0", "0", "1", "0", "0"]
    assert json.loads(editable_site.shell(STATE.format(meeting=meeting)).splitlines()[-1]) == [
        *(["link", "on_site"], ["link", "remote"], ["link", "excused"], ["link", "represented"]),
    ]
    assert excused != represented


def invite_from(desk, assert_accessible):
    """From the page of the meeting in the desk to the list of those invited: one fault pasted, seen before sending."""
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Actions").first.click()
    desk.get_by_role("link", name="Invitations et réponses").filter(visible=True).click()
    desk.get_by_role("link", name="Inviter").click()
    people = desk.get_by_role("group", name="Personnes de l’annuaire")
    people.get_by_role("searchbox").fill("nantes rolland")
    people.get_by_role("status").get_by_text("1 trouvée(s)").wait_for()
    assert people.get_by_role("checkbox", name="Johanna Rolland").is_visible()
    people.get_by_role("searchbox").fill("")
    desk.get_by_label("Adresses ou noms collés").fill("Zoé Exemple <zoe@ville.example>\nzoe@ville")
    desk.get_by_role("button", name="Voir avant l’envoi").click()
    assert (
        desk.get_by_role("listitem")
        .filter(has_text="Ligne 2")
        .inner_text()
        .endswith("n’est pas une adresse électronique.")
    )
    assert "zoe@ville\n" in desk.get_by_label("Adresses ou noms collés").input_value() + "\n"
    assert_accessible(desk)
    desk.get_by_role("button", name="Envoyer à 1 personne").click()
    assert desk.get_by_role("progressbar", name="Invitation").get_attribute("value") == "1"
    assert_accessible(desk)


def read_mail(arrivals):
    """What the mail says, as a mail program shows it; the addresses of its answers."""
    (mail,) = arrivals.to("zoe@ville.example")
    assert mail["Subject"] == "Invitation : Comité des réponses"
    assert mail.get_content_type() == "multipart/mixed"
    plain, rich = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for text in (plain, rich):
        assert "Zoé Exemple" in text
        assert "Salle du fil" in text
        assert "salle-secrete" not in text
    (calendar,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"][:1]
    (event,) = Calendar.from_ical(calendar.get_content()).events
    assert event["SUMMARY"] == "Comité des réponses"
    links = LINK.findall(plain)
    assert all(f'"{link}"' in rich for link in links)
    return links

"""Finding a date: an organiser asks from the desk, an elected official answers on a telephone from the mail's link."""

import re
from datetime import date, timedelta

LATEST_MAIL = """
from network.models import OutgoingMail
print(OutgoingMail.objects.filter(kind="date_poll").latest("pk").text)
"""
STATE = """
from events.models import DatePoll
poll = DatePoll.objects.latest("pk")
print(poll.state, poll.meeting.title if poll.meeting else "-", poll.meeting.live if poll.meeting else "-")
"""


def latest_link(site):
    return re.findall(r"/agenda/sondages/\S+", site.shell(LATEST_MAIL))[-1]


def test_a_date_is_found_together(visit, editable_site, assert_accessible, assert_well_made):
    first, second = (date.today() + timedelta(days=ahead) for ahead in (30, 31))  # noqa: DTZ011 -- what one types
    desk = visit("/admin/sondages/new/", role="organiser")
    desk.get_by_label("Titre").fill("Comité des dates")
    desk.get_by_label("Réponses jusqu’au").fill(f"{date.today() + timedelta(days=9)}T18:00")  # noqa: DTZ011
    desk.get_by_label("Sur place ou à distance").check()
    desk.get_by_label("Jour 1", exact=True).fill(str(first))
    desk.get_by_label("Jour 2", exact=True).fill(str(second))
    desk.get_by_label("De 1", exact=True).fill("12:00")
    desk.get_by_label("à, 1", exact=True).fill("10:00")
    desk.get_by_label("Adresses collées").fill("Zoé Exemple <zoe@ville.example>")
    desk.get_by_role("button", name="Enregistrer et envoyer").click()
    desk.get_by_text("La fin est avant le début").first.wait_for()
    assert_accessible(desk, {"include": [[".poll-desk"]]})
    desk.get_by_label("à, 1", exact=True).fill("14:00")
    desk.get_by_role("button", name="Enregistrer et envoyer").click()
    desk.get_by_text("1 personne est interrogée par courriel").wait_for()

    phone = visit(latest_link(editable_site), width=360, js=False)
    dates = phone.locator(".poll-option")
    assert dates.count() == 2
    dates.nth(0).get_by_label("Oui").check()
    phone.get_by_role("button", name="Envoyer mes réponses").click()
    phone.get_by_text("Dites si vous viendriez sur place ou à distance").wait_for()
    assert dates.nth(0).get_by_label("Oui").is_checked()
    dates.nth(0).get_by_label("À distance").check()
    dates.nth(1).get_by_label("Non").check()
    phone.get_by_role("button", name="Envoyer mes réponses").click()
    phone.get_by_text("Vos réponses sont notées").wait_for()
    assert_well_made(phone)

    desk.reload()
    assert_accessible(desk, {"include": [[".poll-desk"]]})
    table = desk.get_by_role("table", name="Réponses par personne et par date")
    assert table.get_by_role("rowheader", name="Zoé Exemple").is_visible()
    assert table.get_by_role("columnheader", name=re.compile("Convient le mieux")).count() == 1
    desk.get_by_role("button", name="Retenir cette date et prévenir tout le monde").click()
    desk.get_by_text("publiez-le").wait_for()
    assert editable_site.shell(STATE).splitlines()[-1] == "decided Comité des dates False"


def test_the_page_of_a_poll_is_for_everybody(visit, editable_site, assert_accessible):
    link = editable_site.shell(
        "from events.models import DatePoll; from events.polls.links import token_of\n"
        "print('/agenda/sondages/%s/' % token_of(DatePoll.objects.get(is_sample=True).voters.last()))"
    ).splitlines()[-1]
    for width, theme in ((360, "light"), (1280, "dark")):
        page = visit(link, width=width, theme=theme)
        assert_accessible(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
    page.locator(".poll-option").first.get_by_label("Oui").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".poll-option").first.get_by_label("Si besoin").is_checked()

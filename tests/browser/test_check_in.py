"""The day of a meeting, on a telephone: ticks survive a lost connection, and work without scripts."""

import json

import pytest

NOW_MEETING = """
from django.utils import timezone
from datetime import timedelta
from events.models import AgendaPage, Attendance, MeetingPage
from network.models import Metropolis, Person
now = timezone.now()
meeting = MeetingPage(title="Comité du jour", live=False, starts_at=now, ends_at=now + timedelta(hours=2), format="hybrid")
AgendaPage.objects.get().add_child(instance=meeting)
meeting.save_revision().publish()
nantes = Metropolis.objects.get(slug="nantes")
keys = {}
for name, answer in (("Alix", "on_site"), ("Billie", "remote"), ("Camille", "excused")):
    person = Person.objects.create(first_name=name, last_name="Exemple", slug=f"pointage-{name.lower()}", is_listed=False)
    made = Attendance.objects.create(meeting=meeting, person=person, metropolis=nantes, answer=answer, invited_at=now)
    keys[name] = made.pk
import json
print(json.dumps({"pk": meeting.pk, "people": keys}))
"""


@pytest.fixture
def day(editable_site):
    """A meeting that is on now, with three people of Nantes."""
    return json.loads(editable_site.shell(NOW_MEETING).splitlines()[-1])


def statuses(site, day):
    code = f"""
from events.models import Attendance
import json
print(json.dumps(dict(Attendance.objects.filter(meeting={day["pk"]}).values_list("person__first_name", "status"))))
"""
    return json.loads(site.shell(code).splitlines()[-1])


def test_what_is_ticked_without_a_connection_is_sent_when_it_is_back(
    visit, editable_site, day, assert_accessible, assert_well_made
):
    page = visit(f"/organisation/{day['pk']}/pointage/", width=360, role="organiser")
    assert_accessible(page)
    assert_well_made(page)
    alix, billie = (page.locator(f"#personne-{day['people'][name]}") for name in ("Alix", "Billie"))

    alix.get_by_role("button", name="Sur place").click()
    page.get_by_text("Tout est noté.").wait_for()
    page.context.set_offline(True)
    billie.get_by_role("button", name="À distance").click()
    page.get_by_text("1 pointage(s) gardé(s) sur cet appareil").wait_for()
    assert billie.get_by_role("button", name="À distance").get_attribute("aria-pressed") == "true"
    assert page.locator("[data-there]").inner_text() == "2"
    assert statuses(editable_site, day) == {"Alix": "present", "Billie": "", "Camille": ""}

    page.context.set_offline(False)
    page.get_by_text("Tout est noté.").wait_for()
    assert statuses(editable_site, day) == {"Alix": "present", "Billie": "remote", "Camille": ""}


def test_ticks_kept_on_the_device_survive_a_reload(visit, editable_site, day):
    page = visit(f"/organisation/{day['pk']}/pointage/", width=360, role="organiser")
    page.context.set_offline(True)
    page.locator(f"#personne-{day['people']['Alix']}").get_by_role("button", name="Sur place").click()
    page.get_by_text("1 pointage(s) gardé(s)").wait_for()

    page.context.set_offline(False)
    page.reload()
    page.get_by_text("Tout est noté.").wait_for()

    assert statuses(editable_site, day)["Alix"] == "present"


def test_without_scripts_each_tick_is_a_form_and_a_newcomer_is_added(visit, editable_site, day):
    page = visit(f"/organisation/{day['pk']}/pointage/", width=360, js=False, role="organiser")
    page.locator(f"#personne-{day['people']['Alix']}").get_by_role("button", name="Sur place").click()
    page.get_by_label("Prénom").fill("Dominique")
    page.get_by_label("Nom de famille").fill("Venu")
    page.get_by_role("button", name="Ajouter à la liste").click()
    page.get_by_role("button", name="Clore le pointage").click()

    assert statuses(editable_site, day) == {
        "Alix": "present",
        "Billie": "absent",
        "Camille": "excused",
        "Dominique": "present",
    }


def test_the_head_count_is_read_on_a_telephone(visit, day, assert_accessible, assert_well_made):
    page = visit(f"/organisation/{day['pk']}/effectifs/", width=360, theme="dark", role="organiser")

    assert_accessible(page)
    assert_well_made(page)
    row = page.get_by_role("table", name="Réponses par métropole").get_by_role("row", name="Nantes Métropole")
    assert row.get_by_role("cell").all_inner_texts() == ["3", "1", "1", "1", "0", "0", "0"]

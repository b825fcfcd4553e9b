"""The meetings that ship: real ones as the minutes give them, samples that say they are samples."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from ruamel.yaml import YAML

from events.agenda.models import AgendaPage
from events.attendance.models import Attendance
from events.calendars.models import CalendarEntry
from events.feeds.models.subscriptions import CalendarSubscription
from events.feeds.subscriptions import address_of
from events.loading.meetings import next_working_day
from events.making.models import MeetingSeries
from events.meetings.models.meeting import MeetingPage
from events.polls.models import DatePoll
from network.accounts.sample_accounts import make_sample_accounts
from network.loading.records import ContentError
from network.loading.run import load_content
from network.settings.env import PROJECT_DIR
from tests.factories.events import publish
from tests.html import soup_of

pytestmark = pytest.mark.django_db
REAL = {
    "rencontre-nantes-2022",
    "structuration-du-reseau",
    "rencontre-en-distanciel",
    "echange-citoyennete-metropolitaine",
    "deuxieme-rencontre",
}


def test_the_content_has_one_real_meeting_four_announced_steps_and_marked_samples(content):
    meetings = MeetingPage.objects.live()

    assert set(meetings.filter(is_sample=False).values_list("slug", flat=True)) == REAL
    samples = meetings.filter(is_sample=True)
    assert {meeting.format for meeting in samples} == {"hybrid", "remote", "in_person"}
    assert {meeting.status for meeting in samples} == {"confirmed", "cancelled", "save_the_date"}
    assert all("Exemple fictif" in meeting.summary and "Exemple fictif" in meeting.introduction for meeting in samples)
    assert not samples.filter(host__isnull=False).exists()  # no real metropolis is said to host what does not exist


def test_samples_are_on_working_days_and_one_is_past(content):
    samples = MeetingPage.objects.filter(is_sample=True)

    assert all(timezone.localdate(meeting.starts_at).weekday() < 5 for meeting in samples)
    assert [meeting.slug for meeting in samples.filter(starts_at__lt=timezone.now())] == ["exemple-echange-passe"]


def test_samples_show_a_meeting_in_each_state(content):
    full = MeetingPage.objects.get(slug="exemple-atelier-hybride")

    assert full.attendances.filter(answer="on_site", waiting_since=None).count() == 3
    assert full.attendances.filter(waiting_since__isnull=False).count() == 2
    assert {attendance.person.last_name for attendance in full.attendances.all()} == {"Exemple"}
    in_two = MeetingPage.objects.get(slug="exemple-rencontre-en-deux-fois")
    assert in_two.sessions.count() == 2
    assert set(in_two.attendances.values_list("answer", flat=True)) == {""}
    assert DatePoll.objects.get().state == "open"
    assert MeetingSeries.objects.get().members.count() == 3


def test_each_sample_account_has_an_invitation_to_answer_and_a_calendar(content, client, sign_in):
    meeting = MeetingPage.objects.get(slug="exemple-rencontre-en-deux-fois")

    for role, user in make_sample_accounts().items():
        desk = sign_in(user)

        text = soup_of(desk.get(meeting.get_url())).get_text(" ", strip=True)
        assert "Vous êtes invité·e et n’avez pas encore répondu." in text, role
        feed = address_of(CalendarSubscription.objects.get(user=user))
        assert "Rencontre en deux temps" in client.get(urlsplit(feed).path).content.decode(), role


def test_the_pages_of_the_samples_say_in_which_state_they_are(content, client, member, sign_in):
    def page(slug):
        return soup_of(client.get(MeetingPage.objects.get(slug=slug).get_url())).get_text(" ", strip=True)

    assert "Sur place : complet, avec une liste d’attente." in page("exemple-atelier-hybride").replace("\xa0", " ")
    assert "Pas de compte rendu à lire ici" in page("exemple-echange-passe")
    assert "Cette rencontre est annulée." in page("exemple-comite-annule")


def test_every_person_of_the_minutes_is_there_with_the_role_of_the_day(content):
    attendances = Attendance.objects.filter(meeting__slug="rencontre-nantes-2022")

    assert attendances.count() == 22
    assert attendances.filter(status="present").count() == 11
    assert attendances.filter(status="excused").count() == 3
    assert attendances.filter(status="").count() == 8
    two = attendances.get(person__slug="damien-mouchague")
    assert two.capacities == ["accompanying", "organiser"]
    assert two.accompanies.person.slug == "celine-papin"
    assert set(attendances.filter(accompanies__isnull=False).values_list("person__slug", flat=True)) == {
        "astrid-bideault-le-bret",
        "emilie-sarrazin",
        "damien-mouchague",
        "emmanuelle-parodi",
    }


def test_a_second_load_changes_nothing(content):
    before = list(CalendarEntry.objects.order_by("pk").values("uid", "sequence", "modified_at"))

    run = load_content()

    assert run.report["made"] == run.report["updated"] == run.report["kept"] == 0
    assert list(CalendarEntry.objects.order_by("pk").values("uid", "sequence", "modified_at")) == before


def test_a_load_on_a_later_day_leaves_the_samples_where_they_are(content):
    before = dict(MeetingPage.objects.values_list("slug", "starts_at"))
    pages = MeetingPage.objects.count(), AgendaPage.objects.get().get_descendants().count()

    load_content(today=timezone.localdate() + timedelta(days=400))

    assert dict(MeetingPage.objects.values_list("slug", "starts_at")) == before
    assert (MeetingPage.objects.count(), AgendaPage.objects.get().get_descendants().count()) == pages


def test_what_an_organiser_changed_stays(content):
    meeting = MeetingPage.objects.get(slug="rencontre-nantes-2022")
    meeting.venue_name = "Hôtel de métropole"
    publish(meeting)

    load_content()

    assert MeetingPage.objects.get(slug="rencontre-nantes-2022").venue_name == "Hôtel de métropole"


def test_samples_can_be_left_out(home):
    load_content(samples=False)

    assert set(MeetingPage.objects.values_list("slug", flat=True)) == REAL


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"host": "nulle-part"}, "host: no metropolis has the slug “nulle-part”"),
        ({"first_day": "le 5 mai"}, "first_day: a day such as 2022-05-05 was expected"),
        ({"status": "passée"}, "status: “passée” is not in the list"),
        ({"title": ""}, "title: this field is required"),
        ({"lieu": "Nantes"}, "lieu: unknown field"),
        ({"first_day": None, "last_day": None, "starts_at": "2022-05-05 14:00"}, "give both starts_at and ends_at"),
        ({"starts_at": "2022-05-05 14:00"}, "not both"),
        ({"last_day": "2022-05-01"}, "last_day: this day comes before the first one"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_mistake_in_a_file_loads_nothing_and_says_where(home, tmp_path, monkeypatch, change, message):
    folder = project_copy(tmp_path, change)
    monkeypatch.setattr("network.loading.records.PROJECT_DIR", folder)

    with pytest.raises(ContentError, match=r"meetings\.yaml") as caught:
        load_content()

    assert message in str(caught.value)
    lines = (folder / "events/content/meetings.yaml").read_text(encoding="utf-8").splitlines()
    said = lines[caught.value.line - 1].strip(" -")
    assert said.startswith((f"{caught.value.field}:", "slug: rencontre-nantes-2022"))  # a missing field has no line
    assert not MeetingPage.objects.exists()


def project_copy(tmp_path, change):
    """A project folder whose first meeting is changed; the rest is the real content."""
    for app in ("network", "resources"):
        (tmp_path / app).mkdir()
        (tmp_path / app / "content").symlink_to(PROJECT_DIR / app / "content")
    events = tmp_path / "events" / "content"
    events.mkdir(parents=True)
    for file in (PROJECT_DIR / "events/content").iterdir():
        if file.name != "meetings.yaml":
            (events / file.name).symlink_to(file)
    yaml = YAML()
    yaml.width = 4096
    meetings = yaml.load((PROJECT_DIR / "events/content/meetings.yaml").read_text(encoding="utf-8"))
    for field, value in change.items():
        if value is None:
            meetings[0].pop(field, None)
        else:
            meetings[0][field] = value
    with (events / "meetings.yaml").open("w", encoding="utf-8") as target:
        yaml.dump(meetings, target)
    return tmp_path


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 11, 27), 27), (date(2026, 11, 28), 30), (date(2026, 11, 29), 30), (date(2026, 11, 30), 30)],
)
def test_a_week_end_is_moved_to_the_monday_after(day, expected):
    assert next_working_day(day).day == expected

"""The meetings that ship: the network's own, and samples that say they are samples."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from events.agenda.models import AgendaPage
from events.attendance.models import Attendance
from events.loading.samples import load_answers, load_series
from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItem, AgendaItemSpeaker
from events.meetings.models.sessions import MeetingSession
from events.vocabularies import KnownAnswer, MeetingFormat, Registration
from network.directory.models.home import HomePage
from network.directory.models.metropolises import Metropolis
from network.directory.models.people import Person
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup

PARIS = ZoneInfo("Europe/Paris")
CONTENT = "events/content"


def load_meetings(run):
    agenda = load_agenda(run)
    if agenda is None:  # an editor removed the agenda: nothing to put meetings under
        return
    for record in run.records(f"{CONTENT}/meetings.yaml"):
        load_meeting(run, record, agenda)
    if run.samples:
        for record in run.records(f"{CONTENT}/sample_meetings.yaml"):
            load_meeting(run, record, agenda, sample=True)
        for record in run.records(f"{CONTENT}/sample_series.yaml"):
            load_series(run, record)


def load_agenda(run):
    (record,) = run.records(f"{CONTENT}/agenda.yaml")

    def fill(page):
        page.title = record.text("title", required=True, max_length=255)
        page.summary = record.text("summary", max_length=300)
        page.introduction = record.markdown("introduction")

    return run.page(
        "events:agenda",
        record,
        AgendaPage,
        parent=HomePage.objects.get(),
        slug="agenda",
        fill=fill,
    )


def load_meeting(run, record, agenda, *, sample=False):
    slug = record.text("slug", required=True)
    # Read outside `fill`, which is not called for a record that did not change.
    attendance = record.records("attendance")
    answers = record.records("answers") if sample else []

    def fill(meeting):
        fill_meeting(meeting, record, today=run.today, sample=sample)

    meeting = run.page(
        f"events:meeting:{slug}",
        record,
        MeetingPage,
        parent=agenda,
        slug=slug,
        fill=fill,
    )
    if meeting is None:
        return
    for order, person_record in enumerate(attendance, start=1):
        load_attendance(run, person_record, meeting, order)
    load_answers(meeting, answers)


def fill_meeting(meeting, record, *, today, sample):
    meeting.title = record.text("title", required=True, max_length=255)
    meeting.summary = record.text("summary", max_length=300)
    meeting.kind = record.choice("kind", MeetingPage.Kind)
    meeting.status = record.choice("status", MeetingPage.Status, required=True)
    meeting.format = record.choice("format", MeetingPage.Format)
    meeting.is_sample = sample
    if sample:
        day = fill_sample_dates(meeting, record, today)
    else:
        fill_dates(meeting, record)
        day = None
    meeting.date_as_announced = record.text("date_as_announced", max_length=160)
    meeting.announced_on = record.date("announced_on")
    meeting.host = record.reference("host", Metropolis)
    meeting.working_group = record.reference("working_group", WorkingGroup)
    meeting.venue_name = record.text("venue_name", max_length=200)
    meeting.venue_address = record.text("venue_address", max_length=255)
    meeting.venue_map_url = record.url("venue_map_url")
    meeting.venue_step_free = record.choice("venue_step_free", KnownAnswer)
    meeting.venue_hearing_loop = record.choice("venue_hearing_loop", KnownAnswer)
    meeting.venue_access = record.text("venue_access")
    meeting.capacity_on_site = record.integer("capacity_on_site")
    meeting.capacity_remote = record.integer("capacity_remote")
    meeting.registration = record.choice("registration", Registration) or Registration.INVITED
    meeting.remote_link = record.url("remote_link")
    meeting.remote_code = record.text("remote_code", max_length=80)
    meeting.remote_phone = record.text("remote_phone", max_length=80)
    meeting.remote_opens_min = record.integer("remote_opens_min")
    meeting.remote_instructions = record.text("remote_instructions")
    meeting.introduction = record.markdown("introduction")
    meeting.contact = record.text("contact", max_length=200)
    meeting.themes = record.references("themes", Theme, by="code")
    fill_programme(meeting, record, day)
    fill_sessions(meeting, record, day)


def fill_dates(meeting, record):
    """Whole days (`first_day`, `last_day`) when hours are unknown, or two moments (`starts_at`, `ends_at`)."""
    first = record.date("first_day")
    last = record.date("last_day") or first
    starts, ends = record.moment("starts_at"), record.moment("ends_at")
    if first:
        if starts:
            record.error(
                "starts_at",
                "give either days (first_day) or moments (starts_at), not both.",
            )
        if last < first:
            record.error("last_day", "this day comes before the first one.")
        starts, ends = whole_days(first, last)
    elif bool(starts) != bool(ends):
        record.error("starts_at", "give both starts_at and ends_at, or neither.")
    meeting.starts_at, meeting.ends_at = starts, ends
    meeting.hours_are_known = not first


def fill_sample_dates(meeting, record, today):
    """Dates counted from the day of loading; returns the first day."""
    day = next_working_day(today + timedelta(days=record.integer("in_days", required=True)))
    starts, ends = clock(record, "starts"), clock(record, "ends")
    days = record.integer("days") or 1
    meeting.hours_are_known = starts is not None
    if starts:
        meeting.starts_at = datetime.combine(day, starts, PARIS)
        meeting.ends_at = datetime.combine(day + timedelta(days=days - 1), ends or starts, PARIS)
    else:
        meeting.starts_at, meeting.ends_at = whole_days(day, day + timedelta(days=days - 1))
    return day


def fill_programme(meeting, record, day):
    """The agenda items; those known by their anchor keep their place in the database, since others point to them."""
    known = {item.anchor: item for item in meeting.agenda_items.all()} if meeting.pk else {}
    items = []
    for order, part in enumerate(record.records("agenda")):
        anchor = part.text("anchor") or slugify(part.text("title"))[:80]
        item = known.get(anchor) or AgendaItem(anchor=anchor)
        item.sort_order = order
        item.kind = part.choice("kind", AgendaItem.Kind, required=True)
        item.title = part.text("title", required=True, max_length=255)
        item.description = part.text("description")
        item.place = part.text("place", max_length=160)
        item.length_min = part.integer("length_min")
        starts = clock(part, "starts")
        item.starts_at = datetime.combine(day, starts, PARIS) if day and starts else part.moment("starts_at")
        item.speakers = [read_speaker(speaker, position) for position, speaker in enumerate(part.records("speakers"))]
        part.finish()
        items.append(item)
    meeting.agenda_items = items


def fill_sessions(meeting, record, day):
    """The sessions; those known by their title keep their key, since answers name it. A sample gives ``day`` (0 for
    the first day of the meeting) and hours, another meeting whole moments."""
    known = {session.title: session for session in meeting.sessions.all()} if meeting.pk else {}
    sessions = []
    for order, part in enumerate(record.records("sessions")):
        title = part.text("title", required=True, max_length=160)
        session = known.get(title) or MeetingSession(title=title)
        session.sort_order = order
        session.format = part.choice("format", MeetingFormat, required=True)
        session.place = part.text("place", max_length=200)
        session.remote_link = part.url("remote_link")
        session.capacity_on_site = part.integer("capacity_on_site")
        session.capacity_remote = part.integer("capacity_remote")
        if day:
            on = day + timedelta(days=part.integer("day") or 0)
            starts, ends = clock(part, "starts"), clock(part, "ends")
            session.starts_at = datetime.combine(on, starts or time(9), PARIS)
            session.ends_at = datetime.combine(on, ends or time(18), PARIS)
        else:
            session.starts_at, session.ends_at = part.moment("starts_at"), part.moment("ends_at")
        part.finish()
        sessions.append(session)
    meeting.sessions = sessions


def read_speaker(record, position):
    speaker = AgendaItemSpeaker(
        sort_order=position,
        person=record.reference("person", Person, required=True),
        capacity=record.choice("capacity", AgendaItemSpeaker.Capacity, required=True),
        role_text=record.text("role", max_length=255),
        metropolis=record.reference("metropolis", Metropolis),
    )
    record.finish()
    return speaker


def load_attendance(run, record, meeting, order):
    person = record.reference("person", Person, required=True)

    def fill(attendance):
        attendance.sort_order = order
        attendance.status = record.choice("status", Attendance.Status)
        attendance.capacities = record.choices("capacities", Attendance.Capacity)
        attendance.role_text = "\n".join(record.texts("roles"))
        attendance.metropolis = record.reference("metropolis", Metropolis)
        attendance.organisation = record.text("organisation", max_length=160)
        attendance.accompanies = record.reference(
            "accompanies",
            Attendance,
            by="person__slug",
            queryset=meeting.attendances.all(),
        )

    run.save(
        f"events:attendance:{meeting.slug}:{person.slug}",
        record,
        Attendance,
        find={"meeting": meeting, "person": person},
        fill=fill,
    )


def clock(record, field):
    """An hour written ``"14:00"`` (in quotes: YAML reads a bare 14:00 as a number)."""
    text = record.text(field)
    if not text:
        return None
    try:
        return time.fromisoformat(text)
    except ValueError:
        record.error(field, f'an hour such as "14:00" was expected, in quotes, not “{text}”.')


def whole_days(first, last):
    """The first and last minute of days whose hours are not known."""
    return datetime.combine(first, time(), PARIS), datetime.combine(last, time(23, 59), PARIS)


def next_working_day(day):
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)

"""The minutes that ship."""

from wagtail.models import PageViewRestriction

from events.meetings.models.meeting import MeetingPage
from resources.loading.sections import stored_section
from resources.minutes.models import MinutesPage

FILE = "resources/content/minutes.yaml"

AUDIENCES = ["public", "members"]


def load_minutes(run):
    for record in run.records(FILE):
        meeting = record.reference("meeting", MeetingPage, required=True)
        slug = record.text("slug", required=True)
        audience = record.text("audience", required=True)
        if audience not in AUDIENCES:
            record.error("audience", f"“{audience}” is not an audience. Expected one of: {', '.join(AUDIENCES)}.")

        def fill(page, record=record):
            fill_minutes(page, record)

        is_new = not MinutesPage.objects.child_of(meeting).filter(slug=slug).exists()
        page = run.page(f"resources:minutes:{meeting.slug}", record, MinutesPage, parent=meeting, slug=slug, fill=fill)
        if page is not None and is_new and audience == "public":
            # Only when they are made: afterwards who may read them is an editor's decision.
            PageViewRestriction.objects.filter(page=page).delete()


def fill_minutes(page, record):
    page.title = record.text("title", required=True, max_length=255)
    page.summary = record.text("summary", max_length=300)
    page.state = record.choice("state", MinutesPage.State, required=True)
    page.version = record.integer("version", required=True)
    page.published_on = record.date("published_on")
    page.written_by = record.text("written_by", max_length=200)
    page.validated_by = record.text("validated_by", max_length=200)
    page.source_note = record.text("source_note")
    page.licence = record.text("licence", max_length=120)
    page.key_points = [("point", point) for point in record.texts("key_points", max_length=280)]
    sections = record.records("sections", required=True)
    field = MinutesPage._meta.get_field("body")
    page.body = field.to_python([stored_section(section) for section in sections])


def minutes_of(record):
    """The minutes that a record names by their meeting; ``None`` when an editor deleted them."""
    meeting = record.reference("minutes", MeetingPage, required=True)
    return MinutesPage.objects.child_of(meeting).first()

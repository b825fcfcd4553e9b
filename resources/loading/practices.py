"""The practices that ship, one file each."""

from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItem
from network.directory.models.metropolises import Metropolis
from network.directory.models.themes import Theme
from resources.practices import vocabularies
from resources.practices.models import PracticeDiscussion, PracticeIndexPage, PracticePage, PracticeStep

FOLDER = "resources/content/practices"


def load_practices(run):
    parent = PracticeIndexPage.objects.first()
    if parent is None:  # an editor removed the list: nothing to put practices under
        return
    for record in run.folder(FOLDER):
        slug = record.text("slug", required=True)

        def fill(page, record=record):
            fill_practice(page, record)

        run.page(f"resources:practice:{slug}", record, PracticePage, parent=parent, slug=slug, fill=fill)


def fill_practice(page, record):
    page.title = record.text("title", required=True, max_length=255)
    page.summary = record.text("summary", required=True, max_length=300)
    page.strapline = record.text("strapline", required=True, max_length=160)
    page.metropolises = record.references("metropolises", Metropolis, required=True)
    page.approach = record.choice("approach", vocabularies.ApproachType, required=True)
    page.themes = record.references("themes", Theme, by="code")
    page.status = record.choice("status", vocabularies.PracticeStatus)
    page.year_from = record.integer("year_from")
    page.year_to = record.integer("year_to")
    page.period_text = record.text("period_text", max_length=120)
    page.scale = record.choice("scale", vocabularies.Scale)
    page.presentation = record.markdown("presentation")
    page.key_points = [("point", point) for point in record.texts("key_points", max_length=280)]
    page.contact = record.text("contact", max_length=255)
    page.platform_url = record.url("platform_url")
    page.origin = record.text("origin")
    page.brief = record.text("brief")
    page.phase = record.choice("phase", vocabularies.DecisionPhase)
    page.iap2_level = record.choice("iap2_level", vocabularies.Iap2Level)
    page.publics = record.choices("publics", vocabularies.TargetPublic)
    page.recruitment = record.choices("recruitment", vocabularies.Recruitment)
    page.recruitment_note = record.text("recruitment_note")
    page.compensation = record.choice("compensation", vocabularies.Compensation)
    page.compensation_note = record.text("compensation_note", max_length=255)
    page.mode = record.choice("mode", vocabularies.Mode)
    page.duration_type = record.choice("duration_type", vocabularies.DurationType)
    page.participants_range = record.choice("participants_range", vocabularies.ParticipantsRange)
    page.participants_text = record.text("participants_text", max_length=160)
    page.contributions_count = record.integer("contributions_count")
    page.proposals_count = record.integer("proposals_count")
    page.facilitation = record.text("facilitation", max_length=255)
    page.cost_range = record.choice("cost_range", vocabularies.CostRange)
    page.elected_role = record.text("elected_role")
    page.reply_state = record.choice("reply_state", vocabularies.ReplyState)
    page.reply_note = record.text("reply_note", max_length=255)
    page.effects = record.choices("effects", vocabularies.EffectType)
    page.effects_note = record.text("effects_note")
    page.evaluation = record.choice("evaluation", vocabularies.EvaluationType)
    page.transferability = record.choice("transferability", vocabularies.Transferability)
    page.source = record.text("source", required=True)
    page.last_reviewed_on = record.date("last_reviewed_on", required=True)
    page.licence = record.text("licence", max_length=120)
    page.steps = [read_step(step, order) for order, step in enumerate(record.records("steps"))]
    page.discussions = [read_discussion(item, order) for order, item in enumerate(record.records("discussions"))]


def read_step(record, order):
    step = PracticeStep(
        sort_order=order,
        title=record.text("title", required=True, max_length=160),
        date_text=record.text("date_text", max_length=80),
        text=record.text("text"),
    )
    record.finish()
    return step


def read_discussion(record, order):
    meeting = record.reference("meeting", MeetingPage, required=True)
    discussion = PracticeDiscussion(
        sort_order=order,
        meeting=meeting,
        agenda_item=record.reference(
            "agenda_item", AgendaItem, by="anchor", queryset=AgendaItem.objects.filter(meeting=meeting)
        ),
        passage=record.text("passage", max_length=80),
    )
    record.finish()
    return discussion

"""The questions that ship."""

from events.meetings.models.meeting import MeetingPage
from events.meetings.models.programme import AgendaItem
from resources.questions.models import Question

FILE = "resources/content/questions.yaml"


def load_questions(run):
    for record in run.records(FILE):
        slug = record.text("slug", required=True)

        def fill(question, record=record):
            question.number = record.integer("number", required=True)
            question.text = record.text("text", required=True, max_length=255)
            question.short_text = record.text("short_text", max_length=80)
            question.meeting = record.reference("meeting", MeetingPage)
            question.agenda_item = record.reference(
                "agenda_item", AgendaItem, by="anchor", queryset=AgendaItem.objects.filter(meeting=question.meeting)
            )

        run.save(f"resources:question:{slug}", record, Question, find={"slug": slug}, fill=fill)

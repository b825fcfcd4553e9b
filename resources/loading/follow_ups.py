"""The decisions and action items that ship."""

from events.meetings.models.meeting import MeetingPage
from resources.follow_ups.models import ActionItem, Decision
from resources.loading.minutes import minutes_of

FILE = "resources/content/follow_ups.yaml"


def load_follow_ups(run):
    for order, record in enumerate(run.records(FILE)):
        slug = record.text("slug", required=True)
        minutes = minutes_of(record)
        if minutes is None:
            continue
        is_decision = record.boolean("decision")

        def fill_action(action, record=record, order=order):
            action.text = record.text("text", required=True, max_length=255)
            action.details = record.text("details")
            action.owner = record.text("owner", max_length=160)
            action.due_on = record.date("due_on")
            action.due_text = record.text("due_text", max_length=160)
            action.status = record.choice("status", ActionItem.Status, required=True)
            action.done_on = record.date("done_on")
            action.announced_meeting = record.reference("announced_meeting", MeetingPage)
            action.sort_order = order

        def fill_decision(decision, record=record):
            decision.text = record.text("text", required=True)
            decision.decided_on = record.date("decided_on")
            decision.agreed_how = record.text("agreed_how", max_length=160)

        run.save(
            f"resources:follow-up:{slug}",
            record,
            Decision if is_decision else ActionItem,
            find={"minutes": minutes, "slug": slug},
            fill=fill_decision if is_decision else fill_action,
        )

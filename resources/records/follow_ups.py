"""A decision or an action item as every page shows it: text, owner, date, state."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.look.components import Component, Link, Tag, Text
from network.look.dates import format_day

STATUS_TAGS = {
    "unknown": Tag(_("Follow-up not known"), tone="plain", icon="unknown"),
    "open": Tag(pgettext_lazy("action item", "Open"), tone="azur", icon="clock"),
    "done": Tag(pgettext_lazy("action item", "Done"), tone="ok", icon="check"),
    "dropped": Tag(pgettext_lazy("action item", "Dropped"), tone="danger", icon="close"),
}
DECISION_TAG = Tag(_("Decision"), tone="plum", icon="scale")


@dataclass(frozen=True)
class FollowUp(Component):
    """A decision, or something to be done: by whom, by when, and where it stands."""

    text: Text
    anchor: str
    tag: Tag
    details: Text = ""
    is_decision: bool = False
    owner: Text = ""
    due: Text = ""
    decided_on: Text = ""
    agreed_how: Text = ""
    done_on: Text = ""
    overdue: bool = False
    announced: Link | None = None
    passage_url: str = ""
    """Where the minutes say it, when it stands outside them."""
    level: int = 3
    template_name: ClassVar[str] = "resources/records/follow_up.html"

    @classmethod
    def of_action(cls, action, *, today, announced=None, passage_url="", level=3):
        return cls(
            text=action.text,
            anchor=action.anchor,
            tag=STATUS_TAGS[action.status],
            details=action.details,
            owner=action.owner,
            due=action.due_text or (format_day(action.due_on) if action.due_on else ""),
            done_on=format_day(action.done_on) if action.done_on else "",
            overdue=action.is_overdue(today),
            announced=announced,
            passage_url=passage_url,
            level=level,
        )

    @classmethod
    def of_decision(cls, decision, *, passage_url="", level=3):
        return cls(
            text=decision.text,
            anchor=decision.anchor,
            tag=DECISION_TAG,
            is_decision=True,
            decided_on=format_day(decision.decided_on) if decision.decided_on else "",
            agreed_how=decision.agreed_how,
            passage_url=passage_url,
            level=level,
        )


def announced_link(action, reader, request):
    """The meeting an action item announces, for those who may see it."""
    meeting = action.announced_meeting
    if meeting is None or not meeting.live or not reader.may_see(meeting):
        return None
    return Link(meeting.title, meeting.get_url(request) or "")

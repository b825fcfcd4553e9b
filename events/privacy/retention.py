"""How long meetings keep what they know of people: rules of ``network.privacy.retention``."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy, ngettext

from events.attendance.models import Attendance, AttendanceNeeds
from events.polls.models import DatePoll, DatePollVoter
from events.privacy.personal_data import archived, delete_or_strip, has_something_to_strip
from network.privacy.retention import Applied

WITHOUT_A_DATE = timedelta(days=365)
"""A meeting that has found no date a year after something was noted for it is taken to be over."""


def of_meetings_over(rows, *, before, noted, meeting="meeting"):
    """The rows whose meeting was over before a moment.

    ``meeting`` leads from the rows to it. Where it has no date, the expression ``noted`` says since when the row is
    kept: nothing stays for ever with a meeting that never takes place.
    """
    over = Coalesce(f"{meeting}__ends_at", f"{meeting}__starts_at")
    rows = rows.annotate(was_over_at=over, was_noted_at=noted)
    without_a_date = Q(was_over_at=None, was_noted_at__lt=before - WITHOUT_A_DATE)
    return rows.filter(Q(was_over_at__lt=before) | without_a_date)


class NeedsRule:
    name = "needs"
    label = gettext_lazy("Access and meal needs")

    def apply(self, *, limits, now, dry_run):
        before = now - timedelta(days=limits.needs_days)
        old = of_meetings_over(
            AttendanceNeeds.objects.all(), before=before, noted=F("noted_at"), meeting="attendance__meeting"
        )
        return Applied(old.delete()[0])


class RegistrationsRule:
    name = "registrations"
    label = gettext_lazy("Registrations")

    def apply(self, *, limits, now, dry_run):
        before = now - relativedelta(months=limits.registrations_months)
        noted = Coalesce("answered_at", "invited_at", "meeting__latest_revision_created_at")
        old = of_meetings_over(Attendance.objects.all(), before=before, noted=noted)
        # Those of which only the archive is left already are passed over: nothing is told twice.
        printed = archived(set(old.values_list("meeting", flat=True)), published_only=False)
        due = old.filter(~Q(meeting__in=printed) | has_something_to_strip()).select_related("meeting").distinct()
        deleted, stripped = delete_or_strip(due, published_only=False)
        words = ngettext(
            "%(count)s registration reduced to what minutes print.",
            "%(count)s registrations reduced to what minutes print.",
            stripped,
        )
        return Applied(deleted + stripped, words % {"count": stripped} if stripped else "")


class PollsRule:
    """Once its meeting is long past, who could come when is nobody's business any more."""

    name = "date_polls"
    label = gettext_lazy("Answers to date polls")

    def apply(self, *, limits, now, dry_run):
        old = DatePoll.objects.filter(answers_until__lt=now - relativedelta(months=limits.registrations_months))
        return Applied(DatePollVoter.objects.filter(poll__in=old).delete()[1].get("events.DatePollVoter", 0))


RULES = (NeedsRule, RegistrationsRule, PollsRule)

"""Who fetched which calendar when: a line for each, no address of anybody, no secret address."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.feeds.clients import BY_NAME
from network.audience.disclosure import Disclosure

ENOUGH = 3
"""So many fetches tell the pace of a program better than what is said of its kind."""


class FeedFetch(models.Model):
    """The fetches of one public feed by one kind of program, or of one personal calendar."""

    feed = models.CharField(_("calendar"), max_length=80)
    """Of a public feed, what it is narrowed by; empty for a personal calendar."""
    subscription = models.ForeignKey(
        "events.CalendarSubscription", on_delete=models.CASCADE, null=True, blank=True, related_name="fetches"
    )
    family = models.CharField(_("program"), max_length=12)
    format = models.CharField(_("format"), max_length=5)
    last_at = models.DateTimeField(_("last fetch"))
    last_full_at = models.DateTimeField(_("last fetch of something new"), null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    interval_s = models.PositiveIntegerField(default=0)
    """Between two fetches, as a moving average; 0 when there was one only."""
    size_bytes = models.PositiveIntegerField(_("size"), default=0)

    disclosure = Disclosure(
        on_pages=False,
        technical=("interval_s",),
        title=_("Calendar programs"),
        words={"count": pgettext_lazy("readings of a calendar", "How often"), "format": _("Format")},
    )

    class Meta:
        default_permissions = ()
        ordering = ["feed", "-last_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["feed", "family", "format"], condition=Q(subscription__isnull=True), name="one_line_a_feed"
            ),
            models.UniqueConstraint(
                fields=["subscription", "family", "format"],
                condition=Q(subscription__isnull=False),
                name="one_line_a_subscription",
            ),
        ]

    def __str__(self):
        return f"{self.feed or self.subscription} {self.family}"

    @property
    def family_label(self):
        return BY_NAME[self.family].label if self.family in BY_NAME else self.family

    @property
    def pace(self):
        """After how long it looks again: as seen, or as such programs do."""
        if self.count >= ENOUGH and self.interval_s:
            return timedelta(seconds=self.interval_s)
        return BY_NAME[self.family].at_worst if self.family in BY_NAME else timedelta(days=1)

    @property
    def next_at(self):
        """When it is expected next."""
        return self.last_at + self.pace

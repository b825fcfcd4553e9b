"""What the address of a feed asks for, and the address that asks for it. Knows no record."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from events.agenda.choices import IN_FEEDS, MeetingChoices
from events.vocabularies import MeetingFormat, MeetingKind
from network.look.text import printable

BLOCKS = "blocs"
HOURS = "heures"
MOST_VALUES = 30


class UnknownChoice(ValueError):
    """An address asks for something that does not exist; says what, in one line for whoever reads it."""


@dataclass(frozen=True)
class FeedChoices(MeetingChoices):
    """What a feed is asked for, and how it shows days."""

    days: str = HOURS

    @classmethod
    def read(cls, query, **path):
        """Of an address: ``query`` is its QueryDict, ``path`` what stands before the question mark.

        Raises ``UnknownChoice``. Parameters we do not know are left alone: some clients add their own.
        """
        values = {}
        for parameter, field in IN_FEEDS.items():
            asked = [part for value in query.getlist(parameter) for part in value.split(",")]
            asked += [path[parameter]] if path.get(parameter) else []
            values[field] = tuple(sorted({value.strip().lower() for value in asked if value.strip()}))
            if len(values[field]) > MOST_VALUES:
                raise UnknownChoice(_("“%(name)s” has too many values.") % {"name": parameter})
        for parameter, choices in (("type", MeetingKind), ("format", MeetingFormat)):
            for value in values[IN_FEEDS[parameter]]:
                if value not in choices.values:
                    raise unknown(parameter, value, choices.values)
        days = query.get("jours") or HOURS
        if days not in (HOURS, BLOCKS):
            raise unknown("jours", days, [HOURS, BLOCKS])
        return cls(**values, days=days)

    @property
    def chosen(self):
        """``(parameter, values)`` of what is narrowed."""
        return self.named(IN_FEEDS)

    @property
    def query_string(self):
        """Of an address that asks for these choices, always written the same way."""
        query = self.query(IN_FEEDS)
        if self.days != HOURS:
            query["jours"] = self.days
        return query.urlencode()

    def path(self, extension="ics"):
        """The address of the feed: a short one when a single thing is chosen."""
        chosen, days = self.chosen, f"?jours={self.days}" if self.days != HOURS else ""
        if len(chosen) == 1 and len(chosen[0][1]) == 1 and chosen[0][0] != "format":
            parameter, (value,) = chosen[0]
            return reverse(f"events:feed_{parameter}", args=[value, extension]) + days
        query = self.query_string
        return reverse("events:feed", args=[extension]) + (f"?{query}" if query else "")


def unknown(parameter, value, known=()):
    text = _("“%(value)s” is not a known value of “%(name)s”.") % {"value": shortened(value), "name": parameter}
    if known:
        text += " " + _("Known values: %(values)s.") % {"values": ", ".join(known)}
    return UnknownChoice(text)


def shortened(value, length=60):
    value = printable(value)
    return value if len(value) <= length else f"{value[:length]}…"

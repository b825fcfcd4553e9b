"""How other pages name minutes: the way to their list, the days of their meeting."""

from network.look.dates import format_span, in_paris

MINUTES_LIST = "/comptes-rendus/"


def days_of(starts_at, ends_at):
    """The days of a meeting without its hours, "" when they are not known."""
    if not starts_at:
        return ""
    return format_span(in_paris(starts_at), in_paris(ends_at or starts_at), hours=False)

"""What is new to find, and since when: kept apart from the index, which forgets it when it is built anew."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from search.models import Arrival
from search.sources import Change


def note_arrivals(changes: Iterable[Change], now: datetime | None = None) -> None:
    """Note the documents among changes written to an engine that their audience could not find before."""
    pairs = {(document.key, document.audience) for _source, _pk, _version, document in changes if document}
    known = set(Arrival.objects.filter(key__in={key for key, _audience in pairs}).values_list("key", "audience"))
    since = now or timezone.now()
    Arrival.objects.bulk_create(
        [Arrival(key=key, audience=audience, since=since) for key, audience in sorted(pairs - known)],
        ignore_conflicts=True,  # another worker noted it as well
    )


def arrivals(audiences: Collection[str], *, after: datetime | None = None) -> list[tuple[str, datetime]]:
    """``[(key, since)]`` of what a reader can find, the newest first; ``after``: only those since that moment.

    A document that passes from one of the reader's audiences to another is not new.
    """
    seen = Arrival.objects.filter(audience__in=audiences)
    found = seen.values("key").annotate(first=Min("since"))
    if after is not None:
        found = found.filter(since__gt=after).exclude(key__in=seen.filter(since__lte=after).values("key"))
    return list(found.order_by("-first", "key").values_list("key", "first"))

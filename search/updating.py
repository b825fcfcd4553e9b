"""Keeping the index in step with the site: following changes, building anew, comparing."""

import logging
import time
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.utils import timezone, translation

from search.arrivals import note_arrivals
from search.dependencies import documents_about, documents_below
from search.engines import engine
from search.models import IndexChange
from search.results import IndexNotReady
from search.sources import sources

logger = logging.getLogger(__name__)

BATCH = 200
KEPT_DAYS = 7
OVERLAP = timedelta(minutes=5)
"""Changes recorded this long before a rebuild began are followed again: their transaction may have ended later."""


def follow_changes():
    """Bring the index up to date with every recorded change; returns how many changes were followed."""
    followed = 0
    while pending := list(IndexChange.objects.filter(done_at=None)[: BATCH * 5]):
        try:
            for batch in _batches(_concerned(pending)):
                _write(batch)
        except IndexNotReady:
            rebuild()
        # Only those read above: one recorded since is for the next turn.
        IndexChange.objects.filter(pk__in=[change.pk for change in pending]).update(done_at=timezone.now())
        followed += len(pending)
    IndexChange.objects.filter(done_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
    return followed


def _write(keys):
    changes = list(described(keys))
    engine().write(changes)
    note_arrivals(changes)


def _concerned(changes):
    """The records whose documents the changes may alter, each once."""
    found = set()
    for label, pk, path in {(change.model_label, change.object_pk, change.path) for change in changes}:
        found |= documents_below(path) if path else documents_about(label, pk)
    return sorted(found)


def _batches(items):
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def described(keys):
    """Changes for the engine: the present document of each ``(source, pk)``, ``None`` where there is none.

    The version is the time before the state was read, so that of two workers
    the one that read later wins, whichever writes last.
    """
    version, registered, by_source = time.time_ns(), sources(), {}
    for name, pk in keys:
        by_source.setdefault(name, set()).add(pk)
    for name, pks in sorted(by_source.items()):
        found = {}
        source = registered.get(name)
        if source:
            found = {str(record.pk): record for record in source.queryset().filter(pk__in=pks)}
        for pk in sorted(pks):
            yield name, pk, version, _document(source, found[pk]) if pk in found else None


def _document(source, record):
    """The document of a record, or ``None`` when it cannot be described: what is not understood is not shown."""
    try:
        with translation.override(settings.LANGUAGE_CODE):
            document = source.document(record)
    except Exception:
        logger.exception("%s %s cannot be described to search: left out of the index", source.name, record.pk)
        return None
    return document if document.url else None


def everything(report=lambda source, done, total: None):
    """Changes for the engine that describe every record of every source, in batches."""
    for name, source in sorted(sources().items()):
        pks = list(source.queryset().order_by("pk").values_list("pk", flat=True).distinct())
        for number, batch in enumerate(_batches(pks)):
            yield list(described((name, str(pk)) for pk in batch))
            report(name, number * BATCH + len(batch), len(pks))


def _noted(batches):
    for batch in batches:
        yield batch
        note_arrivals(batch)


def rebuild(report=lambda source, done, total: None):
    """Build the index anew; the old one answers until the new one is complete."""
    started = timezone.now()
    pending = list(IndexChange.objects.filter(done_at=None).values_list("pk", flat=True))

    def changes_meanwhile():
        changes = IndexChange.objects.filter(created_at__gte=started - OVERLAP)
        return described(_concerned(changes))

    engine().rebuild(_noted(everything(report)), changes_meanwhile)
    IndexChange.objects.filter(pk__in=pending).update(done_at=timezone.now())


def rebuild_if_needed():
    """Build the index if there is none or if other code built it; returns whether it was built."""
    try:
        engine().checksums()
    except IndexNotReady:
        rebuild()
        return True
    return False


@dataclass(frozen=True)
class Differences:
    """``(source, pk)`` of the documents that the index lacks, should not have, or has in another state."""

    missing: tuple = ()
    surplus: tuple = ()
    changed: tuple = ()

    def __len__(self):
        return len(self.missing) + len(self.surplus) + len(self.changed)

    @property
    def keys(self):
        return (*self.missing, *self.surplus, *self.changed)


def differences():
    """What the index says otherwise than the site, by checksum of each document."""
    known, missing, changed = dict(engine().checksums()), [], []
    for batch in everything():
        for name, pk, _version, document in batch:
            if document is None:
                continue
            checksum = known.pop((name, pk), None)
            if checksum is None:
                missing.append((name, pk))
            elif checksum != document.checksum:
                changed.append((name, pk))
    return Differences(tuple(missing), tuple(sorted(known)), tuple(changed))


def repair():
    """Write again every document that differs; returns the differences found."""
    try:
        found = differences()
    except IndexNotReady:
        rebuild()
        return Differences()
    for batch in _batches(found.keys):
        _write(batch)
    return found

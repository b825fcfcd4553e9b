"""Keeping the index in step with the site: following changes, building anew, comparing."""

import contextlib
import fcntl
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from django.utils import timezone, translation

from search.arrivals import note_arrivals
from search.dependencies import documents_about, documents_below
from search.engines import engine
from search.engines.protocol import Index
from search.models import IndexChange
from search.results import EngineAway, IndexNotReady
from search.sources import Change, RecordKey, SearchDocument, SearchSource, sources

logger = logging.getLogger(__name__)

BATCH = 200
KEPT_DAYS = 7
RESUMABLE_SECONDS = 24 * 3600
"""A build interrupted longer ago is begun anew."""
OVERLAP = timedelta(minutes=5)
"""Changes recorded this long before a rebuild began are followed again: their transaction may have ended later."""

Report = Callable[[str, int, int], object]
"""Told, while an index is built, the name of a source, how many of its records are done, and of how many."""
Item = TypeVar("Item")


def follow_changes() -> int:
    """Bring the index up to date with every recorded change; returns how many changes were followed.

    Changes that a search server could not be told stay pending; until it has them, it is not asked.
    """
    followed, index = 0, engine()
    while pending := list(IndexChange.objects.filter(done_at=None)[: BATCH * 5]):
        try:
            for batch in _batches(_concerned(pending)):
                _write(batch)
        except EngineAway as error:
            logger.warning("Search: %s. It is told of these changes later.", error)
            index.fall_behind()
            return followed
        except IndexNotReady:
            rebuild()
        # Only those read above: one recorded since is for the next turn.
        IndexChange.objects.filter(pk__in=[change.pk for change in pending]).update(done_at=timezone.now())
        followed += len(pending)
    index.caught_up()
    IndexChange.objects.filter(done_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
    return followed


def _write(keys: Iterable[RecordKey]) -> None:
    changes = list(described(keys))
    try:
        engine().write(changes)
    except EngineAway:
        note_arrivals(changes)  # the embedded index has them
        raise
    note_arrivals(changes)


def _concerned(changes: Iterable[IndexChange]) -> list[RecordKey]:
    """The records whose documents the changes may alter, each once."""
    found = set()
    for label, pk, path in {(change.model_label, change.object_pk, change.path) for change in changes}:
        found |= documents_below(path) if path else documents_about(label, pk)
    return sorted(found)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def described(keys: Iterable[RecordKey]) -> Iterator[Change]:
    """Changes for the engine: the present document of each ``(source, pk)``, ``None`` where there is none.

    The version is the time before the state was read, so that of two workers
    the one that read later wins, whichever writes last.
    """
    version, registered = time.time_ns(), sources()
    by_source: dict[str, set[str]] = {}
    for name, pk in keys:
        by_source.setdefault(name, set()).add(pk)
    for name, pks in sorted(by_source.items()):
        found = {}
        source = registered.get(name)
        if source:
            found = {str(record.pk): record for record in source.queryset().filter(pk__in=pks)}
        for pk in sorted(pks):
            yield name, pk, version, _document(source, found[pk]) if source and pk in found else None


def _document(source: SearchSource, record: Model) -> SearchDocument | None:
    """The document of a record, or ``None`` when it cannot be described: what is not understood is not shown."""
    try:
        with translation.override(settings.LANGUAGE_CODE):
            document = source.document(record)
    except Exception:
        logger.exception("%s %s cannot be described to search: left out of the index", source.name, record.pk)
        return None
    return document if document.url else None


def everything(
    report: Report = lambda source, done, total: None, progress: Mapping[str, str] | None = None
) -> Iterator[tuple[list[Change], str, str]]:
    """Every record of every source in batches: ``(changes, source, last pk)``, each in the order of its keys.

    ``progress``: ``{source: last pk}`` of what need not be described again.
    """
    for name, source in sorted(sources().items()):
        pks = list(source.queryset().order_by("pk").values_list("pk", flat=True).distinct())
        done = (progress or {}).get(name)
        left = pks if done is None else [pk for pk in pks if pk > type(pk)(done)]
        for number, batch in enumerate(_batches(left), start=1):
            yield list(described((name, str(pk)) for pk in batch)), name, str(batch[-1])
            report(name, len(pks) - len(left) + min(number * BATCH, len(left)), len(pks))


def rebuild(report: Report = lambda source, done, total: None, *, from_scratch: bool = False) -> None:
    """Build each index anew; the old one answers until the new one is complete.

    A build that was interrupted goes on where it stopped. A search server that
    is away keeps the index it has.
    """
    with _only_build():
        for part in engine().parts:
            try:
                _build(part, report, from_scratch=from_scratch)
            except EngineAway as error:
                logger.warning("Search: %s. Its index is not built.", error)


def _build(part: Index[Any], report: Report, *, from_scratch: bool) -> None:
    noticed = timezone.now()
    pending = list(IndexChange.objects.filter(done_at=None).values_list("pk", flat=True))
    build = part.build(most_seconds=0 if from_scratch else RESUMABLE_SECONDS)
    started = min(noticed, datetime.fromtimestamp(build.started, UTC))

    def changes_meanwhile() -> Iterator[Change]:
        changes = IndexChange.objects.filter(created_at__gte=started - OVERLAP)
        return described(_concerned(changes))

    try:
        for changes, source, pk in everything(report, dict(build.progress)):
            build.add(changes, source, pk)
            note_arrivals(changes)
        part.finish(build, changes_meanwhile)
    except Exception:
        # Not when the process is told to stop: the next build goes on from there.
        with contextlib.suppress(EngineAway):
            build.discard()
        raise
    if part is engine().parts[-1]:
        IndexChange.objects.filter(pk__in=pending).update(done_at=timezone.now())


@contextlib.contextmanager
def _only_build() -> Iterator[None]:
    """One build at a time over all processes of this machine."""
    path = Path(f"{settings.SEARCH_INDEX_PATH}.build.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def rebuild_if_needed(report: Report = lambda source, done, total: None) -> bool:
    """Build the index if there is none or if other code built it; returns whether it was built."""
    needed = [part for part in engine().parts if not _is_ready(part)]
    if not needed:
        return False
    with _only_build():
        # Another process may have built it while this one waited.
        for part in needed:
            if not _is_ready(part):
                _build(part, report, from_scratch=False)
    return True


def is_ready() -> bool:
    """Whether every index is there for this code to ask; a search server that is away is passed over."""
    return all(_is_ready(part) for part in engine().parts)


def _is_ready(part: Index[Any]) -> bool:
    try:
        return part.is_ready()
    except EngineAway as error:
        logger.warning("Search: %s.", error)
        return True


@dataclass(frozen=True)
class Differences:
    """``(source, pk)`` of the documents that an index lacks, should not have, or has in another state."""

    missing: tuple[RecordKey, ...] = ()
    surplus: tuple[RecordKey, ...] = ()
    changed: tuple[RecordKey, ...] = ()

    def __len__(self) -> int:
        return len(self.missing) + len(self.surplus) + len(self.changed)

    @property
    def keys(self) -> tuple[RecordKey, ...]:
        return (*self.missing, *self.surplus, *self.changed)


def differences() -> Differences:
    """What the indexes say otherwise than the site, by checksum of each document.

    A search server that is away is passed over.
    """
    missing, surplus, changed = set(), set(), set()
    known = []
    for part in engine().parts:
        try:
            known.append(dict(part.checksums()))
        except EngineAway as error:
            logger.warning("Search: %s. Its index is not compared.", error)
    for batch, _source, _pk in everything():
        for name, pk, _version, document in batch:
            if document is None:
                continue
            for checksums in known:
                checksum = checksums.pop((name, pk), None)
                if checksum is None:
                    missing.add((name, pk))
                elif checksum != document.checksum:
                    changed.add((name, pk))
    for checksums in known:
        surplus |= set(checksums)
    return Differences(*(tuple(sorted(found)) for found in (missing, surplus, changed)))


def repair() -> Differences:
    """Write again every document that differs; returns the differences found."""
    try:
        found = differences()
    except IndexNotReady:
        rebuild()
        return Differences()
    for batch in _batches(found.keys):
        try:
            _write(batch)
        except EngineAway as error:
            logger.warning("Search: %s. Its index is repaired the next time.", error)
    return found

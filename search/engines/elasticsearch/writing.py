"""Writing records: in bulks, each with the version it was read at, which the server never lets go back."""

import itertools
from collections.abc import Iterable

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.engines.elasticsearch.documents import indexed
from search.results import IndexNotReady
from search.sources import Change

BULK = 100
BULK_BYTES = 20 * 1024 * 1024
CONFLICT, ABSENT = 409, 404


def record_id(source: str, pk: str) -> str:
    return f"{source}:{pk}"


def write(client: Elasticsearch, index: str, changes: Iterable[Change], *, is_alias: bool) -> int:
    """Write ``(source, pk, version, document or None)``; returns how many altered the index.

    A record already written for a later version is left alone. One taken out
    leaves an empty record behind, which nobody can see and which keeps its version.
    """
    changes, altered = iter(changes), 0
    while batch := list(itertools.islice(changes, BULK)):
        known = _known(client, index, batch)
        actions = (
            {
                "_op_type": "index",
                "_index": index,
                "_id": record_id(source, pk),
                "version": version,
                "version_type": "external_gte",
                "_source": indexed(document) if document else {},
            }
            for source, pk, version, document in batch
        )
        results = streaming_bulk(
            client,
            actions,
            chunk_size=BULK,
            max_chunk_bytes=BULK_BYTES,
            raise_on_error=False,
            max_retries=2,
            require_alias=is_alias,  # never makes an index by itself
        )
        for (source, pk, _version, document), (is_done, item) in zip(batch, results, strict=True):
            result = item["index"]
            if is_done:
                checksum = document.checksum if document else None
                altered += known.get(record_id(source, pk)) != checksum
                known[record_id(source, pk)] = checksum
            elif result.get("status") == ABSENT:
                raise IndexNotReady(f"no index {index}")
            elif result.get("status") != CONFLICT:
                raise NotWritten(f"{record_id(source, pk)}: {result.get('error')}")
    return altered


class NotWritten(Exception):
    """The server refused a record for another reason than its version."""


def _known(client: Elasticsearch, index: str, batch: Iterable[Change]) -> dict[str, str | None]:
    """``{id: checksum}`` of the records that are there already."""
    ids = sorted({record_id(source, pk) for source, pk, _version, _document in batch})
    found = client.mget(index=index, ids=ids, source_includes=["checksum"])
    return {row["_id"]: row["_source"].get("checksum") for row in found["docs"] if row.get("found")}

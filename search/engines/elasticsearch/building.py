"""Indexes behind an alias: a new one is filled unseen, counted, and takes the alias over at once."""

import secrets
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Self

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Search

from search.engines.elasticsearch.documents import definition
from search.engines.elasticsearch.writing import write
from search.results import BuildFailed
from search.sources import Change

PROGRESS = "progress"
"""Id of the record of a build under way; it has neither key nor audience, so that nobody finds it."""
SLOW = 120  # seconds a request of a build may take


class Build:
    """An index under construction. It outlives its process: another build goes on where this one stopped."""

    def __init__(
        self,
        client: Elasticsearch,
        alias: str,
        index: str,
        *,
        progress: dict[str, str] | None = None,
        documents: int = 0,
        started: float | None = None,
    ) -> None:
        self.client = client.options(request_timeout=SLOW)
        self.alias = alias
        self.index = index
        self.progress = progress or {}
        self.documents = documents
        self.started = started or time.time()

    @classmethod
    def begin(cls, client: Elasticsearch, alias: str) -> Self:
        index = f"{alias}-{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(3)}"
        body = definition()
        body["settings"] = body["settings"] | {"refresh_interval": "-1"}
        client.options(request_timeout=SLOW).indices.create(
            index=index, settings=body["settings"], mappings=body["mappings"]
        )
        return cls(client, alias, index)

    @classmethod
    def unfinished(cls, client: Elasticsearch, alias: str, most_seconds: float) -> Self | None:
        """The build that was interrupted, if there is one that is not too old."""
        indices = client.indices.get_alias(index=f"{alias}-*", allow_no_indices=True)
        for index in sorted((name for name, found in indices.items() if not found["aliases"]), reverse=True):
            record = client.options(ignore_status=404).get(index=index, id=PROGRESS)
            source = record.get("_source") if record.get("found") else None
            if source and time.time() - source[PROGRESS]["started"] < most_seconds:
                return cls(client, alias, index, **source[PROGRESS])
        return None

    def add(self, changes: Iterable[Change], source: str | None = None, pk: str | None = None) -> None:
        """Write a batch; ``source`` and ``pk`` say how far the build has come with it."""
        changes = list(changes)
        write(self.client, self.index, changes, is_alias=False)
        self.documents += sum(document is not None for _source, _pk, _version, document in changes)
        if source and pk:
            self.progress[source] = pk
            record = {"progress": self.progress, "documents": self.documents, "started": self.started}
            self.client.index(index=self.index, id=PROGRESS, document={PROGRESS: record})

    def finish(self, changes: Iterable[Change]) -> None:
        """Serve this index from now on, with the last changes, and delete those it replaces.

        Raises ``BuildFailed`` if it does not hold as many documents as were written.
        """
        self.client.indices.refresh(index=self.index)
        count = Search(using=self.client, index=self.index).query("exists", field="key").count()
        if count != self.documents:
            raise BuildFailed(f"{self.index} holds {count} documents, {self.documents} were written")
        write(self.client, self.index, changes, is_alias=False)
        self.client.indices.put_settings(index=self.index, settings={"refresh_interval": None})
        self.client.indices.refresh(index=self.index)
        self.client.indices.update_aliases(
            actions=[
                {"remove": {"index": f"{self.alias}-*", "alias": self.alias, "must_exist": False}},
                {"add": {"index": self.index, "alias": self.alias}},
            ]
        )

    def discard(self) -> None:
        self.client.options(ignore_status=404).indices.delete(index=self.index)


def delete_others(client: Elasticsearch, prefix: str, kept: str) -> None:
    """Delete our indexes but one: those replaced, those of earlier code, builds that nobody goes on with."""
    indices = client.indices.get(index=f"{prefix}-*", allow_no_indices=True, features="aliases")
    for index in sorted(set(indices) - {kept}):
        client.options(ignore_status=404).indices.delete(index=index)

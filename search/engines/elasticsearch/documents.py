"""What the server keeps of a document."""

import hashlib
import json
from typing import Any

from elasticsearch.dsl import (
    Date,
    Document,
    InnerDoc,
    Integer,
    Keyword,
    MetaField,
    Nested,
    Object,
    Text,
)

from search import analysis
from search.analysis import table
from search.engines.elasticsearch.analysis import NETWORK_FRENCH
from search.passages import passages_of
from search.sources import SearchDocument
from search.words import Words, collect_words

KIND, AUDIENCE = "kind", "audience"
"""Facets that every document has."""
OPENING_LENGTH = 400
MOST_PASSAGES = 50_000


def french() -> Text:
    return Text(analyzer=NETWORK_FRENCH)


def only_kept() -> Keyword:
    """Comes back with the document and is not searched."""
    return Keyword(index=False, doc_values=False)


class PassageIndexed(InnerDoc):
    number = Integer()
    anchor = only_kept()
    title = french()
    text = french()


class DocumentIndexed(Document):
    """One record of a source; without ``key`` and ``audience`` where the record was taken out.

    Facets are « name=value ». Words are « folded shown term », so that one word can be
    looked up by its beginning, and all that is known of it comes with it.
    """

    key = Keyword()
    audience = Keyword()
    checksum = only_kept()
    day = Integer()
    facets = Keyword()
    words = Keyword()
    terms = Keyword()
    title_words = Keyword()
    title_length = Integer()
    title = french()
    summary = french()
    body = french()
    opening = only_kept()
    url = only_kept()
    within_title = only_kept()
    within_url = only_kept()
    passages = Nested(PassageIndexed)
    # Only in the record of a build that is under way:
    progress = Object(enabled=False)
    started = Date(index=False)

    class Meta:
        dynamic = MetaField("strict")
        source = MetaField(excludes=["body", "words", "terms", "title_words"])

    class Index:
        settings = {
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            "max_result_window": 1_000_000,  # pages of results go to the last
            "mapping": {"nested_objects": {"limit": MOST_PASSAGES}},
        }


def definition() -> dict[str, Any]:
    """Settings and mapping of an index."""
    return DocumentIndexed._index.to_dict()


LAYOUT = hashlib.sha256(json.dumps(definition(), sort_keys=True).encode()).hexdigest()[:8]


def indexed(document: SearchDocument) -> dict[str, object]:
    """A document as the server takes it."""
    words: Words = {}
    title_words: Words = {}
    terms: set[str] = set()

    def read(text: str, into: Words) -> None:
        tokens = analysis.tokens(text)
        terms.update(token.term[: table.LONGEST_TERM] for token in tokens)
        collect_words(into, text, tokens)

    read(document.title, title_words)
    read(document.summary, words)
    passages = passages_of(document)[:MOST_PASSAGES]
    body, last_title = [], ""
    for passage in passages:
        read(passage.text, words)
        if passage.title != last_title:
            read(passage.title, words)
            body.append(passage.title)
            last_title = passage.title
        body.append(passage.text)
    for key, shown in title_words.items():
        words[key] = max(shown, words.get(key, ""))
    values = [(KIND, document.kind), (AUDIENCE, document.audience)]
    values += [(name, str(value)) for name, values in document.facets.items() for value in values if value]
    return {
        "key": document.key,
        "audience": document.audience,
        "checksum": document.checksum,
        "day": document.date.toordinal() if document.date else 0,
        "facets": list(dict.fromkeys(f"{name}={value}" for name, value in values)),
        "words": [f"{word} {shown} {term}" for (word, term), shown in sorted(words.items())],
        "terms": sorted(terms),
        "title_words": sorted({word for word, _term in title_words}),
        "title_length": len(document.title),
        "title": document.title,
        "summary": document.summary,
        "body": body,
        "opening": passages[0].text[:OPENING_LENGTH] if passages else "",
        "url": document.url,
        "within_title": document.within_title,
        "within_url": document.within_url,
        "passages": [
            {"number": number, "anchor": passage.anchor, "title": passage.title, "text": passage.text}
            for number, passage in enumerate(passages)
        ],
    }

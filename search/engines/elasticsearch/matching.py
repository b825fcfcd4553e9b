"""A query tree in the language of Elasticsearch, through ``elasticsearch.dsl``.

Words go to the server as they are written and are analysed there, as texts are;
nothing is ever read as an expression.
"""

from collections.abc import Collection, Iterable, Sequence

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from search.engines.elasticsearch.vocabulary import Vocabulary
from search.query import Clause, Node, Phrase, Prefix, Term, Together

DOCUMENT = ("title", "summary", "body")
HEAD = ("title^4", "summary^2")
PASSAGE = ("passages.title^3", "passages.text")
TITLE = ("title",)


class Matching:
    """Renders nodes; ``vocabulary`` gives the words behind a beginning, for this reader."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def node(self, node: Node, fields: Sequence[str] = DOCUMENT) -> Query:
        """The query for a node in some fields."""
        if isinstance(node, Term):
            if len(fields) == 1:
                return Q("match", **{fields[0]: {"query": node.surface, "operator": "and"}})
            return Q("combined_fields", query=node.surface, fields=list(fields), operator="and")
        if isinstance(node, Phrase):
            return Q("multi_match", type="phrase", query=node.surface, fields=list(fields))
        if isinstance(node, Prefix):
            return self._beginning(node.prefix, fields)
        if isinstance(node, Together):
            return Q("bool", must=[self.node(part, fields) for part in node.parts])
        raise TypeError(f"{node!r} is no node of a query")

    def _beginning(self, prefix: str, fields: Sequence[str]) -> Query:
        if fields == TITLE:
            return Q("prefix", title_words=prefix)
        if fields == DOCUMENT:
            return any_of([Q("prefix", words=prefix), Q("prefix", terms=prefix)])
        # Terms may be shorter than the words that begin so: these are looked up.
        names = [field.partition("^")[0] for field in fields]
        words = " ".join(self.vocabulary.words_beginning(prefix))
        found = [Q("multi_match", query=words, fields=list(fields))] if words else []
        return any_of([*found, *(Q("prefix", **{name: prefix}) for name in names)])

    def clause(self, clause: Clause, fields: Sequence[str] = DOCUMENT, *, name: str | None = None) -> Query:
        nodes = [self.node(node, fields) for node in clause.nodes]
        return any_of(nodes, **({"_name": name} if name else {}))

    def scoring(self, clauses: Iterable[Clause], fields: Sequence[str], *, loose: Collection[str]) -> list[Query]:
        """All words asked for, each of which makes a document better; loose alternatives count half."""
        reasons: dict[Node, str] = {}
        for clause in clauses:
            reasons.setdefault(clause.node, "")
            for other in clause.alternatives:
                reasons.setdefault(other.node, other.reason)
        return [
            Q("bool", should=[self.node(node, fields)], boost=1.0 if reason in loose else 2.0)
            for node, reason in reasons.items()
        ]


def any_of(queries: Iterable[Query], **options: str) -> Query:
    return Q("bool", should=list(queries), minimum_should_match=1, **options)

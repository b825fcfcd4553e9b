"""A query tree as an FTS5 expression: only quoted, already analysed terms and our own operators."""

from collections.abc import Collection, Iterable

from search.engines.sqlite.vocabulary import Vocabulary
from search.query import Clause, Node, Phrase, Prefix, Term, Together


class Matching:
    """Renders nodes; ``vocabulary`` gives the terms behind a beginning, for this reader."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._beginnings: dict[str, list[str]] = {}

    def node(self, node: Node) -> str | None:
        """The expression for a node, or ``None`` if nothing can match it."""
        if isinstance(node, Term):
            return _quoted(node.term)
        if isinstance(node, Phrase):
            return _quoted(" ".join(node.terms))
        if isinstance(node, Prefix):
            # Terms may be shorter than the words that begin so, or longer than them.
            return self.any_of([f"{_quoted(node.prefix)} *", *map(_quoted, self.beginning(node.prefix))])
        if isinstance(node, Together):
            return self.all_of(self.node(part) for part in node.parts)
        raise TypeError(f"{node!r} is no node of a query")

    def beginning(self, prefix: str) -> list[str]:
        if prefix not in self._beginnings:
            self._beginnings[prefix] = self.vocabulary.beginning(prefix)
        return self._beginnings[prefix]

    def clause(self, clause: Clause, *, without: Collection[str] = ()) -> str | None:
        return self.any_of(self.nodes([clause], without=without))

    def nodes(self, clauses: Iterable[Clause], *, without: Collection[str] = ()) -> list[str | None]:
        """The expressions of the nodes of some clauses, each once."""
        nodes = (
            node
            for clause in clauses
            for node in (clause.node, *(other.node for other in clause.alternatives if other.reason not in without))
        )
        return list(dict.fromkeys(self.node(node) for node in nodes))

    def clauses(self, clauses: Iterable[Clause], *, without: Collection[str] = ()) -> str | None:
        return self.all_of(self.clause(clause, without=without) for clause in clauses)

    def any_of(self, expressions: Iterable[str | None]) -> str | None:
        found = [expression for expression in expressions if expression]
        return f"({' OR '.join(found)})" if found else None

    def all_of(self, expressions: Iterable[str | None]) -> str | None:
        found = []
        for expression in expressions:
            if not expression:
                return None
            found.append(expression)
        return f"({' AND '.join(found)})" if found else None


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"'

"""A query tree as an FTS5 expression: only quoted, already analysed terms and our own operators."""

from search.query import Phrase, Prefix, Term, Together


class Matching:
    """Renders nodes; ``vocabulary`` gives the terms behind a beginning, for this reader."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self._beginnings = {}

    def node(self, node):
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

    def beginning(self, prefix):
        if prefix not in self._beginnings:
            self._beginnings[prefix] = self.vocabulary.beginning(prefix)
        return self._beginnings[prefix]

    def clause(self, clause, *, without=()):
        return self.any_of(self.nodes([clause], without=without))

    def nodes(self, clauses, *, without=()):
        """The expressions of the nodes of some clauses, each once."""
        nodes = (
            node
            for clause in clauses
            for node in (clause.node, *(other.node for other in clause.alternatives if other.reason not in without))
        )
        return list(dict.fromkeys(self.node(node) for node in nodes))

    def clauses(self, clauses, *, without=()):
        return self.all_of(self.clause(clause, without=without) for clause in clauses)

    def any_of(self, expressions):
        found = [expression for expression in expressions if expression]
        return f"({' OR '.join(found)})" if found else None

    def all_of(self, expressions):
        expressions = list(expressions)
        return f"({' AND '.join(expressions)})" if expressions and all(expressions) else None


def _quoted(text):
    return '"' + text.replace('"', "") + '"'

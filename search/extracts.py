"""The words of a text that answer a query: which they are, and the extract that shows most of them."""

from collections.abc import Iterable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search import analysis
from search.analysis.tokenizer import Token
from search.query import Clause, Node, Phrase, Prefix, Term, Together

LENGTH = 240
Span = tuple[int, int]
"""Where something begins and ends in a text, in characters."""

MARK_OPEN, MARK_CLOSE = "<mark>", "</mark>"


def spans_of(node: Node, text_tokens: Sequence[Token], text: str) -> list[Span]:
    """The ``(start, end)`` places of a node in an analysed text; empty if it is not there."""
    if isinstance(node, Term):
        return [(token.start, token.end) for token in text_tokens if token.term == node.term]
    if isinstance(node, Phrase):
        size, terms = len(node.terms), list(node.terms)
        sequence = [token.term for token in text_tokens]
        return [
            (text_tokens[first].start, text_tokens[first + size - 1].end)
            for first in range(len(sequence) - size + 1)
            if sequence[first] == terms[0] and sequence[first : first + size] == terms
        ]
    if isinstance(node, Prefix):
        return [
            (token.start, token.end)
            for token in text_tokens
            if analysis.fold(text[token.start : token.end]).startswith(node.prefix)
        ]
    if isinstance(node, Together):
        return [span for part in node.parts for span in spans_of(part, text_tokens, text)]
    raise TypeError(f"{node!r} is no node of a query")


def clause_spans(clause: Clause, text_tokens: Sequence[Token], text: str) -> list[Span]:
    """The places of a clause: of its words and, where the text says it otherwise, of its alternatives."""
    return [span for node in clause.nodes for span in spans_of(node, text_tokens, text)]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Places in order, overlapping ones made one."""
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def marked(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> SafeString:
    """A slice of a text as safe HTML, with ``<mark>`` around the given places."""
    end = len(text) if end is None else end
    pieces, position = [], start
    for first, last in spans:
        if first < start or last > end:
            continue
        pieces += [escape(text[position:first]), MARK_OPEN, escape(text[first:last]), MARK_CLOSE]
        position = last
    pieces.append(escape(text[position:end]))
    return mark_safe("".join(pieces))  # noqa: S308 -- every piece of text is escaped above


def highlight(text: str, clauses: Iterable[Clause]) -> SafeString:
    """A whole text (a title) with its found words marked."""
    text_tokens = analysis.tokens(text)
    return marked(text, merged(span for clause in clauses for span in clause_spans(clause, text_tokens, text)))


def extract(text: str, clauses: Iterable[Clause], length: int = LENGTH) -> SafeString:
    """The part of a text that shows the most of what was asked, marked, cut between words."""
    text = " ".join(text.split())
    text_tokens = analysis.tokens(text)
    by_clause = [
        (number, span) for number, clause in enumerate(clauses) for span in clause_spans(clause, text_tokens, text)
    ]
    spans = merged(span for _number, span in by_clause)
    start, end = _window(text, sorted(by_clause, key=lambda found: found[1]), length)
    html = marked(text, spans, start, end)
    before = "… " if start else ""
    after = " …" if end < len(text) else ""
    return mark_safe(f"{before}{html}{after}")  # noqa: S308 -- escaped by ``marked``


def _window(text: str, found: Sequence[tuple[int, Span]], length: int) -> Span:
    if len(text) <= length:
        return 0, len(text)
    if not found:
        return 0, _word_end(text, length)
    best, best_score = found[0][1][0], (0, 0)
    for first, (_number, (start, _end)) in enumerate(found):
        inside = [number for number, span in found[first:] if span[1] - start <= length * 3 // 4]
        score = (len(set(inside)), len(inside))
        if score > best_score:
            best, best_score = start, score
    # A little of what comes before, from the beginning of the sentence if it is near.
    start = max(0, best - length // 4)
    sentence = max(text.rfind(mark, start, best) for mark in (". ", "! ", "? ", "; "))
    if sentence >= 0:
        start = sentence + 2
    elif start:
        start = text.find(" ", start, best) + 1 or best
    if len(text) - start < length:  # near the end: fill the room
        start = len(text) - length
        start = text.find(" ", start, best) + 1 or min(start, best)
    return start, _word_end(text, start + length)


def _word_end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", 0, end + 1)
    return space if space > end - 40 else end

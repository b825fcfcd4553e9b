"""What a reader asked, as a tree that each engine renders in its own language.

Nothing a person typed reaches an engine except as analysed terms: the parser
keeps words, « phrases », ``-excluded`` and ``begin*``, and drops the rest.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from search import analysis

LONGEST_QUERY = 400
SHORTEST_PREFIX = 2
MOST_CLAUSES = 16


@dataclass(frozen=True)
class Term:
    """One analysed word; ``surface`` is how it was typed."""

    term: str
    surface: str = field(compare=False, default="")

    @property
    def terms(self) -> tuple[str, ...]:
        return (self.term,)


@dataclass(frozen=True)
class Phrase:
    """Analysed words that must follow each other."""

    terms: tuple[str, ...]
    surface: str = field(compare=False, default="")


@dataclass(frozen=True)
class Prefix:
    """The folded beginning of words; an engine looks up the terms of the words that begin so."""

    prefix: str
    surface: str = field(compare=False, default="")

    @property
    def terms(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class Together:
    """Several words that are all wanted, in any order (a part of an alternative)."""

    parts: tuple["Node", ...]

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(term for part in self.parts for term in part.terms)

    @property
    def surface(self) -> str:
        return " ".join(part.surface for part in self.parts)


Node = Term | Phrase | Prefix | Together


@dataclass(frozen=True)
class Alternative:
    """Another way to satisfy a clause, and why it is tried.

    ``reason``: ``synonym`` (an acronym and its expansion, the same thing),
    ``neighbour`` (a word close in meaning, counts less), ``spelling``, ``beginning``.
    """

    node: Node
    reason: str = "synonym"


LOOSE = ("neighbour", "beginning")
"""Reasons for which an alternative counts less than the word itself."""


@dataclass(frozen=True)
class Clause:
    """One thing asked for: a node, or any of its alternatives."""

    node: Node
    alternatives: tuple[Alternative, ...] = ()

    @property
    def surface(self) -> str:
        return self.node.surface

    @property
    def nodes(self) -> tuple[Node, ...]:
        return (self.node, *(alternative.node for alternative in self.alternatives))

    def alternatives_for(self, *reasons: str) -> tuple[Alternative, ...]:
        return tuple(alternative for alternative in self.alternatives if alternative.reason in reasons)


@dataclass(frozen=True)
class Query:
    """All of ``clauses``, none of ``excluded``. Without clauses: everything."""

    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Node, ...] = ()
    is_only_common_words: bool = False

    def __bool__(self) -> bool:
        return bool(self.clauses or self.excluded)

    @property
    def nodes(self) -> tuple[Node, ...]:
        return tuple(node for clause in self.clauses for node in clause.nodes)

    @property
    def words(self) -> tuple[Clause, ...]:
        """The clauses with each word apart: « jury citoyen » is one thing to the glossary, two words to a text."""
        return tuple(
            other
            for clause in self.clauses
            for other in (
                (Clause(part, clause.alternatives) for part in clause.node.parts)
                if isinstance(clause.node, Together)
                else (clause,)
            )
        )


class Synonyms(Protocol):
    """What words also mean: ``of`` a sequence of terms, none of which is longer than ``longest``."""

    longest: int

    def of(self, terms: tuple[str, ...]) -> tuple[Alternative, ...]: ...


QUOTES = '"“”„«»″'
_LEXEME = re.compile(
    rf"""
    (?P<minus>(?<!\S)[-−](?=[^\s\-]))?
    (?:
        [{QUOTES}](?P<phrase>[^{QUOTES}]*)[{QUOTES}]
      | (?P<begin>[^\s{QUOTES}*]+)\*+(?=\s|$)
      | (?P<word>[^\s{QUOTES}]+)
      | (?P<quote>[{QUOTES}])
    )
    """,
    re.VERBOSE,
)
_OR = {"OR", "OU", "|", "||"}
_AND = {"AND", "ET", "&", "&&", "+"}
_NOT = {"NOT", "SAUF", "!"}


def cleaned(raw: str) -> str:
    """What a person typed, without control characters, composed, at most ``LONGEST_QUERY`` long."""
    raw = raw[: LONGEST_QUERY * 4]
    raw = unicodedata.normalize("NFC", raw)
    raw = "".join(
        " " if unicodedata.category(character) in {"Cc", "Cs", "Cn", "Co"} else character for character in raw
    )
    raw = " ".join(raw.split())
    if len(raw) > LONGEST_QUERY:
        raw = raw[:LONGEST_QUERY].rsplit(" ", 1)[0]
    return raw


def parse(raw: str) -> Query:
    """The query a text stands for. Any text gives one; nothing is an error."""
    raw = cleaned(raw)
    clauses: list[Clause] = []
    excluded: list[Node] = []
    words: list[str] = []
    is_either = excludes_next = False

    def add(new: list[Clause]) -> None:
        nonlocal is_either
        if not new:
            return
        if is_either and clauses:
            other = new[0].node if len(new) == 1 else Together(tuple(clause.node for clause in new))
            last = clauses[-1]
            clauses[-1] = replace(last, alternatives=(*last.alternatives, Alternative(other, "asked")))
        else:
            clauses.extend(new)
        is_either = False

    def flush() -> None:
        # Words are analysed together: « 656 275 », « P. L. U. » need their neighbours.
        if words:
            text = " ".join(words)
            words.clear()
            add([Clause(Term(token.term, text[token.start : token.end])) for token in analysis.tokens(text)])

    for lexeme in _LEXEME.finditer(raw):
        is_excluded = bool(lexeme["minus"]) or excludes_next
        excludes_next = False
        if lexeme["quote"]:
            continue
        if lexeme["word"] and not is_excluded:
            word = lexeme["word"]
            if word in _OR and (words or clauses):
                flush()
                is_either = bool(clauses)
            elif word in _NOT:
                excludes_next = True
            elif word not in _AND:
                words.append(word)
                if is_either:
                    flush()
            continue
        node = _node(lexeme)
        if node is None:
            continue
        if is_excluded:
            excluded.append(node)
        else:
            flush()
            add([Clause(node)])
    flush()
    return Query(
        clauses=tuple(_distinct(clauses)[:MOST_CLAUSES]),
        excluded=tuple(excluded[:MOST_CLAUSES]),
        is_only_common_words=bool(raw) and not clauses and not excluded,
    )


def parse_unfinished(raw: str) -> Query:
    """The query for a text that is still being typed: its last word may go on."""
    raw = cleaned(raw[:LONGEST_QUERY])
    query = parse(raw)
    last = re.search(r"[^\W_]+$", raw)
    if not last or not query.clauses:
        return query
    prefix = analysis.fold(last.group())
    if len(prefix) < SHORTEST_PREFIX and len(query.clauses) == 1:
        return query
    beginning = Clause(Prefix(prefix, last.group()))
    finished = analysis.terms(last.group())
    # A last word that is common (« le ») has no clause to take the place of.
    clauses = (
        query.clauses[:-1] if finished and query.clauses[-1].node.terms[-1:] == tuple(finished[-1:]) else query.clauses
    )
    return replace(query, clauses=(*clauses, beginning))


def _distinct(clauses: Iterable[Clause]) -> list[Clause]:
    seen, kept = set(), []
    for clause in clauses:
        if clause not in seen:
            seen.add(clause)
            kept.append(clause)
    return kept


def _node(lexeme: re.Match[str]) -> Node | None:
    if lexeme["phrase"] is not None:
        surface = lexeme["phrase"].strip()
    elif lexeme["begin"] is not None:
        return _prefix(lexeme["begin"])
    else:
        surface = lexeme["word"]
    terms = tuple(analysis.terms(surface))
    if not terms:
        return None
    if len(terms) == 1:
        return Term(terms[0], surface)
    return Phrase(terms, surface)


def _prefix(text: str) -> Prefix | None:
    """The node for ``text*``: what comes before its last word, elision perhaps, is left out."""
    pieces = re.findall(r"[^\W_]+", text)
    prefix = analysis.fold(pieces[-1]) if pieces else ""
    return Prefix(prefix, f"{pieces[-1]}*") if len(prefix) >= SHORTEST_PREFIX else None


def with_synonyms(query: Query, groups: Synonyms) -> Query:
    """The query with glossary synonyms as alternatives of the words they stand for.

    ``groups``: the ``SynonymIndex`` of the glossary. The longest sequence of words wins.
    """
    clauses, position = [], 0
    while position < len(query.clauses):
        clause = query.clauses[position]
        length = 1
        found: tuple[Alternative, ...] = ()
        if isinstance(clause.node, Phrase):
            found = groups.of(clause.node.terms)
        elif isinstance(clause.node, Term):
            run = []
            for other in query.clauses[position : position + groups.longest]:
                if not isinstance(other.node, Term):
                    break
                run.append(other.node.term)
            for length in range(len(run), 0, -1):
                found = groups.of(tuple(run[:length]))
                if found:
                    break
        if not found:
            clauses.append(clause)
            position += 1
            continue
        parts = query.clauses[position : position + length]
        node = clause.node if length == 1 else Together(tuple(part.node for part in parts))
        earlier = tuple(alternative for part in parts for alternative in part.alternatives) if length == 1 else ()
        clauses.append(Clause(node, (*earlier, *found)))
        position += length
    return replace(query, clauses=tuple(clauses))

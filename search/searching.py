"""From what a person typed to the answer: parsing, spelling, synonyms, one page of results."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from search import spelling
from search.engines import answered
from search.engines.protocol import Reader
from search.facets import AUDIENCE, PUBLIC, RESTRICTED
from search.query import (
    SHORTEST_PREFIX,
    Alternative,
    Clause,
    Node,
    Prefix,
    Query,
    Term,
    Together,
    parse,
    parse_unfinished,
    with_synonyms,
)
from search.results import RELEVANCE, Results, SearchRequest, Suggestion
from search.spelling import Vocabulary
from search.synonyms import synonym_index

SHORTEST_BEGINNING = 4


@dataclass(frozen=True)
class Correction:
    """A word that no visible text holds, and what was searched as well: a word, or words that begin so."""

    word: str
    instead: str
    is_beginning: bool = False


@dataclass(frozen=True)
class Expansion:
    """A word of the query that also stands for something else, and what that is."""

    word: str
    means: tuple[str, ...]
    is_exact: bool = True


@dataclass(frozen=True)
class Answer:
    """Results with the reasons for them."""

    query: Query
    request: SearchRequest
    results: Results
    corrections: tuple[Correction, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    unknown: tuple[str, ...] = ()  # words that no visible text holds and that nothing resembles
    is_limited: bool = False  # the search server does not answer: the embedded index does


def search(
    raw: str,
    *,
    audiences: Iterable[str],
    kinds: Iterable[str] = (),
    facets: dict[str, tuple[str, ...]] | None = None,
    sort: str = RELEVANCE,
    page: int = 1,
    per_page: int = 10,
    keys: Iterable[str] | None = None,
) -> Answer:
    """Answer a search for a reader who holds the audience tokens ``audiences``.

    ``keys``: if given, only these documents are looked at (those that are new, for example).
    Raises ``IndexNotReady`` when the index has to be built first.
    """
    query = with_synonyms(parse(raw), synonym_index())
    audiences = frozenset(audiences)

    def ask(asked: Reader) -> Answer:
        corrected, corrections, unknown = with_corrections(query, asked.vocabulary(audiences))
        request = SearchRequest(
            query=corrected,
            audiences=audiences,
            kinds=tuple(kinds),
            facets=_with_tokens(facets or {}, audiences),
            sort=sort,
            page=page,
            per_page=per_page,
            keys=None if keys is None else tuple(keys),
        )
        return Answer(
            query=corrected,
            request=request,
            results=_without_tokens(asked.search(request)),
            corrections=corrections,
            expansions=_expansions(corrected),
            unknown=unknown,
        )

    answer, is_limited = answered(ask)
    return replace(answer, is_limited=is_limited)


def _with_tokens(facets: dict[str, tuple[str, ...]], audiences: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The facets chosen, with the tokens of this reader that « restricted » stands for."""
    if AUDIENCE not in facets:
        return facets
    chosen = set(facets[AUDIENCE])
    tokens = (chosen & {PUBLIC}) | (audiences - {PUBLIC} if RESTRICTED in chosen else set())
    return facets | {AUDIENCE: tuple(sorted(tokens))}


def _without_tokens(results: Results) -> Results:
    """The results, with two values of audience instead of one for each token."""
    counts = results.facets.get(AUDIENCE, {})
    public, everything = counts.get(PUBLIC, 0), sum(counts.values())
    values = {PUBLIC: public, RESTRICTED: everything - public}
    return replace(results, facets=results.facets | {AUDIENCE: {name: n for name, n in values.items() if n}})


def with_corrections(query: Query, vocabulary: Vocabulary) -> tuple[Query, tuple[Correction, ...], tuple[str, ...]]:
    """The query with, for each word that no visible text holds, the nearest one as an alternative."""
    vocabulary.prepare([node.term for clause in query.clauses for node in _words_of(clause.node)])
    clauses, corrections, unknown = [], [], []
    for clause in query.clauses:
        others = []
        for node in _words_of(clause.node):
            if vocabulary.knows(node.term):
                continue
            found = _nearest(node, vocabulary)
            if found:
                alternative, correction = found
                others.append((node, alternative))
                corrections.append(correction)
            elif not clause.alternatives:
                unknown.append(node.surface)
        clauses.append(_corrected(clause, others))
    return replace(query, clauses=tuple(clauses)), tuple(corrections), tuple(unknown)


def _words_of(node: Node) -> tuple[Term, ...]:
    if isinstance(node, Term):
        return (node,)
    return tuple(part for part in getattr(node, "parts", ()) if isinstance(part, Term))


def _nearest(node: Term, vocabulary: Vocabulary) -> tuple[Alternative, Correction] | None:
    found = spelling.correction(node.surface, vocabulary) or spelling.root(node.surface, vocabulary)
    if found:
        word, term = found
        return Alternative(Term(term, word), "spelling"), Correction(node.surface, word)
    word = spelling.fold(node.surface)
    if len(word) >= SHORTEST_BEGINNING and word.isalpha() and vocabulary.beginning(word, 1):
        return Alternative(Prefix(word, f"{word}*"), "beginning"), Correction(node.surface, word, is_beginning=True)
    return None


def _corrected(clause: Clause, others: list[tuple[Term, Alternative]]) -> Clause:
    if not others:
        return clause
    alternative = others[0][1]
    if isinstance(clause.node, Together):
        instead: dict[Node, Node] = {node: other.node for node, other in others}
        together = Together(tuple(instead.get(part, part) for part in clause.node.parts))
        alternative = Alternative(together, alternative.reason)
    return replace(clause, alternatives=(*clause.alternatives, alternative))


def _expansions(query: Query) -> tuple[Expansion, ...]:
    expansions = []
    for clause in query.clauses:
        for reason, is_exact in (("synonym", True), ("neighbour", False)):
            found = clause.alternatives_for(reason)
            if found:
                means = tuple(alternative.node.surface for alternative in found)
                expansions.append(Expansion(clause.surface, means, is_exact))
    return tuple(expansions)


def suggest(raw: str, *, audiences: Iterable[str], limit: int = 8) -> tuple[Suggestion, ...]:
    """Documents for a text that is still being typed; acronyms with what they stand for."""
    if len(raw.strip()) < SHORTEST_PREFIX:
        return ()
    query, audiences = parse_unfinished(raw), frozenset(audiences)
    if not query.clauses:
        return ()

    def ask(asked: Reader) -> tuple[Suggestion, ...]:
        found = asked.suggest(query, audiences, limit)
        if not found and len(query.clauses) > 1:
            # The word being typed may be one too common to be in the index: « rue pour », « rue p ».
            found = asked.suggest(replace(query, clauses=query.clauses[:-1]), audiences, limit)
        return found

    return answered(ask)[0]

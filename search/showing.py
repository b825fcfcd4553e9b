"""What every engine does with the documents it found: the order of the best, extracts, sections, suggestions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from search import analysis
from search.extracts import extract, highlight, spans_of
from search.query import LOOSE, Clause, Query
from search.results import Hit, SectionHit, Suggestion

REORDERED = 100
"""How many of the best hits are put in order again by what their titles say."""
MOST_SECTIONS = 3
BEGINS_SO, SAYS_LITTLE_ELSE = 3.0, 6.0
"""How much more a suggestion counts that begins with what is typed, and one that says nothing else."""

PassageOf = Callable[[int], tuple[str, str, str]]
"""Gives ``(anchor, title, text)`` of a passage of the document in question, by its number."""

SuggestionRow = tuple[str, str, str, str, float]
"""``(kind, title, summary, url, score)``"""

SAME, CLOSE = 0.7, 0.3
"""What a title says by a synonym or a correction, and by a neighbour, beside the reader's own words."""
OF_A_SECTION = 0.6
"""What a section's title is worth beside the document's."""


def score_with_titles(clauses: Sequence[Clause], score: float, title: str, section_titles: Iterable[str] = ()) -> float:
    """A title that says what was asked, and little else, is what the reader looks for.

    Said in the reader's own words it counts fully, by a synonym a little less.
    """
    bonus = _says(clauses, title)
    for section_title in section_titles:
        bonus = max(bonus, OF_A_SECTION * _says(clauses, section_title))
    return score * (1 + bonus)


def never_rising(scores: Iterable[float]) -> list[float]:
    """Scores that agree with the order they are in: a text put before others for another reason is worth as much."""
    found: list[float] = []
    for score in reversed(list(scores)):
        found.append(max(score, found[-1] if found else score))
    return found[::-1]


def is_exactly(clauses: Iterable[Clause], title: str) -> bool:
    """Whether a title is what the reader typed, but for capitals and accents: what was looked for is found."""
    return analysis.fold(" ".join(clause.surface for clause in clauses)) == analysis.fold(title.strip())


def _says(clauses: Sequence[Clause], title: str) -> float:
    """From 0 for a title that says nothing of what was asked to 2 for one that says it all and nothing else."""
    title_tokens = analysis.tokens(title)
    asked, said = 0.0, set()
    for clause in clauses:
        others = ((other.node, CLOSE if other.reason in LOOSE else SAME) for other in clause.alternatives)
        for node, weight in ((clause.node, 1.0), *others):
            spans = spans_of(node, title_tokens, title)
            if spans:
                asked += weight
                said |= {token for token in title_tokens for start, end in spans if start <= token.start < end}
                break
    asked /= len(clauses)
    of_title = len(said) / len(title_tokens) if title_tokens else 0.0
    exactly = 1.0 if asked == of_title == 1.0 else 0.0
    return 0.25 * asked + 0.75 * asked * of_title + exactly


@dataclass(frozen=True)
class Found:
    """A document of one page of results, as an engine gives it."""

    key: str
    title: str
    url: str
    summary: str
    audience: str
    day: int  # proleptic day number, 0 if there is no date
    facets: dict[str, list[str]]
    within_title: str
    within_url: str
    score: float
    in_passages: dict[int, set[int]] = field(default_factory=dict)
    """``{passage number: numbers of the clauses found in it}``"""
    elsewhere: frozenset[int] = frozenset()  # clauses the engine found in passages it does not list


class Showing:
    """Makes hits for one query. ``weights``: what finding each of its clauses is worth."""

    def __init__(self, clauses: Sequence[Clause], weights: Sequence[float]) -> None:
        self.clauses = clauses
        self.weights = weights

    def hit(self, found: Found, passage: PassageOf) -> Hit:
        """The hit of a found document; ``passage(number)`` gives ``(anchor, title, text)`` of one of its passages."""
        in_title, in_summary = self.found_in(found.title), self.found_in(found.summary)
        in_text = set(found.elsewhere).union(*found.in_passages.values())
        best = self._best(found.in_passages, in_summary)
        section, excerpt = None, None
        if best is not None:
            anchor, section_title, text = passage(best)
            excerpt = self._extract(text, found.title) if text else None
            if anchor:
                section = self._section(found.url, anchor, section_title, excerpt or "")
        if excerpt is None:
            excerpt = self._extract(found.summary or passage(0)[2], found.title)
        everywhere = in_title | in_summary | in_text
        return Hit(
            key=found.key,
            kind=found.key.partition(":")[0],
            title=found.title,
            title_html=highlight(found.title, self.clauses),
            url=found.url,
            excerpt_html=excerpt,
            audience=found.audience,
            score=round(found.score, 4),
            date=date.fromordinal(found.day) if found.day else None,
            facets=found.facets,
            section=section,
            other_sections=self._others(found, best, section, passage),
            missing=tuple(clause.surface for number, clause in enumerate(self.clauses) if number not in everywhere),
            within_title=found.within_title,
            within_url=found.within_url,
        )

    def _extract(self, text: str, title: str) -> str:
        """An extract of ``text``; nothing where it would say the title again, as a follow-up of one sentence would."""
        return "" if text.strip() == title.strip() else extract(text, self.clauses)

    def found_in(self, text: str) -> set[int]:
        """The numbers of the clauses that a text satisfies."""
        text_tokens = analysis.tokens(text)
        return {
            number
            for number, clause in enumerate(self.clauses)
            if any(spans_of(node, text_tokens, text) for node in clause.nodes)
        }

    def _weight(self, numbers: Iterable[int]) -> float:
        return sum(self.weights[number] for number in numbers)

    def _best(self, in_passages: Mapping[int, set[int]], in_summary: set[int]) -> int | None:
        if not in_passages:
            return None
        best = min(in_passages, key=lambda number: (-self._weight(in_passages[number]), number))
        # The summary says it as well, and better.
        return None if self._weight(in_summary) >= self._weight(in_passages[best]) else best

    def _section(self, url: str, anchor: str, title: str, excerpt: str = "") -> SectionHit:
        address = f"{url.partition('#')[0]}#{anchor}"
        return SectionHit(title, highlight(title, self.clauses), address, excerpt)

    def _others(
        self, found: Found, best: int | None, section: SectionHit | None, passage: PassageOf
    ) -> tuple[SectionHit, ...]:
        """The other sections that hold as much of what was asked as the best one."""
        if not found.in_passages:
            return ()
        most = max(self._weight(numbers) for numbers in found.in_passages.values())
        seen = {section.url} if section else set()
        sections = []
        for number in sorted(found.in_passages):
            if number == best or self._weight(found.in_passages[number]) < most - 1e-9:
                continue
            anchor, title, _text = passage(number)
            other = self._section(found.url, anchor, title)
            if anchor and other.url not in seen:
                seen.add(other.url)
                sections.append(other)
            if len(sections) == MOST_SECTIONS:
                break
        return tuple(sections)


def suggestions_of(query: Query, rows: Iterable[SuggestionRow], limit: int) -> tuple[Suggestion, ...]:
    """The best suggestions of ``(kind, title, summary, url, score)``."""
    first = analysis.fold(query.clauses[0].surface.rstrip("*"))

    def order(row: SuggestionRow) -> tuple[float, int, str]:
        _kind, title, _summary, _url, score = row
        begins = analysis.fold(title).startswith(first)
        share = len(query.clauses) / max(1, len(analysis.tokens(title)))
        return -(score + BEGINS_SO * begins + SAYS_LITTLE_ELSE * min(1.0, share)), len(title), title

    return tuple(
        Suggestion(kind, title, highlight(title, query.clauses), url, summary)
        for kind, title, summary, url, _score in sorted(rows, key=order)[:limit]
    )

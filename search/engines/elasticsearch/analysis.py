"""The analysis table compiled to Elasticsearch settings.

The tokenizer is the very expression that cuts texts in Python, so that marks fall
on the same words. What makes a term of a word is done by filters, which leave its
place alone.
"""

import re
from collections.abc import Mapping
from itertools import groupby

from elasticsearch.dsl import analyzer, char_filter, token_filter, tokenizer
from elasticsearch.dsl.utils import DslBase

from search.analysis import table
from search.analysis.patterns import APOSTROPHES, DOTS, HYPHENS, JAVA, any_of, pieces
from search.analysis.table import Inflection

LETTER = JAVA.letter
NOISE = r"(?:https?://|www\.)"
MISSING_SPACE = rf"(?!(?-i:(?<=\p{{Ll}})[{DOTS}{HYPHENS}/(]{LETTER}?(?<=\p{{Lu}})))"
"""« projet.Les » is no inclusive word: a capital after a small letter begins a sentence."""


def _token_expression() -> str:
    """What gives a token is in the one group; elisions and the beginnings of addresses are matched outside it.

    The rest of an address is cut in words like any text.
    """
    elision = next(expression for kind, expression in pieces(JAVA) if kind == "elision")
    kept = [_unnamed(expression) for kind, expression in pieces(JAVA) if kind not in {"elision", "address"}]
    return f"{NOISE}|{elision}|({'|'.join(kept)})"


def _unnamed(expression: str) -> str:
    expression = expression.replace("(?P<TAIL>", f"{MISSING_SPACE}(?:")
    return re.sub(r"\(\?P<\w+>", "(?:", expression)


def _replace(name: str, pattern: str, replacement: str) -> DslBase:
    return token_filter(name, "pattern_replace", pattern=pattern, replacement=replacement)


def _writing() -> list[DslBase]:
    """Filters that undo ways of writing: inclusive endings, dots, apostrophes, groups of digits."""
    separator = f"[{DOTS}{HYPHENS}/(]"
    masculine = any_of(table.MASCULINE_ENDINGS)
    return [
        _replace(
            "inclusive", f"(?i)^({LETTER}{{2,40}})(?:{separator}({masculine})s?(?={separator}))?{separator}.*$", "$1$2"
        ),
        _replace("thousands", r"^(\d{1,3})\.(\d{3})(?:\.(\d{3}))?(?:\.(\d{3}))?$", "$1$2$3$4"),
        _replace("decimals", r"(?<=\d),(?=\d)", "."),
        _replace("signs", rf"[{table.DIGIT_SPACES}{APOSTROPHES}]|(?<!\d)\.", ""),
    ]


def _inflections() -> list[DslBase]:
    """One filter for neighbouring rules of a group that end a word alike.

    Filters are applied one after another, where Python stops at the first rule
    of a group: no rule of the table may apply to what another one left.
    """
    filters: list[DslBase] = []
    for group in table.INFLECTIONS:
        for tail, rules in groupby(group, key=lambda rule: _split(rule)[2]):
            parts = [_part(rule) for rule in rules]
            left = "".join(f"${number}" for number in range(1, len(parts) + 1))
            filters.append(_replace(f"inflection_{len(filters) + 1}", f"^(?:{'|'.join(parts)})$", f"{left}{tail}"))
    return filters


def _split(rule: Inflection) -> tuple[str, str, str]:
    """What an ending and its replacement have in common, the rest of the ending, the rest of the replacement."""
    size = 0
    while size < len(rule.replacement) and rule.ending.startswith(rule.replacement[: size + 1]):
        size += 1
    return rule.ending[:size], rule.ending[size:], rule.replacement[size:]


def _part(rule: Inflection) -> str:
    common, ending, _tail = _split(rule)
    before = f"(?<![{rule.not_after}])" if rule.not_after else ""
    return f"({LETTER}{{{rule.keep},}}{before}{common}){ending}"


def _synonyms(words: Mapping[str, str]) -> list[str]:
    return [f"{word} => {term}" for word, term in sorted(words.items())]


INVISIBLE = char_filter("invisible", "pattern_replace", pattern=f"[{table.INVISIBLE}\u0300-\u036f]", replacement="")
PIECES = tokenizer("pieces", "pattern", pattern=_token_expression(), group=1, flags="CASE_INSENSITIVE|UNICODE_CASE")
NETWORK_FRENCH = analyzer(
    "network_french",
    char_filter=[INVISIBLE],
    tokenizer=PIECES,
    filter=[
        token_filter("bounded", "truncate", length=2 * table.LONGEST_TERM),  # expressions see no endless word
        *_writing(),
        "lowercase",
        "asciifolding",
        token_filter("common", "stop", stopwords=sorted(table.STOP_WORDS)),
        token_filter("irregular", "synonym", synonyms=_synonyms(table.IRREGULAR)),
        *_inflections(),
        token_filter("kept_apart", "stemmer_override", rules=_synonyms(table.KEPT_APART)),
        token_filter("stems", "stemmer", language=table.STEMMER),
        token_filter("shortened", "truncate", length=table.LONGEST_TERM),
    ],
)

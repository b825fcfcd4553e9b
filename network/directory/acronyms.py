"""Acronyms explained where they are first met: `ICPC` becomes an ``<abbr>`` with its expansion.

The glossary is the one source. An acronym with several meanings is never
explained by itself, nor one inside a link, a heading, a control or code.
"""

import re
from html import unescape

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from network.directory.models.glossary import GlossaryTerm

CACHE_KEY = "network:acronyms"
KEPT_SECONDS = 60
"""Signals empty the cache of this process at once; the other workers follow within this time."""

# fmt: off
NOT_INSIDE = {
    "a", "abbr", "button", "code", "dfn", "dialog", "h1", "h2", "h3", "h4", "h5", "h6", "head", "kbd", "label", "math",
    "nav", "option", "pre", "samp", "script", "select", "style", "summary", "svg", "template", "textarea", "time",
    "title",
}
# fmt: on
TAG = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""", re.DOTALL)
WORD = re.compile(r"(?<![\w&#])[A-Z]\w+(?:-\w+)*")
PLACED_WORD = re.compile(rf"((?:\b[A-Za-z]{{1,2}}’|[(\[«]\xa0?)*)({WORD.pattern})([)\].,»…]*)")
"""The word with the signs that hold to it: no line may break between them."""


def known_acronyms():
    """The acronyms that may be explained: ``{label: (expansion, definition, slug)}``, at most one query."""
    found = cache.get(CACHE_KEY)
    if found is None:
        rows = GlossaryTerm.objects.filter(kind=GlossaryTerm.Kind.ACRONYM)
        rows = rows.values_list("label", "expansion", "definition", "slug", "is_ambiguous")
        found, ambiguous = {}, set()
        for label, expansion, definition, slug, is_ambiguous in rows:
            if is_ambiguous or label in found:
                ambiguous.add(label)  # two records of one label are two meanings, whatever their marks say
            elif expansion:
                found[label] = (expansion, definition, slug)
        found = {label: meaning for label, meaning in found.items() if label not in ambiguous}
        cache.set(CACHE_KEY, found, KEPT_SECONDS)
    return found


def forget_acronyms(**_signal):
    """Read the glossary again at the next page: a term was saved or deleted."""
    cache.delete(CACHE_KEY)


def explain_acronyms(html, explained, acronyms=None):
    """The same HTML with the first occurrence of each known acronym explained.

    ``explained`` is the set of labels already explained on the page; those found here are added to it.
    """
    acronyms = known_acronyms() if acronyms is None else acronyms
    wanted = acronyms.keys() - explained
    if not any(match.group() in wanted for match in WORD.finditer(html)):
        return html

    def explain(match):
        before, label, after = match.groups()
        if label not in acronyms or label in explained:
            return match.group()
        explained.add(label)
        expansion, definition, slug = acronyms[label]
        # A definition that only repeats the expansion would be read twice.
        definition = "" if definition == expansion else definition
        values = {"label": label, "expansion": expansion, "definition": definition, "slug": slug}
        values |= {"before": before, "after": after}
        return render_to_string("network/directory/components/acronym.html", values).strip()

    parts, position = [], 0
    closed_to = []  # the elements we are in, inside which nothing is explained
    for tag in TAG.finditer(html):
        text = html[position : tag.start()]
        parts.append(text if closed_to else PLACED_WORD.sub(explain, text))
        parts.append(tag.group())
        position = tag.end()
        slash, name = tag.group(1), (tag.group(2) or "").lower()
        if name in NOT_INSIDE:
            if not slash and not tag.group(3).endswith("/"):
                closed_to.append(name)
            elif slash and name in closed_to:
                while closed_to.pop() != name:
                    pass
    parts.append(html[position:] if closed_to else PLACED_WORD.sub(explain, html[position:]))
    return mark_safe("".join(parts))  # noqa: S308 -- the HTML given, with our own escaped template inside


INLINE = {"a", "abbr", "b", "em", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u"}


def plain_text(html):
    """The text of a fragment of HTML, for search and descriptions; no-break spaces are kept."""
    text = TAG.sub(lambda tag: "" if (tag.group(2) or "").lower() in INLINE else " ", str(html))
    return re.sub(r"[ \t\r\n]+", " ", unescape(text)).strip()

"""Finding a name in running text: as written, the other way round, in capitals, with an initial or a title."""

import json
import re
import unicodedata

from network.look.text import one_line

GAP = r"(?:\s|&nbsp;|&#160;|&#xa0;)+"
APOSTROPHE = r"(?:['’ʼ]|&#x27;|&#39;|&apos;|&rsquo;)"
HYPHEN = r"(?:[-\u2010\u2011–]|\s)"
TITLES = ("Mme", "Mmes", "M.", "MM.", "Madame", "Monsieur", "Mlle", "Dr", "Pr")


def name_pattern(pairs):
    """A compiled pattern for people given as ``[(first name, last name)]``; ``None`` when there is nothing to look for.

    A last name alone is not looked for: « Petit » and « Nantes » are words too. See ``last_name_pattern``.
    """
    shapes = []
    for first, last in pairs:
        if first and last:
            one, other = flexible(first), flexible(last)
            initials = GAP.replace("+", "*").join(
                rf"{flexible(part[0])}\." for part in re.split(r"[\s-]+", first) if part
            )
            hyphened = "-".join(rf"{flexible(part[0])}\." for part in re.split(r"[\s-]+", first) if part)
            shapes += [f"{one}{GAP}{other}", f"{other}{GAP}{one}"]
            shapes += [f"(?:{initials}|{hyphened}){GAP.replace('+', '*')}{other}"]
        if last:
            titles = "|".join(re.escape(title) for title in TITLES)
            shapes += [rf"(?:{titles}){GAP}{flexible(last)}"]
    return _compiled(shapes)


def last_name_pattern(pairs):
    """The last names alone, written as names are: places that somebody should look at. « un petit groupe » is none."""
    names = [last for _first, last in pairs if len(last) > 2]
    shapes = [flexible(written) for last in names for written in (last, last.title(), last.upper())]
    return _compiled(shapes, flags=0)


def whole_name_pattern(names):
    """Names given as one text: exactly these words, with any blanks between them."""
    return _compiled([flexible(name) for name in names if name])


def _compiled(shapes, flags=re.IGNORECASE):
    if not shapes:
        return None
    longest_first = sorted(dict.fromkeys(shapes), key=len, reverse=True)
    return re.compile(rf"(?<![\w&])(?:{'|'.join(longest_first)})(?!\w)", flags)


def flexible(text):
    """A text as a pattern: blanks, apostrophes, hyphens and accents may be written otherwise."""
    parts = []
    for sign in unicodedata.normalize("NFC", one_line(text)):
        if sign == " ":
            parts.append(GAP)
        elif sign in "'’ʼ":
            parts.append(APOSTROPHE)
        elif sign in "-\u2010\u2011–":
            parts.append(HYPHEN)
        else:
            base = unicodedata.normalize("NFD", sign)[0]
            parts.append(re.escape(sign) if base == sign else f"(?:{re.escape(sign)}|{re.escape(base)}\u0300?\u0301?)")
    return "".join(parts)


def replaced_in(value, pattern, words):
    """``(value with every match replaced, how many)``; goes into lists, dictionaries and texts that hold JSON."""
    if isinstance(value, str):
        if value[:1] in "[{" and value[-1:] in "]}":
            try:
                inner = json.loads(value)
            except ValueError:
                inner = None
            if isinstance(inner, list | dict):
                changed, count = replaced_in(inner, pattern, words)
                return (json.dumps(changed, ensure_ascii=False), count) if count else (value, 0)
        return pattern.subn(lambda _match: words, value)
    if isinstance(value, list):
        pairs = [replaced_in(one, pattern, words) for one in value]
        return [one for one, _count in pairs], sum(count for _one, count in pairs)
    if isinstance(value, dict):
        pairs = {key: replaced_in(one, pattern, words) for key, one in value.items()}
        return {key: one for key, (one, _count) in pairs.items()}, sum(count for _one, count in pairs.values())
    return value, 0


def count_in(value, pattern):
    return replaced_in(value, pattern, "")[1]

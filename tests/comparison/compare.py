"""Two records side by side: what differs, what of that was expected and why, what was expected and did not happen."""

import difflib
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from tests.comparison.normal import kept_of_head, normal, parts_of

EXPECTED = Path(__file__).with_name("expected.toml")
SHOWN_LINES, SHOWN_FILES = 12, 5
"""Lines of one difference, and files of one group, that are printed."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same: ``kind`` is missing, new, head, body or queries."""

    name: str
    kind: str
    lines: tuple = ()
    """Removed lines begin with ``-``, added ones with ``+``."""


@dataclass(frozen=True)
class Expectation:
    """What may differ, and why. An entry of `expected.toml`."""

    reason: str
    where: str = ""
    """Found (a regular expression) in the name of the file; nothing: everywhere."""
    kinds: tuple = ("missing", "new", "head", "body", "queries")
    lines: str = ""
    """Found in every line that differs; nothing: whatever they say."""

    def allows(self, name, kind, line):
        return kind in self.kinds and bool(re.search(self.where, name)) and bool(re.search(self.lines, line))


def compare(before, after, *, expected=EXPECTED, say=print):
    """Say how the folder ``after`` differs from ``before``; returns 1 when it does in a way nobody expected."""
    expectations = read_expectations(expected)
    found = differences(read_record(before), read_record(after))
    left, uses = sift(found, expectations)
    tell(left, say)
    for expectation in expectations:
        count = uses[expectation]
        say(
            f"Expected, {count} times: {expectation.reason}"
            if count
            else f"EXPECTED, BUT NOT FOUND: {expectation.reason}"
        )
    say(f"{len(found)} files differ, {len({one.name for one in left})} of them unexpectedly.")
    return 1 if left else 0


def read_expectations(path):
    """The entries of a file of expectations. Raises ``TypeError`` for an unknown key or a missing reason."""
    entries = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("difference", [])
    return [Expectation(**entry | ({"kinds": tuple(entry["kinds"])} if "kinds" in entry else {})) for entry in entries]


def read_record(folder):
    """``{name: text}`` of a recorded folder. Raises ``FileNotFoundError`` where there is none."""
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is no folder of a record.")
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))}


def differences(before, after):
    """What is not the same in two records ``{name: text}``."""
    found = [Difference(name, "missing", ("-(whole)",)) for name in before.keys() - after.keys()]
    found += [Difference(name, "new", ("+(whole)",)) for name in after.keys() - before.keys()]
    for name in before.keys() & after.keys():
        if before[name] != after[name]:
            found += differences_of(name, before[name], after[name])
    return sorted(found, key=lambda one: (one.name, one.kind))


def differences_of(name, old, new):
    """What is not the same in two texts of one name: answers by head, body and queries, others as a whole."""
    if not name.startswith("pages"):
        return difference(name, "body", as_lines(normal(old)), as_lines(normal(new)))
    (old_head, old_body), (new_head, new_body) = parts_of(old), parts_of(new)
    found = difference(name, "head", kept_of_head(old_head), kept_of_head(new_head))
    found += difference(name, "body", as_lines(normal(old_body)), as_lines(normal(new_body)))
    more = [key for key in ("queries", "queries-kept") if int(new_head[key]) > int(old_head[key])]
    if more:
        lines = [line for key in more for line in (f"-{key}: {old_head[key]}", f"+{key}: {new_head[key]}")]
        found.append(Difference(name, "queries", tuple(lines)))
    return found


def difference(name, kind, old, new):
    old, new = differing_middle(old, new)
    told = list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:]  # without the names of the files
    lines = [line for line in told if line[:1] in "+-"]
    return [Difference(name, kind, tuple(lines))] if lines else []


def differing_middle(old, new):
    """Both without the lines that they begin and end with alike: `difflib` loses its way in pages that repeat much."""
    start = sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    old, new = old[start:], new[start:]
    end = sum(
        1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(old), reversed(new), strict=False))
    )
    return old[: len(old) - end], new[: len(new) - end]


def as_lines(text):
    """Lines short enough to show a difference in: a page is cut between its elements too."""
    return re.sub(r">(?=<)", ">\n", text).splitlines()


def sift(found, expectations):
    """``(what nobody expected, {expectation: how many lines it allowed})``."""
    left, uses = [], defaultdict(int)
    for one in found:
        rest = []
        for line in one.lines:
            allowing = next((each for each in expectations if each.allows(one.name, one.kind, line)), None)
            if allowing is None:
                rest.append(line)
            else:
                uses[allowing] += 1
        if rest:
            left.append(Difference(one.name, one.kind, tuple(rest)))
    return left, uses


def tell(left, say):
    """Print differences, those of the same lines together."""
    groups = defaultdict(list)
    for one in left:
        groups[one.kind, one.lines].append(one.name)
    for (kind, lines), names in sorted(groups.items(), key=lambda group: -len(group[1])):
        say(f"\n{kind}: {len(names)} file{'s' if len(names) > 1 else ''}")
        for name in names[:SHOWN_FILES]:
            say(f"  {name}")
        if len(names) > SHOWN_FILES:
            say(f"  … and {len(names) - SHOWN_FILES} more")
        for line in lines[:SHOWN_LINES]:
            say(f"    {line[:300]}")
        if len(lines) > SHOWN_LINES:
            say(f"    … and {len(lines) - SHOWN_LINES} lines more")
    if left:
        say("")

"""Reading the pages the site serves: strictly, as the HTML standard writes them."""

import html5lib
from bs4 import BeautifulSoup

# Said of elements of SVG and of custom elements, which the parser's tables do not know.
TOLERATED = set()

# What a script element may hold inside the page: data, which no browser runs.
DATA_TYPES = {"application/json", "application/ld+json"}


def errors_of(text):
    """What an HTML5 parser objects to, each with its place and the line it is on."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(text)
    lines = text.splitlines()
    return [
        f"line {line}, column {column}: {code} {details or ''}: {lines[line - 1].strip()[:160]}"
        for (line, column), code, details in parser.errors
        if code not in TOLERATED
    ]


def soup_of(response_or_text):
    """The parsed page, for looking into it."""
    text = getattr(response_or_text, "content", response_or_text)
    return BeautifulSoup(text, "html5lib")


def structure_problems(text):
    """What a reader by ear or keyboard would stumble on: headings, landmarks, language, titles, labels."""
    soup = soup_of(text)
    problems = []
    if not (soup.html.get("lang") or "").startswith("fr"):
        problems.append("the page does not say its language")
    if not (soup.title and soup.title.get_text(strip=True)):
        problems.append("the page has no title")
    if len(soup.find_all("h1")) != 1:
        problems.append(f"{len(soup.find_all('h1'))} level-one headings instead of one")
    level = 0
    for heading in soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"]):
        if int(heading.name[1]) > level + 1:
            problems.append(f"{heading.name} after h{level}: {heading.get_text(' ', strip=True)!r}")
        level = int(heading.name[1])
    problems += [f"{len(soup.find_all(tag))} <{tag}>, not one" for tag in ("main",) if len(soup.find_all(tag)) != 1]
    identifiers = [element["id"] for element in soup.find_all(id=True)]
    problems += [f"id {name!r} is used twice" for name in sorted({n for n in identifiers if identifiers.count(n) > 1})]
    problems += [
        f"#{link['href'][1:]} leads nowhere"
        for link in soup.find_all("a", href=True)
        if link["href"].startswith("#") and link["href"] != "#" and link["href"][1:] not in identifiers
    ]
    problems += [f"style attribute on <{element.name}>" for element in soup.find_all(style=True)]
    problems += [
        f"inline script: {str(script)[:120]}"
        for script in soup.find_all("script", src=False)
        if script.get("type") not in DATA_TYPES
    ]
    return problems

"""What two records may differ in without a difference for anybody: chance, static files, marks of a version."""

import re

HEADERS = (
    *["status", "allow", "cache-control", "content-disposition", "content-language", "content-security-policy"],
    *["content-type", "cross-origin-opener-policy", "cross-origin-resource-policy", "link", "location"],
    *["permissions-policy", "referrer-policy", "vary", "www-authenticate", "x-content-type-options"],
    *["x-frame-options", "x-robots-tag", "set-cookie"],
)
"""What is compared of an answer's head; validators (`ETag`, `Last-Modified`) say when something was made, not what."""

RULES = (
    (r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1{csrf}"),
    (r'(csrfToken"?\s*[:=]\s*")[^"]*', r"\1{csrf}"),
    (r"(csrftoken=)[^;\s]*", r"\1{csrf}"),
    (r"(sessionid=)[^;\s]*", r"\1{session}"),
    (r'(nonce[-=]["\']?)[A-Za-z0-9+/=_-]{12,}', r"\1{nonce}"),
    (r"/static/[^\s\"'<>)?]*?(\.\w+)(?:\?v=\w+)?(?=[\s\"'<>)]|&quot;)", r"/static/{file}\1"),
    (r"(?im)^(message-id|in-reply-to|references): .*$", r"\1: {message}"),
    (r"\b\d{19}\b", "{version}"),  # of a text of the index: nanoseconds
    (r"(?i)(boundary=\"?)={5,}\d+==", r"\1{boundary}"),
    (r"--={5,}\d+==", r"--{boundary}"),
    # Personal links carry a key drawn for each person; calendars fold them.
    (r"(?<=/agenda/reponse/)(?:[\w.~-]|\r?\n )+", "{link}"),
    (r"(?<=/agenda/fiches/)(?:[\w.~-]|\r?\n )+", "{link}"),
    (r"(key\\?&quot;: \\?&quot;)\w{5}(?=\\?&quot;)", r"\1{key}"),  # of a text field in the desk
    (r"blockdef-\d+", "blockdef-{n}"),  # numbered as modules are imported
    (r"(<dcterms:(?:created|modified)[^>]*>)[^<]*", r"\1{now}"),
)
RULES = tuple((re.compile(pattern), to) for pattern, to in RULES)
UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")


def normal(text):
    """The text with the same words for what is drawn anew each time; identifiers become numbers in their order."""
    for pattern, to in RULES:
        text = pattern.sub(to, text)
    numbers = {}
    return UUID.sub(lambda found: f"{{uuid {numbers.setdefault(found[0], len(numbers) + 1)}}}", text)


def parts_of(text):
    """``(head, body)`` of a recorded answer: the head as a dictionary, `address` among it. Raises ``ValueError``."""
    head, _gap, body = text.partition("\n\n")
    address, *lines = head.split("\n")
    names = {"address": address}
    for line in lines:
        name, _colon, value = line.partition(": ")
        names[name] = f"{names[name]} | {value}" if name in names else value
    return names, body


def kept_of_head(head):
    """The lines of a head that are compared; the directives of a policy have no order."""
    policy = "content-security-policy"
    if policy in head:
        head = head | {policy: "; ".join(sorted(head[policy].split("; ")))}
    return [normal(f"{name}: {head[name]}") for name in HEADERS if name in head]

"""Whom to write to or call, as links that a telephone follows."""

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

WAY = re.compile(
    r"(?P<mail>[^\s<>(),;:]+@[^\s<>(),;:]+\.[^\W\d_]{2,})|(?P<phone>(?:\+33[ .]?|\b0)[1-9](?:[ .\u00a0]?\d{2}){4}\b)"
)

NUMBER_GAP = re.compile(r"[ .\u00a0]")


def contact_links(text):
    """A text typed by an organiser with its mail addresses and French telephone numbers as links; the rest escaped."""
    parts, end = [], 0
    for found in WAY.finditer(text):
        parts += [conditional_escape(text[end : found.start()]), link_of(found)]
        end = found.end()
    return mark_safe("".join([*parts, conditional_escape(text[end:])]))  # noqa: S308 -- each part is escaped


def link_of(found):
    if found["mail"]:
        return format_html('<a href="mailto:{0}">{0}</a>', found["mail"])
    digits = NUMBER_GAP.sub("", found["phone"])
    return format_html('<a class="unbroken" href="tel:{}">{}</a>', digits, found["phone"])

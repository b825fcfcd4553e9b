"""Whom to write to or call, as links that a telephone follows."""

import re

from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import mark_safe

PHONE = re.compile(r"((?:\+33[ .]?|\b0)[1-9](?:[ .\u00a0]?\d{2}){4}\b)")
NUMBER_GAP = re.compile(r"[ .\u00a0]")


def contact_links(text):
    """A text typed by an organiser, escaped, with its mail and web addresses and French telephone numbers as links."""
    parts = PHONE.split(text)  # in turn words and numbers
    return format_html_join("", "{}", ((phone_link(part) if at % 2 else words(part),) for at, part in enumerate(parts)))


def words(text):
    return mark_safe(urlize(text, autoescape=True))  # noqa: S308 -- it escapes, as the filter of the same name


def phone_link(number):
    return format_html('<a class="unbroken" href="tel:{}">{}</a>', NUMBER_GAP.sub("", number), number)

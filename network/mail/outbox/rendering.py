"""Mails written in templates: a subject, a text, and the same in HTML."""

import html
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Required, TypedDict, Unpack
from urllib.parse import urlsplit

from django.conf import settings
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import translation

from network.directory.models.people import Person
from network.look.text import one_line
from network.mail.kinds import MailKind
from network.mail.models.outgoing import OutgoingMail
from network.mail.outbox.calendar_part import CalendarPart
from network.mail.outbox.posting import post

BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
"""What conditions of a template leave behind: one blank line says as much."""


class More(TypedDict, total=False):
    """What ``post`` takes beside the words."""

    kind: Required[MailKind]
    key: str
    about: str
    person: Person | None
    headers: Mapping[str, object] | None
    reply_to: str
    sender: str
    calendar: CalendarPart | None
    send_after: datetime | None


def post_template(template: str, *, to: str, context: Mapping[str, object], **more: Unpack[More]) -> OutgoingMail:
    """Write a mail from ``<template>_subject.txt``, ``<template>.txt`` and, if there is one, ``<template>.html``.

    The templates see ``site_name``, ``site_url`` and ``site_host`` beside ``context``; the HTML extends
    `network/mail/mails/base.html`. Text templates turn escaping off themselves. ``more`` is handed to ``post``.
    """
    site = {"site_name": settings.WAGTAIL_SITE_NAME, "site_url": absolute("/"), "site_host": site_host()}
    words: dict[str, Any] = {**site, **context}
    with translation.override(settings.LANGUAGE_CODE):
        subject = html.unescape(render_to_string(f"{template}_subject.txt", words))
        text = BLANK_LINES.sub("\n\n", render_to_string(f"{template}.txt", words)).strip() + "\n"
        words["subject"] = one_line(subject)
        page = rendered_if_there(f"{template}.html", words)
    return post(to=to, subject=subject, text=text, html=page, **more)


def rendered_if_there(name: str, context: dict[str, Any]) -> str:
    """What a template makes of a context; empty where there is no such template."""
    try:
        template = get_template(name)
    except TemplateDoesNotExist:
        return ""
    return template.render(context)


def absolute(address: str) -> str:
    """The whole address of a page of this site, for a mail."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{address}"


def site_host() -> str:
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc

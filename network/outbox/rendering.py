"""Mails written in templates: a subject, a text, and the same in HTML."""

import html
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.utils import translation

from network.outbox.posting import post

BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
"""What conditions of a template leave behind: one blank line says as much."""


def post_template(template, *, to, context, **more):
    """Write a mail from ``<template>_subject.txt``, ``<template>.txt`` and, if there is one, ``<template>.html``.

    The templates see ``site_name``, ``site_url`` and ``site_host`` beside ``context``; the HTML extends
    `network/mails/base.html`. Text templates turn escaping off themselves. ``more`` is handed to ``post``.
    """
    site = {"site_name": settings.WAGTAIL_SITE_NAME, "site_url": absolute("/"), "site_host": site_host()}
    context = site | context
    with translation.override(settings.LANGUAGE_CODE):
        subject = html.unescape(render_to_string(f"{template}_subject.txt", context))
        text = BLANK_LINES.sub("\n\n", render_to_string(f"{template}.txt", context)).strip() + "\n"
        context["subject"] = " ".join(subject.split())
        page = html_template.render(context) if (html_template := template_or_none(f"{template}.html")) else ""
    return post(to=to, subject=subject, text=text, html=page, **more)


def template_or_none(name):
    try:
        return get_template(name)
    except TemplateDoesNotExist:
        return None


def absolute(address):
    """The whole address of a page of this site, for a mail."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{address}"


def site_host():
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc

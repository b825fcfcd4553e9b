"""The words of an export of personal data: values as they are read, and names that no model says."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

WORDS = {
    "created at": _("Made on"),
    "updated at": _("Changed on"),
    "last seen at": _("Last seen on"),
    "last used at": _("Last used on"),
    "last updated at": _("Changed on"),
    "ip": _("Network address"),
    "user agent": _("Browser"),
}
"""Names of fields that models of libraries and ours leave in English, as Django makes them up."""
YES, NO = _("yes"), _("no")


def in_words(name):
    """The name of a table or a field as a reader sees it."""
    return str(WORDS.get(str(name)) or capfirst(str(name)))


def plain_value(value):
    """``(as JSON holds it, as it is read)``"""
    if isinstance(value, bool):
        return value, str(YES if value else NO)
    if isinstance(value, datetime.datetime):
        return value.isoformat(), date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return value.isoformat(), date_format(value, "DATE_FORMAT")
    if isinstance(value, int | float):
        return value, str(value)
    if isinstance(value, list | dict):
        return value, _in_words(value)
    return str(value), str(value)


def _in_words(value):
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_in_words(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_in_words(inner) for inner in value)
    return str(value)

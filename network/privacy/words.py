"""The words of an export of personal data: values as they are read, and names of tables and fields in French."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDS = {
    "network.IncomingMail.answered_at": _("Answer noted on"),
    "network.IncomingMail.sender_name": _("Name of the sender"),
    "network.IncomingMail.size_bytes": _("Size in bytes"),
    "network.NetworkImage": _("Images"),
    "network.AccountInvitation_metropolises.metropolis": _("Metropolis"),
    "network.User_metropolises.metropolis": _("Metropolis"),
    "network.WorkingGroupMember.group": _("Working group"),
    "network.User_metropolises": _("Metropolises I write for"),
    "network.AccountInvitation_metropolises": _("Metropolises of the invitation"),
    "mfa.Authenticator": _("Second factors and passkeys"),
    "mfa.Authenticator.type": _("Kind"),
    "socialaccount.SocialAccount": _("Accounts at other providers"),
    "socialaccount.SocialAccount.uid": _("Identifier there"),
    "usersessions.UserSession": _("Open sessions"),
    "wagtailadmin.EditingSession": _("Pages open in the desk"),
    "wagtailadmin.FormState": _("Forms being filled in the desk"),
    "wagtailcore.APIToken": _("Tokens for the API"),
    "wagtailcore.Comment.page": _("Page"),
    "wagtailcore.Comment.text": _("Text"),
    "wagtailcore.Comment.resolved_at": _("Dealt with on"),
    "wagtailcore.Comment.resolved_by": _("Dealt with by"),
    "wagtailcore.CommentReply.comment": pgettext_lazy("noun", "Comment"),
    "wagtailcore.CommentReply.text": _("Text"),
    "wagtailcore.PageSubscription": _("Pages followed in the desk"),
    "wagtailcore.PageSubscription.page": _("Page"),
    "wagtailcore.PageSubscription.comment_notifications": _("Mails about comments"),
    "wagtailcore.Revision.object_str": _("Title"),
    "wagtailcore.UploadedFile": _("Files being uploaded"),
    "wagtailusers.UserProfile": _("Preferences of the desk"),
    "created at": _("Made on"),
    "updated at": _("Changed on"),
    "last seen at": _("Last seen on"),
    "last used at": _("Last used on"),
    "last updated at": _("Changed on"),
    "ip": _("Network address"),
    "user agent": _("Browser"),
}
"""Names that no model says in French, those of libraries above all: by table, by table and field, or by the English."""
YES, NO = _("yes"), _("no")


def in_words(name, key="", more=None):
    """The name of a table or a field as a reader sees it; ``key`` says which: “mfa.Authenticator.type”. ``more`` is
    what apps add to ``WORDS``."""
    words = WORDS | (more or {})
    return str(words.get(key) or words.get(str(name)) or capfirst(str(name)))


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

"""What a table says of itself: whether pages show it, and what an export of personal data leaves out or calls by name.

Said by the model, once, where it is defined, so that no room below needs a list of the tables above it::

    class Follow(models.Model):
        disclosure = Disclosure(on_pages=False, words={"theme": _("Theme")})

Every model of ours must say it (``network.checks``). Read by the pages kept ready (`network/page_cache`), by « Mes
données », erasure and the withholding of names (`network/privacy`).
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """What one table shows, and to whom. Fields are given by their names."""

    on_pages: bool
    """Whether a page for readers without a session may print what it holds: a change then makes kept pages old."""
    names_people: bool = False
    """Whether texts that no page prints may name somebody, and are rewritten too where a name is withheld."""
    secret: tuple[str, ...] = ()
    """What gives access, or holds pages as a whole: in no export. Binary fields and tokens are secret in any case."""
    technical: tuple[str, ...] = ()
    """By what the site works: in no export either, since it says nothing of anybody."""
    told: tuple[str, ...] | None = None
    """The only fields that say something of a person; ``None``: all of them do."""
    addresses: tuple[str, ...] = ()
    """What holds a mail address without being an ``EmailField``."""
    title: Any = ""
    """What an export calls the table, where ``verbose_name_plural`` would not do."""
    words: Mapping[str, Any] = field(default_factory=dict)
    """What an export calls a field that has no ``verbose_name``, or the table of a many-to-many one."""


SHOWN, NOT_SHOWN = Disclosure(on_pages=True), Disclosure(on_pages=False)


def disclosure_of(model: type[Model]) -> Disclosure:
    """What a table says of itself. One that Django makes for a many-to-many field goes with the model of that field.

    A model of ours that says nothing is taken as shown: a page made anew for nothing is better than an old one.
    """
    owner: Any = model._meta.auto_created
    if owner:
        kept_by = disclosure_of(owner)
        return Disclosure(on_pages=kept_by.on_pages, words=kept_by.words)
    if isinstance(said := getattr(model, "disclosure", None), Disclosure):
        return said
    may_be_shown = model._meta.app_label in LIBRARIES_ON_PAGES or is_ours(model)
    return OF_LIBRARIES.get(model._meta.label, SHOWN if may_be_shown else NOT_SHOWN)


def is_ours(model: type[Model]) -> bool:
    return model._meta.app_label in our_apps()


@functools.cache
def our_apps() -> tuple[str, ...]:
    """The labels of our apps, side by side at the top of the project, whose tables speak for themselves.

    Search is not among them: it knows no other app and its tables are of nobody, so it is one of the libraries here.
    """
    here = (config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.PROJECT_DIR)
    return tuple(sorted(label for label in here if label != "search"))


# Tables that cannot say it, and have no owner above us who could

LIBRARIES_ON_PAGES = frozenset(
    {
        "wagtailcore",
        "wagtailimages",
        "wagtaildocs",
        "wagtailredirects",
        "auth",  # a deleted group that restricts a page
    }
)
OF_LIBRARIES = {
    "account.EmailConfirmation": Disclosure(on_pages=False, secret=("key",)),
    "auth.Permission": Disclosure(on_pages=False),
    "mfa.Authenticator": Disclosure(
        on_pages=False,
        told=("type", "created_at", "last_used_at"),
        title=_("Second factors and passkeys"),
        words={"type": _("Kind")},
    ),
    "sessions.Session": Disclosure(on_pages=False, secret=("session_key", "session_data")),
    "socialaccount.SocialAccount": Disclosure(
        on_pages=False, title=_("Accounts at other providers"), words={"uid": _("Identifier there")}
    ),
    "socialaccount.SocialApp": Disclosure(on_pages=False, secret=("key", "secret")),
    "socialaccount.SocialToken": Disclosure(on_pages=False, secret=("token", "token_secret")),
    "usersessions.UserSession": Disclosure(on_pages=False, secret=("session_key", "data"), title=_("Open sessions")),
    "wagtailadmin.EditingSession": Disclosure(
        on_pages=False, told=("last_seen_at",), title=_("Pages open in the desk")
    ),
    "wagtailadmin.FormState": Disclosure(
        on_pages=False, told=("last_updated_at",), secret=("data",), title=_("Forms being filled in the desk")
    ),
    "wagtailcore.APIToken": Disclosure(on_pages=True, secret=("key_hash", "prefix"), title=_("Tokens for the API")),
    "wagtailcore.CollectionViewRestriction": Disclosure(on_pages=True, secret=("password",)),
    "wagtailcore.Comment": Disclosure(
        on_pages=False,
        technical=("contentpath", "position", "revision_created"),
        words={
            "page": _("Page"),
            "text": _("Text"),
            "resolved_at": _("Dealt with on"),
            "resolved_by": _("Dealt with by"),
        },
    ),
    "wagtailcore.CommentReply": Disclosure(
        on_pages=False, words={"comment": pgettext_lazy("noun", "Comment"), "text": _("Text")}
    ),
    "wagtailcore.ModelLogEntry": Disclosure(on_pages=False, secret=("data",), technical=("uuid", "revision")),
    "wagtailcore.Page": Disclosure(on_pages=True, told=("title", "first_published_at", "last_published_at")),
    "wagtailcore.PageLogEntry": Disclosure(on_pages=False, secret=("data",), technical=("uuid", "revision")),
    "wagtailcore.PageSubscription": Disclosure(
        on_pages=False,
        title=_("Pages followed in the desk"),
        words={"page": _("Page"), "comment_notifications": _("Mails about comments")},
    ),
    "wagtailcore.PageViewRestriction": Disclosure(on_pages=True, secret=("password",)),
    "wagtailcore.ReferenceIndex": Disclosure(on_pages=False),
    "wagtailcore.Revision": Disclosure(
        on_pages=False, told=("object_str", "created_at"), words={"object_str": _("Title")}
    ),
    "wagtailcore.Task": Disclosure(on_pages=False),
    "wagtailcore.TaskState": Disclosure(on_pages=False, technical=("revision",)),
    "wagtailcore.UploadedFile": Disclosure(on_pages=False, told=(), title=_("Files being uploaded")),
    "wagtailcore.WorkflowState": Disclosure(on_pages=False),
    "wagtailusers.UserProfile": Disclosure(
        on_pages=False, technical=("dismissibles",), title=_("Preferences of the desk")
    ),
}

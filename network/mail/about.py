"""What mails are of, as their rows keep it: « meeting:12 ». Declared by whoever owns such records, in one line::

    MEETING = mails_about("meeting", is_page=True)

and handed to ``post`` as ``about=MEETING.key(meeting.pk)``.
"""

from dataclasses import dataclass

from wagtail import hooks
from wagtail.models import Page

MAIL_ABOUT_HOOK = "mail_about"


@dataclass(frozen=True)
class About:
    name: str
    is_page: bool = False
    """Whether such a record is a page, to which the desk leads."""

    def key(self, pk: object) -> str:
        return f"{self.name}:{pk}"

    def pk_in(self, about: str) -> int | None:
        """The key of the record that « meeting:12 » names; ``None`` for what is no such record."""
        name, _colon, number = about.partition(":")
        return int(number) if name == self.name and number.isdecimal() else None


def mails_about(name: str, *, is_page: bool = False) -> About:
    """Declare what mails can be of, once, when the module of its owner is imported."""
    about = About(name, is_page)
    hooks.register(MAIL_ABOUT_HOOK, about)
    return about


def page_of(about: str) -> Page | None:
    """The page that a mail is of; ``None`` when it is of no page, or of one that is gone."""
    for known in hooks.get_hooks(MAIL_ABOUT_HOOK):
        if known.is_page and (pk := known.pk_in(about)) is not None:
            return Page.objects.filter(pk=pk).first()
    return None

"""Fields for what people type: names, subjects, addresses; without what cannot be seen or changes what can."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.look.text import tidy_line, tidy_text

LOOK_ALIKE = _(
    "This address holds a letter that looks like another one (%(letter)s). Type it again with the letters of the "
    "keyboard, without accents."
)


def refuse_look_alikes(address: str) -> None:
    """Addresses are in plain ASCII here: a Cyrillic « a » would make an address that looks like somebody else's.

    Also what a database believes to be the same letter (the Turkish dotless i and « i ») would find somebody else's
    account.
    """
    strange = next((sign for sign in address if not " " < sign < "\x7f"), "")
    if strange:
        shown = strange if strange.isprintable() else f"U+{ord(strange):04X}"
        raise ValidationError(LOOK_ALIKE, code="look_alike", params={"letter": shown})


def is_to_be_refused(value: str, most: int | None) -> bool:
    """Null characters, which are never typed, and a megabyte for a name: Django refuses them as they are, at no cost."""
    return "\x00" in value or (most is not None and len(value) > 10 * most)


class LineField(forms.CharField):
    """One line of text, tidied before its length is judged."""

    def to_python(self, value: Any) -> str:
        value = super().to_python(value)
        return value if is_to_be_refused(value, self.max_length) else tidy_line(value)


class TextField(forms.CharField):
    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        value = super().to_python(value)
        return value if is_to_be_refused(value, self.max_length) else tidy_text(value)


class AddressField(forms.EmailField):
    """A mail address in plain ASCII, in lower case: one person, one spelling."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 254} | options)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").lower()

    def run_validators(self, value: str) -> None:
        refuse_look_alikes(value)  # alone, since it says more than that the address is not valid
        super().run_validators(value)

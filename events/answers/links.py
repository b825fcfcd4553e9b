"""The personal link of an invitation: one person, one meeting, no account.

It names an attendance and carries its ``link_key``, both signed: nobody can make one, and renewing the key makes
every link sent before worthless. It ends with the meeting. Opening it never answers anything, since mail programs
fetch links in advance: the page has a form.
"""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from events.attendance.models import Attendance, new_link_key
from events.vocabularies import AnswerChannel, AttendanceAnswer
from network.mail.outbox import absolute

SALT = "events.links.answer"  # the purpose: a token signed for anything else opens nothing here
PERSON, ASSISTANT = "p", "a"
CHANNELS = {PERSON: AnswerChannel.LINK, ASSISTANT: AnswerChannel.ASSISTANT}
WORDS = {
    "sur-place": AttendanceAnswer.ON_SITE,
    "a-distance": AttendanceAnswer.REMOTE,
    "excuse": AttendanceAnswer.EXCUSED,
    "represente": AttendanceAnswer.REPRESENTED,
}
"""What the buttons of a mail put in the address, `?reponse=sur-place`: what the form begins with."""


@dataclass(frozen=True)
class OpenedLink:
    """A link that was opened: ``attendance`` is ``None`` when it is of nobody, or was renewed since."""

    attendance: Attendance | None
    channel: str = ""
    was_renewed: bool = False


def answer_token(attendance, *, for_assistant=False):
    holder = ASSISTANT if for_assistant else PERSON
    return signing.Signer(salt=SALT, sep=".").sign(f"{attendance.pk}.{holder}.{attendance.link_key}")


def answer_path(attendance, *, for_assistant=False):
    return reverse("events:answer", args=[answer_token(attendance, for_assistant=for_assistant)])


def answer_url(attendance, answer="", *, for_assistant=False):
    """The whole address for a mail; ``answer`` is what its button says, which the form then begins with."""
    address = absolute(answer_path(attendance, for_assistant=for_assistant))
    word = next((word for word, value in WORDS.items() if value == answer), "")
    return f"{address}?reponse={word}" if word else address


def open_link(token):
    """Whose link a token is: an ``OpenedLink``. One query."""
    try:
        pk, holder, key = signing.Signer(salt=SALT, sep=".").unsign(token).split(".")
    except (signing.BadSignature, ValueError):
        return OpenedLink(None)
    attendance = Attendance.objects.select_related("person", "meeting").filter(pk=pk).first()
    if attendance is None or holder not in CHANNELS:
        return OpenedLink(None)
    if attendance.link_key != key:
        return OpenedLink(None, was_renewed=True)
    return OpenedLink(attendance, CHANNELS[holder])


def renew_link(attendance):
    """Make every link sent so far for this person and meeting worthless; the next mail carries a new one."""
    attendance.link_key = new_link_key()
    Attendance.objects.filter(pk=attendance.pk).update(link_key=attendance.link_key)
    return attendance

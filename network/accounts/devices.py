"""From which browsers somebody signs in: named in a few words, and a new one told by mail."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models.devices import KnownDevice
from network.mail.outbox import absolute
from network.mail.plain_mails import send

# The first that is found names it: Edge and Opera also say Chrome, and all of them say Safari.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent):
    """« Firefox, Linux »: what does not change when the browser is brought up to date."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part) or _("unknown browser")


def note_device(*, user, user_agent, now=None):
    """Remember the device of a sign-in. A device that is not the first one is told to its owner by mail."""
    now = now or timezone.now()
    name = device_name(user_agent)
    known = KnownDevice.objects.filter(user=user)
    if known.filter(name=name).update(last_seen_at=now):
        return
    is_first = not known.exists()
    KnownDevice.objects.create(user=user, name=name, first_seen_at=now, last_seen_at=now)
    if not is_first:
        send(
            "network/accounts/mails/new_device",
            to=user.email,
            context={
                "device": name,
                "when": timezone.localtime(now),
                "devices_url": absolute(reverse("usersessions_list")),
            },
        )

"""The secret addresses of personal calendars (CALENDARS.md, R27), and what members follow."""

import base64
import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from events.feeds.models.subscriptions import CalendarSubscription, Follow
from network.mail.outbox import absolute

SEED_BYTES = 32
TOKEN_BYTES = 24
"""192 bits: 32 characters in the address."""
MOST_PER_MEMBER = 10
FOLLOWED = ("metropolis", "working_group", "theme")


def make_subscription(*, user, name="", **options):
    """A new address for a member. Raises ``ValidationError`` when she or he has too many."""
    active = CalendarSubscription.objects.filter(user=user, revoked_at__isnull=True)
    if active.count() >= MOST_PER_MEMBER:
        raise ValidationError(_("You have %(count)s addresses: close one first.") % {"count": MOST_PER_MEMBER})
    seed = secrets.token_urlsafe(SEED_BYTES)
    return CalendarSubscription.objects.create(
        user=user,
        name=name.strip() or _("My calendar"),
        seed=seed,
        token_hash=hash_of(derived(seed, settings.SECRET_KEY), settings.SECRET_KEY),
        **options,
    )


def derived(seed, key):
    """The token of a seed. Without the key, which no database holds, the seed says nothing about it."""
    digest = salted_hmac("events.calendar.token", seed, secret=key, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()


def hash_of(token, key):
    return salted_hmac("events.calendar.hash", token, secret=key, algorithm="sha256").hexdigest()


def hashes_of(token):
    """What a token may be kept under: one for each secret key in use (``SECRET_KEY_FALLBACKS``)."""
    return [hash_of(token, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def token_of(subscription):
    """The secret part of the address, for its owner; empty when the key it was made with is gone."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = derived(subscription.seed, key)
        if hash_of(token, key) == subscription.token_hash:
            return token
    return ""


def address_of(subscription):
    """The whole address to paste in a calendar."""
    token = token_of(subscription)
    return absolute(reverse("events:personal", args=[token, "ics"])) if token else ""


def subscription_at(address):
    """The subscription of an address or a token that somebody found where it should not be, or ``None``."""
    token = address.strip().rpartition("/")[2].partition("?")[0].removesuffix(".ics").removesuffix(".json")
    return CalendarSubscription.objects.filter(token_hash__in=hashes_of(token)).first() if token else None


@transaction.atomic
def renew(subscription, *, by=None):
    """Another address with the same options; the old one is closed at once."""
    options = ("content", "days", "hides_cancelled", "hides_declined", "wants_mail")
    revoke(subscription, by=by)
    return make_subscription(
        user=subscription.user, name=subscription.name, **{name: getattr(subscription, name) for name in options}
    )


def revoke(subscription, *, by=None):
    """Close an address: from now on it answers 410. Kept a while, to say so, then deleted with what is old."""
    if subscription.revoked_at is None:
        subscription.revoked_at = timezone.now()
        subscription.revoked_by = by
        subscription.save(update_fields=["revoked_at", "revoked_by"])


# What is followed


def follow(user, kind, record):
    Follow.objects.get_or_create(user=user, **{kind: record})
    CalendarSubscription.touch(user=user)


def unfollow(user, kind, record):
    Follow.objects.filter(user=user, **{kind: record}).delete()
    CalendarSubscription.touch(user=user)


@transaction.atomic
def follow_only(user, **records):
    """Follow exactly these: ``metropolis=[…]``, ``working_group=[…]``, ``theme=[…]``."""
    for kind in FOLLOWED:
        wanted = {record.pk: record for record in records.get(kind, ())}
        mine = Follow.objects.filter(user=user, **{f"{kind}__isnull": False})
        mine.exclude(**{f"{kind}__in": list(wanted)}).delete()
        known = set(mine.values_list(kind, flat=True))
        Follow.objects.bulk_create(Follow(user=user, **{kind: wanted[pk]}) for pk in wanted if pk not in known)
    CalendarSubscription.touch(user=user)


def followed(user):
    """Primary keys by kind: ``{"metropolis": {1, 2}, …}``."""
    found = {kind: set() for kind in FOLLOWED}
    for row in Follow.objects.filter(user=user).values(*FOLLOWED):
        for kind in FOLLOWED:
            if row[kind]:
                found[kind].add(row[kind])
    return found

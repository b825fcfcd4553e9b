"""Writing the audit log: who did what with accounts, roles, audiences and data."""

import ipaddress

from allauth.account.adapter import get_adapter
from allauth.core import context
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context

from network.models import AuditEntry

Action = AuditEntry.Action


def record(action, words, *, actor=None, subject="", request=None):
    """Add an entry. Without ``actor`` it is whoever is signed in, or the site itself (a task, a command)."""
    request = request or context.request
    actor = actor or acting_user(request)
    return AuditEntry.objects.create(
        action=action,
        words=str(words)[:500],
        subject=str(subject)[:255],
        actor=actor,
        actor_name=actor.email if actor else _("the site"),
        network=network_of(request),
    )


def acting_user(request):
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return user
    return get_active_log_context().user


def network_of(request):
    """The network somebody asks from: an address without its last part, which stands for one home or office."""
    if request is None:
        return ""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except ValueError:
        return ""
    prefix = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False))

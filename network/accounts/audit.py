"""Writing the audit log: who did what with accounts, roles, audiences and data."""

import ipaddress

from allauth.account.adapter import get_adapter
from allauth.core import context
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context

from network.accounts.models.audit import AuditEntry

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


class ExportsMiddleware:
    """Writes down what leaves the desk as a file: spreadsheets of lists and reports, whoever's view makes them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith("/admin/") and response.status_code == 200 and is_a_file(response):
            format_ = request.GET.get("export") or response["Content-Type"].partition(";")[0]
            record(
                Action.EXPORT,
                _("Exported as %(format)s.") % {"format": format_[:40]},
                subject=request.path.removeprefix("/admin/").strip("/"),
                request=request,
            )
        return response


EXPORTED = ("text/csv", "application/vnd.", "application/zip", "application/json", "application/pdf")


def is_a_file(response):
    """Whether an answer of the desk is kept as a file. Documents themselves are not served by the desk."""
    kept = response.get("Content-Disposition", "").startswith("attachment")
    return kept and response.get("Content-Type", "").startswith(EXPORTED)


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

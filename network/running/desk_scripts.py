"""The few scripts that Wagtail writes into the pages of the desk, allowed by a nonce instead of all of them.

Date fields, choosers and lists of rows start themselves with an inline script. Those, and no other, carry the nonce
of the policy of the desk: what somebody smuggles into a title or a text does not run. The nonce is that of the
session, not of one answer, since a dialog brings its scripts into a page that an earlier answer made.
"""

import base64
from contextvars import ContextVar

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.admin.widgets.chooser import BaseChooser

INLINE = "<script>"
current_nonce = ContextVar("nonce of the desk", default="")
"""What the request being answered may use; widgets know no request."""


def nonce_of(request):
    """The nonce of a session in the desk, or an empty text elsewhere."""
    if not request.path_info.startswith(settings.ADMIN_PREFIX):
        return ""
    key = request.session.session_key
    digest = salted_hmac("network.running.desk_scripts", key, algorithm="sha256").digest() if key else b""
    return base64.b64encode(digest[:18]).decode()


def nonce_attribute():
    """The nonce of the request being answered, as a script's attribute."""
    nonce = current_nonce.get()
    return format_html(' nonce="{}"', nonce) if nonce else ""


def with_nonce(html):
    """Markup that Wagtail made, its last inline script allowed."""
    before, mark, after = html.rpartition(INLINE)
    return mark_safe(f"{before}<script{nonce_attribute()}>{after}") if mark else html  # noqa: S308 -- Wagtail's own, as it was


def allow_choosers():
    """Choosers write their script in Python: no template could be replaced."""
    render = BaseChooser.render

    def rendered(self, name, value, attrs=None, renderer=None):
        return with_nonce(render(self, name, value, attrs, renderer))

    BaseChooser.render = rendered

"""What every answer says to browsers about safety, beyond what Django's own middleware says."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpResponseNotAllowed

from network.running.desk_scripts import current_nonce, nonce_of

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
"""All that this site understands: pages are read, forms are sent."""
PRECAUTIONS = (
    ("Permissions-Policy", settings.PERMISSIONS_POLICY),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Origin-Agent-Cluster", "?1"),
    ("X-Permitted-Cross-Domain-Policies", "none"),
)


def say(response, headers=()):
    """Add what every answer says, and ``headers``, where the answer says nothing else."""
    for name, value in (*headers, *PRECAUTIONS):
        response.headers.setdefault(name, value)


class SecurityHeadersMiddleware(CSPMiddleware):
    """One content security policy for the pages we write, another for Wagtail's; the same permissions for all."""

    def process_request(self, request):
        super().process_request(request)
        nonce = nonce_of(request)
        current_nonce.set(nonce)
        if nonce:
            request._csp_nonce = nonce

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(settings.ADMIN_PREFIX):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts

    def process_response(self, request, response):
        say(response)
        return super().process_response(request, response)


class MethodsMiddleware:
    """Answers other methods at one place: many views would take a PUT or a TRACE for a GET."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)

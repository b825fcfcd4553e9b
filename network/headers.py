"""What every answer says to browsers about safety, beyond what Django's own middleware says."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpResponseNotAllowed

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
"""All that this site understands: pages are read, forms are sent."""


class SecurityHeadersMiddleware(CSPMiddleware):
    """One content security policy for the pages we write, another for Wagtail's; the same permissions for all."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(settings.ADMIN_PREFIX):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts

    def process_response(self, request, response):
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Origin-Agent-Cluster", "?1")
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        return super().process_response(request, response)


class MethodsMiddleware:
    """Answers other methods at one place: many views would take a PUT or a TRACE for a GET."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)

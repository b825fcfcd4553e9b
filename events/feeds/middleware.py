"""Calendars ask every hour and show nobody a page: their addresses skip what sessions, forms and accounts need."""

from django.urls import Resolver404, resolve

from network.running.headers import say

PREFIX, ENDS = "/calendriers/", (".ics", ".json")
HEADERS = (
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Frame-Options", "DENY"),
)
"""What files say more strictly than pages; the rest is what every answer says (``network.running.headers``)."""


class CalendarFilesMiddleware:
    """Stands right behind Django's own security headers. Halves the time of an answer from memory, and leaves no
    redirect, cookie or page in the way of a calendar program (R20)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        path = request.path_info
        if not (path.startswith(PREFIX) and path.endswith(ENDS)):
            return self.get_response(request)
        try:
            match = resolve(path)
        except Resolver404:
            return self.get_response(request)
        if not match.route.startswith(PREFIX[1:]):  # a page of the tree, which ends like a file
            return self.get_response(request)
        response = match.func(request, *match.args, **match.kwargs)
        say(response, HEADERS)
        return response

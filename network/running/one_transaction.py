"""A request that changes something is one transaction: whoever dies at any line of it has changed all or nothing.

What must be remembered although the change is undone (how often a form was sent) is added to ``request.outlives`` as a
function without arguments: called again after the transaction was undone. An answer that is returned undoes nothing,
whatever its status; an exception does, ``Http404`` and ``PermissionDenied`` included.

Django's ``ATOMIC_REQUESTS`` would do the same to every request; on SQLite, readers would then wait for each other.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from wagtail.utils.urlpatterns import decorate_urlpatterns

View = Callable[..., HttpResponse]
SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")
TAKES_ITS_TIME = {"wagtailimages"}
"""Where pictures are made small while their editor waits: nobody else's change waits for that."""


def in_one_transaction(view: View) -> View:
    """The view, in a transaction where a request may change something; an exception undoes what it did."""

    @wraps(view)
    def all_or_nothing(request: HttpRequest, *arguments: Any, **values: Any) -> HttpResponse:
        match = request.resolver_match
        if request.method in SAFE_METHODS or (match and TAKES_ITS_TIME.intersection(match.namespaces)):
            return view(request, *arguments, **values)
        read(request)
        outlives: list[Callable[[], object]] = []
        request.outlives = outlives  # type: ignore[attr-defined] # ours
        try:
            with transaction.atomic():
                return view(request, *arguments, **values)
        except Exception:
            for write in outlives:
                write()
            raise

    return all_or_nothing


def read(request: HttpRequest) -> None:
    """Read what was sent before the transaction begins: a slow sender must not hold up everybody who writes."""
    if not request.POST and not request.FILES and not (request.content_type or "").startswith("multipart/"):
        request.body  # noqa: B018 -- reading it is what it does


def all_in_one_transaction(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The same for every view of a list of addresses and of those it includes."""
    return decorate_urlpatterns(patterns, in_one_transaction)

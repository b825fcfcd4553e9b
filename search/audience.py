"""What the reader of a request may see, as apps say it through their hook."""

from django.http import HttpRequest
from wagtail import hooks

from search.facets import PUBLIC
from search.sources import READER_HOOK


def audiences_of(request: HttpRequest) -> frozenset[str]:
    """The audience tokens that the reader behind a request holds."""
    tokens = {PUBLIC}
    for function in hooks.get_hooks(READER_HOOK):
        tokens |= set(function(request))
    return frozenset(tokens)

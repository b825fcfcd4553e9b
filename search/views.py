"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail import hooks

from search import searching
from search.audience import audiences_of
from search.page import SearchPage, kind_label
from search.parameters import SearchParameters
from search.query import cleaned
from search.results import IndexNotReady
from search.sources import ACTIONS_HOOK, ANSWERED_HOOK, PROMOTION_HOOK, Promotion, sources
from search.tasks import ask_for_rebuild, ask_to_catch_up

MOST_SUGGESTIONS = 8


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    parameters, audiences = SearchParameters.of(request.GET), audiences_of(request)
    try:
        page = SearchPage.of(parameters, audiences)
    except IndexNotReady:
        # Done at once where tasks are immediate; otherwise the page says that the index is being made.
        ask_for_rebuild()
        try:
            page = SearchPage.of(parameters, audiences)
        except IndexNotReady:
            return render(request, "search/pages/preparing.html", {"parameters": parameters})
    if page.answer.is_limited:
        ask_to_catch_up()
    if parameters.page == 1:
        for function in hooks.get_hooks(ANSWERED_HOOK):
            function(request, parameters, page.answer)
    context = {
        "search": page,
        "parameters": parameters,
        "actions": [part for function in hooks.get_hooks(ACTIONS_HOOK) for part in function(request, parameters)],
        "promotions": _promotions(request, page),
    }
    response = render(request, "search/pages/search.html", context)
    # What a reader may see decides every part of the page.
    response["Cache-Control"] = "private, no-cache"
    return response


def _promotions(request: HttpRequest, page: SearchPage) -> list[Promotion]:
    """What editors show first for these words: on the first page, when nothing narrows the search."""
    if page.is_browsing or page.number > 1 or page.parameters.is_narrowed:
        return []
    functions = hooks.get_hooks(PROMOTION_HOOK)
    return [promotion for function in functions for promotion in function(request, page.answer.query)]


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The options of the search box for what is being typed: a fragment of HTML."""
    words = cleaned(request.GET.get("q", ""))
    try:
        found = searching.suggest(words, audiences=audiences_of(request), limit=MOST_SUGGESTIONS)
    except IndexNotReady:
        found = ()
    registered = sources()
    options = [(kind_label(registered, suggestion.kind), suggestion) for suggestion in found]
    response = render(request, "search/parts/suggestions.html", {"words": words, "options": options})
    response["Cache-Control"] = "private, max-age=60"
    return response

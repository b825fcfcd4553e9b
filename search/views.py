"""The search page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from search.audience import audiences_of
from search.page import SearchPage
from search.parameters import SearchParameters
from search.results import IndexNotReady
from search.tasks import ask_for_rebuild


@require_safe
def search(request):
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
    response = render(request, "search/pages/search.html", {"search": page, "parameters": parameters})
    # What a reader may see decides every part of the page.
    response["Cache-Control"] = "private, no-cache"
    return response

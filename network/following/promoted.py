"""The pages that the team puts forward for some words, among the results of a search."""

from network.audience.rules import reader_for
from network.following.models.search_desk import PromotedResult
from search.sources import Promotion


def promotions(request, query):
    """The pages that the team puts forward for a query, those this reader may see."""
    terms = terms_of(query)
    if not terms:
        return []
    wanted = reader_for(request).visible(PromotedResult.objects.filter(page__live=True), prefix="page__")
    shown = {}
    for promoted in wanted.select_related("page"):
        if promoted.is_for(terms) and promoted.page_id not in shown:
            shown[promoted.page_id] = promoted
    return [
        Promotion(promoted.page.title, url, promoted.text)
        for promoted in shown.values()
        if (url := promoted.page.get_url(request))
    ]


def terms_of(query):
    """The analysed words that a query stands for: its own, those of synonyms, those of corrections."""
    found = set()
    for clause in query.clauses:
        reasons = [clause.node, *(one.node for one in clause.alternatives_for("synonym", "spelling"))]
        found.update(term for node in reasons for term in node.terms)
    return frozenset(found)

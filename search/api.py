"""`GET /api/search/`: the answers of the search page, as JSON."""

import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Query, Schema, Status
from pydantic import BeforeValidator, Field

from search import searching
from search.audience import audiences_of
from search.parameters import LAST_PAGE, SearchParameters, whole_number
from search.results import NEWEST, RELEVANCE, Hit, IndexNotReady
from search.tasks import ask_for_rebuild, ask_to_catch_up

PER_PAGE, MOST_PER_PAGE = 20, 200
RETRY_SECONDS = 30

api = NinjaAPI(
    title="Métropoles participatives",
    version="1",
    description="What the site makes public, for programs. Answers depend on what the caller may read.",
    urls_namespace="search-api",
    docs_url=None,
)


def nearest(most: int, default: int) -> BeforeValidator:
    """A whole number from 1 to ``most``: the nearest to what was written, never an error."""
    return BeforeValidator(lambda text: whole_number(text, most, default))


class Section(Schema):
    """The part of the text that matches, at its own address."""

    title: str
    url: str


class Result(Schema):
    kind: str
    title: str
    url: str = Field(description="The address of the text, or of the part of it that matches.")
    excerpt_html: str = Field(description="Escaped HTML; the words found are in <mark>.")
    metropolises: list[str]
    themes: list[str]
    date: datetime.date | None
    score: float
    section: Section | None
    missing: list[str] = Field(description="Words asked for that the text does not hold.")


class Correction(Schema):
    word: str
    instead: str


class Expansion(Schema):
    word: str
    means: list[str]


class Answer(Schema):
    count: int
    page: int
    per_page: int
    results: list[Result]
    facets: dict[str, dict[str, int]] = Field(description="Counts by kind, metropolis, theme, year and audience.")
    corrected: list[Correction]
    expanded: list[Expansion]
    limited: bool = Field(description="The search server does not answer: the site's own index does.")


class Problem(Schema):
    detail: str


NOT_READY = {
    "description": "The search index is being prepared: ask again after the seconds of `Retry-After`.",
    "headers": {
        "Retry-After": {
            "description": "Seconds to wait.",
            "required": True,
            "schema": {"type": "integer", "minimum": 1},
        }
    },
}


class Asked(Schema):
    """What may be asked; ``SearchParameters`` reads all but the number per page, as for the page."""

    q: str = Field("", description="Words, “phrases”, -excluded, begin*; everything if empty.")
    kind: list[str] = Field([], description="Kinds of texts, any of them.")
    metropolis: list[str] = Field([], description="Short names, any of them.")
    theme: list[str] = Field([], description="Labels, any of them.")
    year: list[str] = Field([], description="Four figures, any of them.")
    audience: list[str] = Field([], description="“public”, “restricted” or both.")
    sort: str = Field(RELEVANCE, description=f"“{RELEVANCE}” or “{NEWEST}” (the newest first).")
    page: Annotated[int, nearest(LAST_PAGE, 1)] = Field(1, ge=1, le=LAST_PAGE)
    per_page: Annotated[int, nearest(MOST_PER_PAGE, PER_PAGE)] = Field(PER_PAGE, ge=1, le=MOST_PER_PAGE)


@api.get(
    "search/",
    response={200: Answer, 503: Problem},
    summary="Search the site",
    url_name="search",
    openapi_extra={"responses": {503: NOT_READY}},
)
def search(
    request: HttpRequest, response: HttpResponse, asked: Query[Asked]
) -> dict[str, object] | Status[dict[str, str]]:
    """The same answers as `/recherche/`. Unknown kinds are ignored, a page too far is the last one."""
    parameters = SearchParameters.of(request.GET)
    try:
        answer = searching.search(
            parameters.q,
            audiences=audiences_of(request),
            kinds=parameters.kinds,
            facets=parameters.facets,
            sort=parameters.sort,
            page=parameters.page,
            per_page=asked.per_page,
        )
    except IndexNotReady:
        ask_for_rebuild()
        response["Retry-After"] = str(RETRY_SECONDS)
        return Status(503, {"detail": "The search index is being prepared. Try again in a minute."})
    if answer.is_limited:
        ask_to_catch_up()
    results = answer.results
    last = max(1, -(-results.count // asked.per_page))
    response["Cache-Control"] = "private, no-cache"
    return {
        "count": results.count,
        "page": min(parameters.page, last),
        "per_page": asked.per_page,
        "results": [_result(request, hit) for hit in results.hits],
        "facets": {"kind": results.kinds, **{name: results.facets.get(name, {}) for name in SHOWN_FACETS}},
        "corrected": [{"word": one.word, "instead": one.instead} for one in answer.corrections],
        "expanded": [{"word": one.word, "means": list(map(str, one.means))} for one in answer.expansions],
        "limited": answer.is_limited,
    }


SHOWN_FACETS = ("metropolis", "theme", "year", "audience")


def _result(request: HttpRequest, hit: Hit) -> dict[str, object]:
    section = hit.section and {"title": hit.section.title, "url": request.build_absolute_uri(hit.section.url)}
    return {
        "kind": hit.kind,
        "title": hit.title,
        "url": section["url"] if section else request.build_absolute_uri(hit.url),
        "excerpt_html": str(hit.excerpt_html),
        "metropolises": hit.facets.get("metropolis", []),
        "themes": hit.facets.get("theme", []),
        "date": hit.date,
        "score": hit.score,
        "section": section,
        "missing": list(hit.missing),
    }

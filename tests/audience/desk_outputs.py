"""The addresses of the desk: several hundred patterns of Wagtail, filled by the name of what they take."""

import re
from urllib.parse import quote

from wagtail.models import Revision

from network.documents.models.media import NetworkDocument, NetworkImage
from resources.minutes.models import MinutesPage
from resources.practices.models import PracticePage
from tests.audience.outputs import NOTHING

LOOKED_AT = "group"
"""The kind of restriction whose pages are asked for one by one in the desk (one stands for all)."""


def desk_values(site):
    """What to put for each variable of a route of the desk."""
    pages = [site.pages[model, LOOKED_AT] for model in (PracticePage, MinutesPage)]
    page_keys = [page.pk for page in pages]
    revisions = [Revision.objects.for_instance(page).latest("pk").pk for page in pages]
    documents = [site.records[NetworkDocument, LOOKED_AT].pk]
    images = [site.records[NetworkImage, LOOKED_AT].pk]
    return {
        "page_id": page_keys,
        "parent_page_id": [site.home.pk, *page_keys],
        "page_to_move_id": page_keys,
        "destination_id": [site.home.pk],
        "page_pk": page_keys,
        "revision_id": revisions,
        "revision_id_a": revisions,
        "revision_id_b": ["live"],
        "document_id": documents,
        "doc_id": documents,
        "image_id": images,
        "filter_spec": ["width-100"],
        "content_type_app_name": ["resources"],
        "content_type_model_name": ["practicepage"],
        "app_label": ["resources"],
        "app_name": ["resources"],
        "model_name": ["practicepage"],
        "action_name": ["copy"],
        "pk": None,  # of whatever the route is about: see below
        "object_id": page_keys,
        "redirect_id": [1],
        "restriction_id": [1],
        "collection_id": [site.records[NetworkDocument, LOOKED_AT].collection_id],
        "uploaded_file_id": [1],
        "voter": [1],  # of a date poll: it prints no page
        "workflow_state_id": [1],
        "workflow_pk": [1],
        "task_id": [1],
        "task_state_id": [1],
        "session_id": [1],
        "action": ["delete"],
        "uidb64": ["MQ"],
        "token": ["x"],
    }


VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^()]*(?:\([^()]*\))?[^()]*\)")


def keys_of(route, site):
    """The primary keys that ``<pk>`` may stand for in a route of the desk."""
    for (model, kind), record in site.records.items():
        if kind == LOOKED_AT and f"/{model._meta.app_label}/{model._meta.model_name}/" in route:
            return [record.pk]
    if "document" in route:
        return [site.records[NetworkDocument, LOOKED_AT].pk]
    if "image" in route:
        return [site.records[NetworkImage, LOOKED_AT].pk]
    if "pages" in route:
        return [site.pages[PracticePage, LOOKED_AT].pk, site.pages[MinutesPage, LOOKED_AT].pk]
    return [1]


DESK_OTHERWISE = {
    "admin/^.*/$": ["/admin/inconnu/"],
    "admin/failwhale/": NOTHING,  # Wagtail's own test of its error page
    "admin/test404/": NOTHING,
}


def desk_addresses(route, site):
    """Addresses of one route of the desk, or ``None`` when one of its variables is not known here."""
    if route in DESK_OTHERWISE:
        return DESK_OTHERWISE[route]
    if "revisions/compare/" in route:
        pages = [site.pages[model, LOOKED_AT] for model in (PracticePage, MinutesPage)]
        return [f"/admin/pages/{page.pk}/revisions/compare/earliest...live/" for page in pages]
    values = desk_values(site)
    pattern = route.replace("^", "").replace("$", "").replace(r"\Z", "")
    names = [one or other for one, other in VARIABLE.findall(pattern)]
    if any(name not in values for name in names):
        return None
    paths = [pattern]
    for name in names:
        choices = keys_of(route, site) if values[name] is None else values[name]
        paths = [VARIABLE.sub(str(choice), path, count=1) for path in paths for choice in choices]
    if any(mark in path for path in paths for mark in "<>()\\"):
        return None
    return [f"/{path}" for path in paths] + [
        f"/{path}?q=appeau" for path in paths if path.endswith(("/search/", "/results/", "/chooser/", "/pages/"))
    ]


MORE_OF_THE_DESK = [
    f"/admin/pages/search/?q={quote('appeau')}",
    "/admin/choose-page/search/?q=appeau",
    "/admin/choose-page/search/?q=appeau&page_type=resources.minutespage",
    "/admin/api/main/pages/?search=appeau&fields=*",
    "/admin/api/main/pages/?for_explorer=1&limit=200",
    "/admin/api/main/documents/?fields=*",
    "/admin/api/main/images/?fields=*",
    "/admin/reports/site-history/?export=csv",
    "/admin/reports/aging-pages/?export=csv",
    "/admin/documents/?q=appeau",
    "/admin/images/?q=appeau",
    "/admin/tag-autocomplete/?term=a",
]

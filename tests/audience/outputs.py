"""Every output of the site, and the addresses at which the canary test asks for it.

A pattern of addresses that is not here fails `test_every_output_is_walked`.
Adding one: a line in ``OUTPUTS`` under the route as the failure writes it, with
what to ask: paths, or a function of the restricted ``Site`` that gives them.
"""

from urllib.parse import quote

from django.urls import get_resolver
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, get_page_models

from events.meetings.models.meeting import MeetingPage
from events.vocabularies import MeetingKind
from network.directory.models.metropolises import Metropolis
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup
from network.documents.models.media import NetworkDocument, NetworkImage, NetworkRendition
from resources.minutes.models import MinutesPage
from tests.audience.tree import KINDS

NOTHING = []
"""An address that only takes forms, or shows nothing but a form: why is said beside it."""


def page_addresses(site):
    """Every page, open or not, as read and as filtered."""
    paths = [page.url for page in Page.objects.exclude(depth=1).order_by("path")]
    return [*paths, "/?q=appeau", "/inconnu/", *(f"{path}?page=2" for path in paths[:12])]


def document_addresses(site):
    documents = [record for (model, _kind), record in site.records.items() if model is NetworkDocument]
    return [document.url for document in documents]


def media_addresses(site):
    """Every file of the media folder by its own name: originals, renditions, and documents, which are never there."""
    names = [
        record.file.name for (model, _kind), record in site.records.items() if model in (NetworkImage, NetworkDocument)
    ]
    names += NetworkRendition.objects.values_list("file", flat=True)
    return [f"/media/{name}" for name in [*names, "../site.sqlite3", "images/absente.png"]]


def password_pages(site):
    return [
        f"/_util/authenticate_with_password/{restriction.pk}/{restriction.page_id}/"
        for restriction in site.restrictions["password"]
    ]


SEARCHES = ["appeau", "canari", "appeau description", '"appeau"', "apeau", "appeau canarix"]
"""Words that find every text of the tree, and others that lead to suggestions. None says a canary itself."""


def searches(_site):
    return ["/recherche/", *(f"/recherche/?q={quote(words)}" for words in SEARCHES), "/recherche/?q=appeau&page=2"]


def meeting_files(site):
    meetings = [page for (model, _kind), page in site.pages.items() if model is MeetingPage]
    ends = ("ics", "json", "ics?jours=blocs")
    return [f"{meeting.url}rencontre.{end}" for meeting in meetings for end in ends]


def metropolis_feeds(_site):
    slugs = [*Metropolis.objects.values_list("slug", flat=True), "inconnue"]
    return [f"/calendriers/metropole/{slug}.ics" for slug in slugs]


def group_feeds(_site):
    slugs = [*WorkingGroup.objects.values_list("slug", flat=True), "inconnu"]
    return [f"/calendriers/groupe/{slug}.ics" for slug in slugs]


def theme_feeds(_site):
    codes = [*Theme.objects.values_list("code", flat=True)[:5], "inconnue"]
    return [f"/calendriers/thematique/{code.lower()}.ics" for code in codes]


def answering(site):
    """The page on which somebody signed in answers each meeting."""
    meetings = [page for (model, _kind), page in site.pages.items() if model is MeetingPage]
    return [f"{meeting.url}repondre/" for meeting in meetings]


def corrections(site):
    return [
        f"/comptes-rendus/{page.pk}/correction/" for (model, _kind), page in site.pages.items() if model is MinutesPage
    ]


def organising(*parts):
    """The pages about each meeting for those who organise it."""

    def addresses(site):
        meetings = [page for (model, _kind), page in site.pages.items() if model is MeetingPage]
        return [f"/organisation/{meeting.pk}/{part}" for meeting in meetings for part in parts]

    return addresses


def briefings(site, kind="fiche/"):
    meetings = [page for (model, _kind), page in site.pages.items() if model is MeetingPage]
    return [f"{meeting.url}{kind}" for meeting in meetings]


OUTPUTS = {
    # Pages
    r"^((?:[\w\-]+/)*)$": page_addresses,
    "robots.txt": ["/robots.txt"],
    ".well-known/security.txt": ["/.well-known/security.txt"],
    "sitemap.xml": ["/sitemap.xml"],
    "styleguide/": ["/styleguide/"],
    r"_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": password_pages,
    "_util/login/": ["/_util/login/"],
    # Search
    "recherche/": searches,
    "recherche/suggestions/": ["/recherche/suggestions/?q=appeau", "/recherche/suggestions/?q=canari"],
    "api/": ["/api/"],
    "api/openapi.json": ["/api/openapi.json"],
    "api/search/": ["/api/search/?q=appeau", "/api/search/?q=canari&per_page=50"],
    # Calendars
    "calendriers/": ["/calendriers/", "/calendriers/?format=hybrid"],
    "calendriers/tous.ics": ["/calendriers/tous.ics"],
    "agenda/<int:year>/<slug:slug>/rencontre.ics": meeting_files,
    "agenda/<int:year>/<slug:slug>/repondre/": answering,
    # Secret addresses of one person invited, who reads there of that meeting alone: test_links.
    "agenda/reponse/<str:token>/": ["/agenda/reponse/x/"],
    # For those who organise a meeting
    "organisation/<int:pk>/effectifs/": organising("effectifs/"),
    "organisation/<int:pk>/effectifs.<str:kind>": organising("effectifs.csv", "effectifs.xlsx"),
    "organisation/<int:pk>/emargement.pdf": organising("emargement.pdf"),
    "organisation/<int:pk>/inviter/": organising("inviter/"),
    "organisation/<int:pk>/invitations/": organising("invitations/"),
    "organisation/<int:pk>/invitations/<int:attendance>/": organising("invitations/1/"),
    "organisation/<int:pk>/pointage/": organising("pointage/"),
    # Date polls: the secret address of one person asked, see test_date_polls.
    "agenda/sondages/<str:token>/": ["/agenda/sondages/1.x~y/"],
    "agenda/<int:year>/<slug:slug>/fiche/": briefings,
    "agenda/<int:year>/<slug:slug>/fiche.pdf": lambda site: briefings(site, "fiche.pdf"),
    # Secret addresses of one person invited, see test_briefing.
    "agenda/fiches/<str:token>/": ["/agenda/fiches/1.x~y/"],
    "agenda/fiches/<str:token>/fiche.pdf": ["/agenda/fiches/1.x~y/fiche.pdf"],
    "calendriers/tous.<calendar:extension>": [
        "/calendriers/tous.ics",
        "/calendriers/tous.json",
        "/calendriers/tous.ics?jours=blocs",
        "/calendriers/tous.ics?metropole=nantes&format=remote",
        "/calendriers/tous.ics?metropole=inconnue",
    ],
    "calendriers/tous.atom": ["/calendriers/tous.atom", "/calendriers/tous.atom?format=remote"],
    "calendriers/metropole/<str:metropole>.<calendar:extension>": metropolis_feeds,
    "calendriers/groupe/<str:groupe>.<calendar:extension>": group_feeds,
    "calendriers/thematique/<str:thematique>.<calendar:extension>": theme_feeds,
    "calendriers/type/<str:type>.<calendar:extension>": [
        f"/calendriers/type/{kind}.ics" for kind in (*MeetingKind.values, "inconnu")
    ],
    # Secret addresses of one member, who sees there what she or he may see: test_personal_feeds.
    "calendriers/perso/<str:token>.<calendar:extension>": ["/calendriers/perso/x.ics", "/calendriers/perso/x.json"],
    "organisation/agendas/": ["/organisation/agendas/"],
    "compte/calendriers/": ["/compte/calendriers/"],
    "compte/calendriers/suivre/": NOTHING,  # takes a form
    "compte/calendriers/<int:pk>/": NOTHING,  # takes a form
    "agenda/<int:year>/<slug:slug>/rencontre.<calendar:extension>": meeting_files,
    # Files
    r"^documents/(\d+)/(.*)$": document_addresses,
    "media/<path:name>": media_addresses,
    r"documents/^(\d+)/(.*)$": NOTHING,  # hidden behind the one above
    r"documents/authenticate_with_password/<int:restriction_id>/": ["/documents/authenticate_with_password/1/"],
    # Accounts
    "compte/": ["/compte/"],
    "compte/connexion/": ["/compte/connexion/?next=/pratiques/"],
    "compte/code/": ["/compte/code/"],
    "compte/deconnexion/": ["/compte/deconnexion/"],
    "compte/ferme/": ["/compte/ferme/"],
    "compte/ouverture/": ["/compte/ouverture/"],
    "compte/ouverture/envoyee/": ["/compte/ouverture/envoyee/"],
    "compte/ouverture/<str:code>/": ["/compte/ouverture/x/"],
    "compte/invitation/<str:code>/": ["/compte/invitation/x/"],
    "contact/message/": ["/contact/message/"],
    "comptes-rendus/<int:pk>/correction/": corrections,
    "compte/lien/": ["/compte/lien/"],
    "compte/recherches/": ["/compte/recherches/"],
    "compte/recherches/suivre/": NOTHING,  # takes a form
    "courriels/reception/": NOTHING,  # takes a mail, with a secret
    "compte/recherches/<int:pk>/": NOTHING,  # takes a form
    "compte/recherches/arreter/<str:code>/": ["/compte/recherches/arreter/x/"],
    "compte/donnees/": ["/compte/donnees/"],
    "compte/donnees/telecharger/": NOTHING,  # takes a form
    "compte/donnees/corriger/": ["/compte/donnees/corriger/"],
    "compte/donnees/effacer/": ["/compte/donnees/effacer/"],
    "donnees-personnelles/opposition/": ["/donnees-personnelles/opposition/"],
    "donnees-personnelles/opposition/envoyee/": ["/donnees-personnelles/opposition/envoyee/"],
    "donnees-personnelles/opposition/<str:code>/": ["/donnees-personnelles/opposition/x/"],
    # Secret addresses of one member, who reads there what she or he may read: test_saved_searches.
    "compte/recherches/<str:token>.atom": ["/compte/recherches/x.atom"],
    "compte/mot-de-passe/connexion/": ["/compte/mot-de-passe/connexion/"],
    "compte/mot-de-passe/choisir/": ["/compte/mot-de-passe/choisir/"],
    "compte/mot-de-passe/": ["/compte/mot-de-passe/"],
    "compte/confirmer/": ["/compte/confirmer/"],
    "compte/securite/": ["/compte/securite/"],
    "compte/securite/verification/": ["/compte/securite/verification/"],
    "compte/securite/confirmer/": ["/compte/securite/confirmer/"],
    "compte/securite/application/": ["/compte/securite/application/"],
    "compte/securite/application/retirer/": ["/compte/securite/application/retirer/"],
    "compte/securite/codes/": ["/compte/securite/codes/"],
    "compte/securite/codes/nouveaux/": ["/compte/securite/codes/nouveaux/"],
    "compte/securite/codes/telecharger/": ["/compte/securite/codes/telecharger/"],
    "compte/securite/cles/": ["/compte/securite/cles/"],
    "compte/securite/cles/ajouter/": ["/compte/securite/cles/ajouter/"],
    "compte/securite/cles/connexion/": ["/compte/securite/cles/connexion/"],
    "compte/securite/cles/confirmer/": ["/compte/securite/cles/confirmer/"],
    "compte/securite/cles/<int:pk>/retirer/": ["/compte/securite/cles/1/retirer/"],
    "compte/securite/cles/<int:pk>/nommer/": ["/compte/securite/cles/1/nommer/"],
    "compte/appareils/": ["/compte/appareils/"],
    "compte/<slug:provider_id>/connexion/": ["/compte/proconnect/connexion/"],
    "compte/<slug:provider_id>/retour/": ["/compte/proconnect/retour/"],
}

PAGES = r"^((?:[\w\-]+/)*)$"
PROMISED = {
    "pages, lists, metropolises, similar practices, backlinks and question matrix": [PAGES],
    "search: results, counts and facets": ["recherche/"],
    "suggestions": ["recherche/suggestions/"],
    "API": ["api/search/", "api/openapi.json"],
    "calendar feeds": ["calendriers/tous.ics", "calendriers/tous.<calendar:extension>"],
    "Atom": ["compte/recherches/<str:token>.atom", "calendriers/tous.atom"],
    "exports": ["organisation/<int:pk>/effectifs.<str:kind>"],
    "PDF": ["organisation/<int:pk>/emargement.pdf"],
    "site map": ["sitemap.xml", PAGES],
    "documents and images": ["media/<path:name>", r"^documents/(\d+)/(.*)$"],
    "personal data": ["compte/donnees/"],
    "previews": ["admin/pages/<int:page_id>/view_draft/", "admin/pages/<int:page_id>/edit/preview/"],
    "reports": ["admin/reports/site-history/", "admin/reports/aging-pages/", "admin/reports/roles/"],
}
"""Each kind of output that the network promises to filter, and its routes here. Mails and secret feeds have tests of
their own beside the walk."""

ROUTES_OF_PAGES = {
    "network.MetropolisIndexPage": {r"^\Z": [""], r"^(?P<slug>[-a-zA-Z0-9_]+)/\Z": ["nantes/", "inconnue/"]},
    "resources.QuestionsPage": {r"^\Z": ["", "?metropole=nantes"], r"^csv/\Z": ["csv/"]},
}
"""Routes inside routable pages, by page type: what to add to the address of the page."""


def routes():
    """Every route of the site: whole pattern → namespaced name."""
    found = {}

    def walk(patterns, prefix, namespace):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, route, f"{namespace}{pattern.namespace or ''}:")
            else:
                found.setdefault(route, f"{namespace}{pattern.name or ''}".strip(":"))

    walk(get_resolver().url_patterns, "", "")
    return found


def routable_pages():
    return [model for model in get_page_models() if issubclass(model, RoutablePageMixin)]


def routes_of(model):
    """The patterns inside a routable page, without the page itself."""
    return [str(pattern.pattern.regex.pattern) for pattern in model.get_subpage_urls()]


def addresses(site):
    """``(route, path)`` of all there is to ask outside the desk."""
    for route, asked in OUTPUTS.items():
        for path in asked(site) if callable(asked) else asked:
            yield route, path
    for model in routable_pages():
        for page in model.objects.all():
            for asked in ROUTES_OF_PAGES.get(model._meta.label, {}).values():
                for end in asked(site) if callable(asked) else asked:
                    yield model._meta.label, page.url + end


def unknown_words(text, readable):
    """The kinds of restriction whose word is in ``text`` without being for this reader."""
    lowered = text.casefold()
    return sorted(kind for kind, word in KINDS.items() if kind not in readable and word in lowered)

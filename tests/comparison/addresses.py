"""Which addresses are asked: those that the resolver knows, every page, and what they lead to."""

import re
from urllib.parse import quote, urlsplit

WORDS = (
    *["tirage au sort", "budget participatif", "convention citoyenne", "Nantes", "élus", "elus", "concertation"],
    *["jeunesse", "climat", "« tirage au sort »", "participation -numérique", "conseil", "convntion", "PLUi", "ZFE"],
    *["habitants", "mobilité", "rencontre", "compte rendu", "exemple", "introuvablement", "a", ""],
)
"""What is searched for: words, phrases, exclusions, slips, acronyms, nothing."""
FOUND_MOST = {
    "visitor": (200, 0),
    "member": (160, 0),
    "liaison": (60, 40),
    "organiser": (100, 120),
    "administrator": (0, 120),
}
"""How many addresses found on the way each reader asks, of the site and of the desk."""
QUERIES_OF_A_PLACE = 3
"""Addresses that differ only after the question mark: facets lead to thousands."""
SAME_SHAPE = 2
"""Addresses of the desk that differ only in numbers."""
LEFT_OUT = ("/static/", "/compte/deconnexion/", "/admin/logout/", "/admin/sprite", "/admin/jsi18n", "/_util/login")
DESK = ("/admin/",)
NONSENSE = {"int": "999999", "uuid": "00000000-0000-4000-8000-000000000000", "calendar": "ics"}
ARGUMENT = re.compile(r"<(?:(\w+):)?\w+>")


def patterns():
    """``(route, name)`` of every address that the resolver knows, in its order."""
    from django.urls import get_resolver  # noqa: PLC0415

    def walk(level, prefix, spaces):
        for pattern in level:
            route = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                space = [*spaces, pattern.namespace] if pattern.namespace else spaces
                yield from walk(pattern.url_patterns, route, space)
            else:
                yield route, ":".join([*spaces, str(pattern.name or "")])

    return list(walk(get_resolver().url_patterns, "", []))


def asked_of_routes():
    """An address for each route that is written plainly; where it wants something, what does not exist."""
    routes = [route for route, _name in patterns() if not re.search(r"[\^$()?\\]", route)]
    return list(dict.fromkeys("/" + ARGUMENT.sub(lambda found: NONSENSE.get(found[1], "rien"), one) for one in routes))


def pages():
    """The address of every page that is published, and the desk's screen of one page of each kind."""
    from wagtail.models import Page  # noqa: PLC0415

    found, edited = [], {}
    for page in Page.objects.live().filter(depth__gt=1).order_by("path"):
        found.append(urlsplit(page.get_url() or "/").path)
        edited.setdefault(page.specific_class.__name__, f"/admin/pages/{page.pk}/edit/")
    return found, list(edited.values())


FEEDS = (
    *[
        "tous.ics",
        "tous.json",
        "tous.atom",
        "tous.ics?jours=blocs",
        "tous.ics?format=remote",
        "tous.json?format=hybrid",
    ],
    *["type/webinar.ics", "type/committee.json", "tous.atom?type=exchange", "tous.ics?type=gathering,webinar"],
    *["thematique/dem-tra.ics", "thematique/dem-pub.json", "tous.ics?thematique=dem-tra", "tous.ics?format=rien"],
)


def feeds():
    """Calendars by all that they may be chosen by, and the files of two meetings."""
    from django.apps import apps  # noqa: PLC0415

    found = [f"/calendriers/{name}" for name in FEEDS]
    found += [f"/agenda/2026/exemple-{name}/rencontre.json" for name in ("atelier-hybride", "rencontre-en-deux-fois")]
    for label, place in (("network.Metropolis", "metropole"), ("network.WorkingGroup", "groupe")):
        slugs = apps.get_model(label)._default_manager.order_by("pk").values_list("slug", flat=True)
        found += [f"/calendriers/{place}/{slug}.ics" for slug in slugs[:30]]
    return found


def first_addresses(reader):
    """Where a reader begins; what she or he meets there is asked next."""
    live, edited = pages()
    routes = [route for route in asked_of_routes() if not is_desk(route)]
    if reader not in ("visitor", "member"):  # what is not there is so for everybody
        routes = [route for route in routes if not re.search("999999|rien", route)]
    routes = [*feeds(), *routes] if reader in ("visitor", "member") else routes
    asked = [f"/recherche/?q={quote(words)}" for words in WORDS]
    asked += [f"/api/search/?q={quote(words)}" for words in WORDS[:4]]
    asked += [f"/recherche/suggestions/?q={quote(words[:5])}" for words in WORDS[:6]]
    asked += [
        "/agenda/?vue=liste",
        "/agenda/?page=99",
        "/agenda/?groupe=groupe-des-elus&theme=DEM",
        "/nulle-part/",
        "/agenda/2026/rien/",
        "/api/v3/pages/",
        "/robots.txt",
    ]
    site = [*live, *asked, *routes]
    if reader not in ("organiser", "administrator"):
        return [*site, "/admin/"]
    desk = ["/admin/", *edited, *[route for route in asked_of_routes() if is_desk(route) and "999999" not in route]]
    return [*desk, *site] if reader == "organiser" else desk


def is_desk(address):
    return address.startswith(DESK)


class Itinerary:
    """The addresses still to ask as one reader: each once, and of those much alike only the first ones."""

    def __init__(self, first, *, site=200, desk=120):
        self.known, self.waiting, self.counts = set(), [], {}
        self.most = {"site": site, "desk": desk}
        for address in first:
            self.add(address, is_first=True)

    def add(self, address, *, is_first=False):
        place, _mark, question = address.partition("?")
        if address in self.known or place.startswith(LEFT_OUT):
            return
        self.known.add(address)
        if not is_first and not (self._has_room(address, place, question)):
            return
        self.waiting.append(address)

    def _has_room(self, address, place, question):
        side = "desk" if is_desk(address) else "site"
        likes = [(side, self.most[side])]
        if question:
            likes.append((f"{place}?", QUERIES_OF_A_PLACE))
        if side == "desk":
            names = sorted(re.findall(r"(?:^|&)([^=&]+)", question))
            likes.append((f"{re.sub(r'[0-9]+', '0', place)}?{names}", SAME_SHAPE))
        if any(self.counts.get(like, 0) >= most for like, most in likes):
            return False
        for like, _most in likes:
            self.counts[like] = self.counts.get(like, 0) + 1
        return True

    def __iter__(self):
        while self.waiting:
            yield self.waiting.pop(0)

"""Who sees what: the only rule.

A page's *audience class* is the set of Wagtail view restrictions met on the way
up the tree, all of which must be satisfied (nested group restrictions
intersect). It is written as a token, for example ``public``, ``members``,
``groups:3`` or ``groups:3+members``. A reader holds a token when she or he
satisfies each of its parts. Lists, feeds, search, exports and mails filter by
token or by page, with the functions of this module, and by nothing else.
"""

from dataclasses import dataclass, field

from wagtail.models import CollectionViewRestriction, PageViewRestriction

from network.audience.roles import groups_of

PUBLIC = "public"
MEMBERS = "members"


@dataclass(frozen=True)
class Restriction:
    """A view restriction, of a page or of a collection of files, in the few words the rule needs."""

    pk: int
    path: str
    kind: str
    groups: frozenset
    of_collection: bool = False

    @property
    def token(self):
        if self.kind == PageViewRestriction.LOGIN:
            return MEMBERS
        if self.kind == PageViewRestriction.GROUPS:
            # A restriction whose groups are all gone lets nobody in: it fails closed.
            return "groups:" + ",".join(str(group) for group in sorted(self.groups))
        return f"collection-password:{self.pk}" if self.of_collection else f"password:{self.pk}"


@dataclass(frozen=True)
class Reader:
    """What a person may see, computed once a request."""

    is_authenticated: bool = False
    is_superuser: bool = False
    groups: frozenset = frozenset()
    passed: frozenset = frozenset()  # shared passwords given in this session
    passed_collections: frozenset = frozenset()
    restrictions: tuple = field(default=(), repr=False)
    roles: frozenset = field(default=frozenset(), repr=False, compare=False)
    """The names of the groups."""

    def satisfies(self, token_part):
        if token_part == PUBLIC:
            return True
        if token_part == MEMBERS:
            return self.is_authenticated
        kind, _colon, value = token_part.partition(":")
        if kind == "groups":
            wanted = {int(group) for group in value.split(",") if group}
            return self.is_superuser or bool(wanted & self.groups)
        if kind == "password":
            return int(value) in self.passed
        if kind == "collection-password":
            return int(value) in self.passed_collections
        return False

    def holds(self, token):
        return all(self.satisfies(part) for part in token.split("+"))

    @property
    def tokens(self):
        """The audience tokens in use that this reader holds: what a search index filters by."""
        return {token for token in tokens_in_use(self.restrictions) if self.holds(token)}

    def barred(self):
        """The restrictions that this reader does not satisfy."""
        return [restriction for restriction in self.restrictions if not self.satisfies(restriction.token)]

    def visible(self, pages, prefix=""):
        """The rows of a queryset whose page this reader may see.

        ``prefix`` leads from the rows to the page (``"minutes__"`` for positions).
        """
        for restriction in self.barred():
            pages = pages.exclude(**{f"{prefix}path__startswith": restriction.path})
        return pages

    def may_see(self, page):
        return not any(page.path.startswith(restriction.path) for restriction in self.barred())


def all_restrictions():
    """Every view restriction of the site (they are few), in one or two queries."""
    rows = PageViewRestriction.objects.values_list(
        "pk", "restriction_type", "groups__pk", "page__path", "page__aliases__path"
    )
    # An alias, and what is below it, is restricted as its source is (Page.get_view_restrictions).
    return restrictions_in((pk, kind, group, path) for pk, kind, group, *paths in rows for path in filter(None, paths))


def collection_restrictions():
    """Every view restriction of collections of documents and images."""
    rows = CollectionViewRestriction.objects.values_list("pk", "restriction_type", "groups__pk", "collection__path")
    return restrictions_in(rows, of_collection=True)


def restrictions_in(rows, *, of_collection=False):
    """``rows`` are ``(key, kind, group or None, path)``, one for each group of each restriction."""
    found = {}
    for pk, kind, group, path in rows:
        _kind, groups = found.setdefault((pk, path), (kind, set()))
        if group:
            groups.add(group)
    return tuple(
        Restriction(pk, path, kind, frozenset(groups), of_collection) for (pk, path), (kind, groups) in found.items()
    )


def token_of(restrictions):
    """The token of a set of restrictions met on the way up."""
    return "+".join(sorted({restriction.token for restriction in restrictions})) or PUBLIC


def tokens_in_use(restrictions):
    """The token of every audience class that a page of the site can belong to."""
    tokens = {PUBLIC}
    for restriction in restrictions:
        tokens.add(token_of(other for other in restrictions if restriction.path.startswith(other.path)))
    return tokens


def page_audience(page, restrictions=None):
    """The token of the audience class a page belongs to."""
    restrictions = all_restrictions() if restrictions is None else restrictions
    return token_of(restriction for restriction in restrictions if page.path.startswith(restriction.path))


def joined(*tokens):
    """The token of those who satisfy each of some tokens."""
    parts = {part for token in tokens for part in token.split("+")} - {PUBLIC}
    return "+".join(sorted(parts)) or PUBLIC


def least_restricted(tokens):
    """The one of some tokens, at least one, with the fewest conditions."""
    return min(tokens, key=lambda token: (token != PUBLIC, token.count("+"), token))


def reader_of(user, passed=(), passed_collections=()):
    """The reader a user is (``AnonymousUser`` included)."""
    roles = groups_of(user)
    return Reader(
        is_authenticated=user.is_authenticated,
        is_superuser=user.is_authenticated and user.is_superuser,
        groups=frozenset(roles),
        roles=frozenset(roles.values()),
        passed=frozenset(passed),
        passed_collections=frozenset(passed_collections),
        restrictions=all_restrictions(),
    )


def reader_for(request):
    """The reader behind a request, computed once. Reads the session only if there is one."""
    if not hasattr(request, "_reader"):
        session = getattr(request, "session", None)
        passed = [
            session.get(kind.passed_view_restrictions_session_key, [])
            if session is not None and session.session_key
            else []
            for kind in (PageViewRestriction, CollectionViewRestriction)
        ]
        reader = request._reader = reader_of(request.user, *passed)
        # Whoever has no role has no bar of the desk either: the template need not ask for her or his rights.
        request.is_plain_reader = not (reader.roles or reader.is_superuser)
    return request._reader


def members_only(page, user=None):
    """Make a page (and all below it) visible to members only, unless it is restricted already; ``user`` is who did so."""
    if not page.view_restrictions.exists():
        PageViewRestriction(page=page, restriction_type=PageViewRestriction.LOGIN).save(user=user)

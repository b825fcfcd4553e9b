"""What the desk (the admin) shows to those who only write drafts: what they may read, and what they wrote.

Wagtail lets whoever may add one page explore, choose and read reports about
all of them. Here, somebody without the right to change a page sees it in the
desk only if she or he may read it on the site, published, or wrote it.
"""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from wagtail import hooks
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from network.audience.rules import reader_of

WRITES_ALL = {"change", "publish", "lock", "unlock", "bulk_delete"}
"""Rights over a page that let see it whatever its audience: the ICPC team writes what it may restrict."""

CLOSED_TO_DRAFTERS = (
    "api/main/documents/",
    "api/main/images/",
    "bulk/",
    "pages/usage/",
    "reports/",
    "workflows/",
)
"""Parts of the desk about everybody's pages and files."""

CLOSED_HOOK = "network_closed_to_drafters"
"""More of them, registered by the app whose they are: « snippets/choose/resources/ »."""

PAGE_KEYS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
"""What Wagtail calls the key of a page in the addresses of the desk."""


class DeskPagePolicy(PagePermissionPolicy):
    def explorable_instances(self, user):
        pages = super().explorable_instances(user)
        if not user.is_active or user.is_superuser:
            return pages
        return pages.filter(self.readable(user))

    def readable(self, user):
        """The condition under which somebody may see a page in the desk."""
        condition = Q(owner=user)
        for permission in self.get_cached_permissions_for_user(user):
            if permission.permission.codename in self._get_permission_codenames(WRITES_ALL):
                condition |= Q(path__startswith=permission.page.path)
        return condition | (Q(live=True) & ~barred(user))


def barred(user):
    """The condition that a page is not for this reader."""
    condition = Q(pk__in=[])
    for restriction in reader_of(user).barred():
        condition |= Q(path__startswith=restriction.path)
    return condition


def writes_all(user):
    """Whether somebody may change pages of others, anywhere."""
    policy = DeskPagePolicy()
    codenames = policy._get_permission_codenames(WRITES_ALL)
    return user.is_superuser or any(
        permission.permission.codename in codenames for permission in policy.get_cached_permissions_for_user(user)
    )


def only_readable(pages, request):
    """Choosers offer the pages that the desk shows."""
    return pages if request.user.is_superuser else pages.filter(DeskPagePolicy().readable(request.user))


class DeskMiddleware:
    """Closes the addresses of the desk that name a page somebody may not see there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, _view, _arguments, values):
        if not request.path.startswith("/admin/") or not request.user.is_authenticated or writes_all(request.user):
            return
        place = urlsplit(request.path).path.removeprefix("/admin/")
        if place.startswith((*CLOSED_TO_DRAFTERS, *hooks.get_hooks(CLOSED_HOOK))):
            raise PermissionDenied
        keys = {values[name] for name in PAGE_KEYS if name in values}
        if place.startswith(("pages/", "api/main/pages/")) and "pk" in values:
            keys.add(values["pk"])
        for page in Page.objects.filter(pk__in=keys):
            if not Page.objects.filter(DeskPagePolicy().readable(request.user), pk=page.pk).exists():
                raise Http404

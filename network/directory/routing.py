"""Finding the page of an address without walking the tree.

Wagtail asks two queries for each part of an address (the child, then its
specific page): ten for `/agenda/2022/nantes/compte-rendu/`. Each page keeps
its whole address in ``url_path``, so one query finds the deepest page on the
way, a second its specific class.
"""

from django.http import Http404
from wagtail.models import Page
from wagtail.url_routing import RouteResult


def route_by_address(root, request, path_components):
    """Route to the deepest page below ``root`` on the way to an address.

    What is left of the address is handed to that page's own ``route`` (a
    routable page serves it, any other raises ``Http404``).
    """
    if not path_components:
        if root.live:
            return RouteResult(root)
        raise Http404
    addresses = [
        root.url_path + "/".join(path_components[:depth]) + "/" for depth in range(1, len(path_components) + 1)
    ]
    pages = Page.objects.filter(url_path__in=addresses, path__startswith=root.path)
    page = max(pages, key=lambda page: len(page.url_path), default=None)
    if page is None:
        raise Http404
    consumed = addresses.index(page.url_path) + 1
    specific = page.specific
    above = next((other for other in pages if page.is_child_of(other)), None)
    if above is not None:
        specific._cached_parent_obj = above  # as treebeard keeps it: whoever asks for the parent asks no query
    return specific.route(request, path_components[consumed:])

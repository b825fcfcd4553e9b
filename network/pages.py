"""What somebody who is signed in is told of a page that is not for her or him."""

from django.core.exceptions import PermissionDenied
from wagtail.models import PageViewRestriction


def refuse_page(page, request, serve_args, serve_kwargs):
    """Refuse in plain words somebody who is signed in and in none of the groups that may read the page.

    Wagtail would send her or him to the sign-in, which sends back whoever is signed in: in circles.
    """
    if not request.user.is_authenticated:
        return
    for restriction in page.get_view_restrictions():
        if restriction.restriction_type == PageViewRestriction.GROUPS and not restriction.accept_request(request):
            raise PermissionDenied

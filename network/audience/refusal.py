"""What somebody who is signed in is told of a page that is not for her or him."""

from django.core.exceptions import PermissionDenied

from network.audience.rules import PUBLIC, page_audience, reader_for


def refuse_page(page, request, serve_args, serve_kwargs):
    """Refuse in plain words somebody who is signed in and in none of the groups that may read the page.

    Wagtail would send her or him to the sign-in, which sends back whoever is signed in: in circles.
    """
    if not request.user.is_authenticated:
        return
    reader = reader_for(request)
    audience = page_audience(page, reader.restrictions)
    if not all(reader.satisfies(part) for part in audience.split("+") if part.startswith("groups:")):
        raise PermissionDenied
    # Wagtail's own check comes next and would ask again what was just read.
    page.is_known_as_public = audience == PUBLIC

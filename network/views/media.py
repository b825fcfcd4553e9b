"""Pictures of the media folder, where no web server in front serves them."""

from django.conf import settings
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
def rendition(request, path):
    """One resized picture. Originals and documents are not served by address alone: Wagtail decides who has them."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT / "images")
    patch_cache_control(response, public=True, max_age=86400)
    return response

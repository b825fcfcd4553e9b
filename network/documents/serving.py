"""Pictures and documents: nothing of the media folder is served by its address alone."""

import mimetypes

from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe
from wagtail.documents.views.serve import serve
from wagtail.images import get_image_model

from network.documents.access import is_public, may_open

NO_SCRIPT = "default-src 'none'; sandbox"
"""Nothing inside a file runs or loads anything, whatever a browser takes it for."""


@require_safe
def picture(request, name):
    """An image or one of its renditions, for those who may read a page that carries it.

    Documents have their own address, which says their name and asks the same question.
    """
    image, file = image_named(name)
    public = is_public(image)
    if not public and not may_open(request, image):
        raise Http404

    @condition(etag_func=lambda _request: f'"{name}"', last_modified_func=lambda _request: image.created_at)
    def send(_request):
        try:
            opened = file.storage.open(file.name)
        except OSError as error:  # the row outlived its file
            raise Http404 from error
        return FileResponse(opened, content_type=mimetypes.guess_type(name)[0] or "application/octet-stream")

    return guarded(send(request), public=public)


@require_safe
def document(request, key, name):
    """A document, for those who may read a page that carries it (see ``wagtail_hooks``), as a download."""
    return guarded(serve(request, key, name), public=False)


def guarded(response, *, public):
    """Browsers keep a file but ask each time whether they may still show it: a restriction holds at once."""
    response["Content-Security-Policy"] = NO_SCRIPT
    patch_cache_control(response, no_cache=True, **({"public": True} if public else {"private": True}))
    return response


def image_named(name):
    """``(image, its file)`` for the name of an original or of a rendition in the media folder."""
    image_model = get_image_model()
    rendition = image_model.get_rendition_model().objects.select_related("image__collection").filter(file=name).first()
    if rendition is not None:
        return rendition.image, rendition.file
    image = image_model.objects.select_related("collection").filter(file=name).first()
    if image is None:
        raise Http404
    return image, image.file

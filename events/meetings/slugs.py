"""The last part of the address of a page, when nobody chose it."""

from django.utils.text import slugify
from wagtail.models import Page

from network.look.free_names import first_free


def free_slug(wanted, parent, but=None):
    """``wanted``, or the first of ``wanted-2``, ``wanted-3``… that no child of ``parent`` has, ``but`` one page.

    Numbers begin where Wagtail begins when it names a page by itself (``Page.full_clean``), at 2: the second meeting of
    a title is its second. Its ``find_available_slug``, for pages that are copied, begins at 1.
    """
    wanted = slugify(wanted) or "rencontre"
    others = Page.objects.child_of(parent).filter(slug__startswith=wanted).exclude(pk=but and but.pk)
    return first_free(wanted, set(others.values_list("slug", flat=True)))

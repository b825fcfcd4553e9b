"""The last part of the address of a page, when nobody chose it."""

from django.utils.text import slugify
from wagtail.models import Page


def free_slug(wanted, parent, but=None):
    """``wanted``, or the first of ``wanted-2``, ``wanted-3``… that no child of ``parent`` has, ``but`` one page."""
    wanted = slugify(wanted) or "rencontre"
    others = Page.objects.child_of(parent).filter(slug__startswith=wanted).exclude(pk=but and but.pk)
    taken = set(others.values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug

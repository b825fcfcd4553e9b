"""Searches that members follow, for the tests: texts to find, who may read them, and the time to tell of them."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import PageViewRestriction

from network.following.digests import send_mail
from network.following.saved_searches import follow_search, send_digest
from tests.factories.network import StandardPageFactory

LATER = timedelta(days=40)


def publish(home, title, text="", groups=None):
    page = StandardPageFactory.build(title=title, body=[("paragraph", f"<p>{text}</p>")])
    home.add_child(instance=page)
    if groups is not None:
        restrict(page, groups)
    page.save_revision().publish()
    return page


def restrict(page, groups):
    kind = PageViewRestriction.GROUPS if groups else PageViewRestriction.LOGIN
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    restriction.groups.set(groups)
    return restriction


def followed(user, words="budget", **fields):
    saved, _is_new = follow_search(user=user, query=f"q={words}")
    for name, value in fields.items():
        setattr(saved, name, value)
    saved.save()
    return saved


def in_a_month(saved):
    return send_digest(saved.pk, send_mail, now=timezone.now() + LATER)

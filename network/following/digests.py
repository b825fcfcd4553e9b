"""The mail that tells what is new in a followed search."""

import html
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from network.following.saved_searches import stop_code
from network.look.dates import format_day
from network.mail.about import mails_about
from network.mail.kinds import mail_kind
from network.mail.outbox import absolute, post_template

SEARCH_DIGEST = mail_kind("search_digest", _("Followed search"), is_news=True)
SEARCH = mails_about("search")


def send_mail(saved, results, count):
    """Write the mail, in the transaction that notes what was told. Text and HTML say the same."""
    stop = absolute(reverse("stop_search_mails", args=[stop_code(saved)]))
    with translation.override(settings.LANGUAGE_CODE):
        entries = [entry_of(result) for result in results]
    post_template(
        "network/following/mails/search_digest",
        to=saved.user.email,
        context={
            "saved": saved,
            "count": count,
            "more": count - len(results),
            "entries": entries,
            "results_url": absolute(f"{reverse('search:search')}?{saved.query}&sort=date"),
            "list_url": absolute(reverse("saved_searches")),
            "stop_url": stop,
        },
        kind=SEARCH_DIGEST,
        about=SEARCH.key(saved.pk),
        person=saved.user.person,
        headers={
            # RFC 2369 and RFC 8058: programs show a button, and one click is enough.
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-Id": f"<recherche-{saved.pk}.{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}>",
        },
    )


def entry_of(result):
    """One result in ready-to-print values."""
    hit = result.hit
    return {
        "title": hit.title,
        "part": hit.section.title if hit.section else "",
        "kind": result.kind,
        "day": format_day(hit.date) if hit.date else "",
        "excerpt_html": hit.excerpt_html,
        "excerpt": html.unescape(strip_tags(hit.excerpt_html)),
        "within": hit.within_title,
        "since": format_day(timezone.localtime(result.since)),
        "url": absolute(hit.section.url if hit.section else hit.url),
    }

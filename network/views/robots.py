"""What programs are told: `/robots.txt`, `/sitemap.xml` and `/.well-known/security.txt`."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from network.audience.rules import reader_of
from network.directory.models.metropolises import Metropolis, MetropolisIndexPage
from network.directory.models.site_settings import NetworkSettings

MOST_ADDRESSES = 50_000
"""The most a sitemap may hold (sitemaps.org)."""


@require_safe
def robots(request):
    return render(
        request,
        "network/robots.txt",
        {"sitemap_url": request.build_absolute_uri("/sitemap.xml")},
        content_type="text/plain; charset=utf-8",
    )


@require_safe
def sitemap(request):
    """Every page that anybody may read, whoever asks: the same bytes for all, in a few queries."""
    site = Site.find_for_request(request)
    root = site.root_page if site else None
    entries = []
    if root is not None:
        public = reader_of(AnonymousUser()).visible(Page.objects.live().descendant_of(root, inclusive=True))
        rows = public.order_by("path").values_list("url_path", "last_published_at")
        origin = request.build_absolute_uri("/").rstrip("/")
        start = len(root.url_path) - 1
        entries = [(origin + url_path[start:], changed) for url_path, changed in rows[:MOST_ADDRESSES]]
        if reader_of(AnonymousUser()).visible(MetropolisIndexPage.objects.live()).exists():
            slugs = Metropolis.objects.values_list("slug", flat=True)
            entries += [(f"{origin}/metropoles/{slug}/", None) for slug in slugs]
    return render(request, "network/sitemap.xml", {"entries": entries}, content_type="application/xml; charset=utf-8")


@require_safe
def security(request):
    """How to report a hole (RFC 9116): by mail once an address is known, and by the form to the team, which always is."""
    site = Site.find_for_request(request)
    address = NetworkSettings.for_site(site).contact_email if site else ""
    contacts = [f"mailto:{address}"] if address else []
    contacts.append(request.build_absolute_uri(reverse("contact_form")))
    expires = (timezone.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        *[f"Contact: {contact}" for contact in contacts],
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: fr, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

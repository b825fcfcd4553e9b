"""How to report a hole: where researchers look for it (RFC 9116)."""

from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Site

from network.models import NetworkSettings


def test_nothing_is_promised_before_the_contact_is_known(home, client):
    assert client.get("/.well-known/security.txt").status_code == 404


def test_it_names_the_contact_and_expires_within_a_year(home, client):
    NetworkSettings.objects.create(site=Site.objects.get(is_default_site=True), contact_email="contact@reseau.example")

    response = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:contact@reseau.example"
    assert fields["Preferred-Languages"] == "fr, en"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta(0) < expires - timezone.now() < timedelta(days=365)

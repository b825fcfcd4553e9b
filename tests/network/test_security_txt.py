"""How to report a hole: where researchers look for it (RFC 9116)."""

from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Site

from network.directory.models.site_settings import NetworkSettings


def contacts(response):
    lines = response.content.decode().splitlines()
    return [line.removeprefix("Contact: ") for line in lines if line.startswith("Contact: ")]


def test_before_an_address_is_known_it_names_the_form_to_the_team(home, client):
    (contact,) = contacts(client.get("/.well-known/security.txt"))

    assert contact == "http://testserver/contact/message/"
    assert client.get(contact).status_code == 200


def test_it_names_the_contact_and_expires_within_a_year(home, client):
    NetworkSettings.objects.create(site=Site.objects.get(is_default_site=True), contact_email="contact@reseau.example")

    response = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert contacts(response) == ["mailto:contact@reseau.example", "http://testserver/contact/message/"]
    assert fields["Preferred-Languages"] == "fr, en"
    expires = datetime.fromisoformat(fields["Expires"])
    assert timedelta(0) < expires - timezone.now() < timedelta(days=365)

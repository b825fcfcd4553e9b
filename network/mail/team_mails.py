"""Mails to the ICPC team: to the contact address of the settings, or else to every organiser."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from network.audience.roles import ORGANISERS
from network.directory.models.site_settings import NetworkSettings
from network.mail.kinds import mail_kind
from network.mail.plain_mails import send

TEAM = mail_kind("team", _("To the team"))


def team_addresses():
    """Never empty once there is an account that may act on what it is told."""
    site = Site.objects.filter(is_default_site=True).first()
    address = NetworkSettings.for_site(site).contact_email if site else ""
    if address:
        return [address]
    users = get_user_model().objects.filter(is_active=True)
    for condition in (Q(groups__name=ORGANISERS), Q(is_superuser=True)):
        addresses = list(users.filter(condition).order_by("email").values_list("email", flat=True).distinct())
        if addresses:
            return addresses
    return []


def tell_team(template, context, *, reply_to):
    """Answering the mail answers whoever it is about."""
    for address in team_addresses():
        send(template, to=address, context=context, kind=TEAM, reply_to=reply_to)

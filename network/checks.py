"""What must be known before the site opens (`manage.py check --tag launch`), and what each table must say of itself."""

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import DatabaseError
from django.utils.translation import gettext as _
from wagtail.models import Site

from network.audience.disclosure import Disclosure, is_ours
from network.directory.models.manifesto import ManifestoArticle
from network.directory.models.site_settings import NetworkSettings

LAUNCH = "launch"

ALWAYS = [
    "publisher_name",
    "publisher_address",
    "publisher_phone",
    "publisher_email",
    "publication_director",
    "host_name",
    "host_address",
    "host_phone",
    "controller_name",
    "data_protection_contact",
    "processors",
    "accessibility_contact",
    "accessibility_scheme_url",
    "accessibility_plan_url",
    "contact_email",
]
AFTER_AN_AUDIT = ["accessibility_rate", "accessibility_audit_on", "accessibility_auditor"]
"""Asked for once the state says that an audit was made."""


def empty_fields(network_settings):
    """The fields of the site settings that must be filled and are not, in the order of the form."""
    wanted = list(ALWAYS)
    if network_settings.accessibility_state != NetworkSettings.Conformity.NONE:
        wanted += AFTER_AN_AUDIT
    return [NetworkSettings._meta.get_field(name) for name in wanted if getattr(network_settings, name) in ("", None)]


def launch_check(app_configs, databases, **kwargs):
    """Everything that only ICPC knows and that the law or the reader expects. Reads the database."""
    try:
        return [*_settings_to_fill(), *_mailbox_to_name(), *_articles_to_write()]
    except DatabaseError as error:
        return [
            checks.Error(
                _("The database cannot be read: %(error)s.") % {"error": error},
                hint=_("Run manage.py migrate first."),
                id="network.E100",
            )
        ]


def _settings_to_fill():
    sites = list(Site.objects.select_related("root_page"))
    if not sites:
        yield checks.Error(_("There is no site yet."), hint=_("Run manage.py load_network first."), id="network.E101")
    for site in sites:
        network_settings = NetworkSettings.objects.filter(site=site).first() or NetworkSettings(site=site)
        for field in empty_fields(network_settings):
            yield checks.Error(
                _("%(field)s: not filled.") % {"field": str(field.verbose_name).capitalize()},
                hint=_("Admin, Settings, %(form)s.") % {"form": NetworkSettings._meta.verbose_name},
                obj=f"{site.site_name or site.hostname} ({field.name})",
                id="network.E102",
            )


def _mailbox_to_name():
    if not settings.REPLIES_ADDRESS or not (settings.IMAP_URL or settings.INBOUND_MAIL_SECRET):
        yield checks.Warning(
            _("No mailbox is read: invitations are answered by their links only, and failures are not noticed."),
            hint=_("Set REPLIES_ADDRESS, and IMAP_URL or INBOUND_MAIL_SECRET (README, Mail)."),
            id="network.W104",
        )


def _articles_to_write():
    articles = ManifestoArticle.objects.filter(text="", chapter__page__live=True).select_related("chapter__page")
    for article in articles:
        yield checks.Warning(
            _("Manifesto %(version)s, article %(number)s: no text yet.")
            % {"version": article.chapter.page.version, "number": article.number},
            hint=_("ICPC provides the number and the text of the articles."),
            id="network.W103",
        )


def disclosure_check(app_configs, **kwargs):
    """Every model of ours says what it shows and to whom, of fields that it has."""
    return [problem for model in apps.get_models() if is_ours(model) for problem in problems_of(model)]


def problems_of(model):
    said = getattr(model, "disclosure", None)
    if not isinstance(said, Disclosure):
        yield checks.Error(
            "It does not say whether pages show it, nor what exports leave out.",
            hint="disclosure = Disclosure(on_pages=…), as network.audience.disclosure tells.",
            obj=model,
            id="network.E110",
        )
        return
    fields = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    named = {*said.secret, *said.technical, *(said.told or ()), *said.addresses, *said.words}
    if unknown := named - fields:
        yield checks.Error(
            f"Its disclosure names fields that it has not: {', '.join(sorted(unknown))}.", obj=model, id="network.E111"
        )

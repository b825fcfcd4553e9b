"""`manage.py check --tag launch` names what only ICPC can fill; nothing else runs it."""

from datetime import date

import pytest
from django.core.checks.registry import registry
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from wagtail.models import Site

from network.checks import ALWAYS, launch_check
from network.directory.models.manifesto import ManifestoArticle
from network.directory.models.site_settings import NetworkSettings

pytestmark = pytest.mark.django_db

FILLED = {
    "publisher_name": "ICPC",
    "publisher_address": "1 rue d’Exemple",
    "publisher_phone": "01 00 00 00 00",
    "publisher_email": "editeur@reseau.example",
    "publication_director": "Camille Exemple",
    "host_name": "Hébergeur",
    "host_address": "2 rue d’Exemple",
    "host_phone": "02 00 00 00 00",
    "controller_name": "ICPC",
    "data_protection_contact": "dpo@reseau.example",
    "processors": "Hébergeur",
    "accessibility_contact": "acces@reseau.example",
    "accessibility_scheme_url": "https://reseau.example/schema",
    "accessibility_plan_url": "https://reseau.example/plan",
    "contact_email": "contact@reseau.example",
}


def fill(**fields):
    found = NetworkSettings.for_site(Site.objects.get(is_default_site=True))
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()


def named_by_the_check():
    return {
        message.obj.split("(")[1].rstrip(")") for message in launch_check(None, None) if message.id == "network.E102"
    }


def test_every_empty_field_is_named(home):
    assert named_by_the_check() == set(ALWAYS) == set(FILLED)


def test_a_filled_field_is_not_named_any_more(home):
    fill(publisher_name="ICPC", contact_email="contact@reseau.example")

    assert named_by_the_check() == set(ALWAYS) - {"publisher_name", "contact_email"}


def test_what_an_audit_gives_is_asked_for_once_there_was_one(home):
    fill(**FILLED)
    assert launch_check(None, None) == []

    fill(accessibility_state="partial")
    assert named_by_the_check() == {"accessibility_rate", "accessibility_audit_on", "accessibility_auditor"}

    fill(accessibility_rate=0, accessibility_audit_on=date(2027, 1, 4), accessibility_auditor="Cabinet")
    assert launch_check(None, None) == []


def test_the_command_fails_and_names_the_field_in_words(home, capsys):
    with pytest.raises(SystemCheckError) as error:
        call_command("check", tags=["launch"])

    assert "Éditeur\xa0: non renseigné." in str(error.value)
    assert "Réseau et mentions légales" in str(error.value)


def test_the_command_passes_when_all_is_filled(home, capsys):
    fill(**FILLED)

    call_command("check", tags=["launch"])


def test_a_plain_check_says_nothing_of_it(home):
    call_command("check")

    assert launch_check not in registry.registered_checks


def test_the_tag_is_listed_and_an_unknown_one_refused(home, capsys):
    call_command("check", list_tags=True)
    assert "launch" in capsys.readouterr().out.split()

    with pytest.raises(CommandError, match="lunch"):
        call_command("check", tags=["lunch"])


def test_articles_without_text_are_a_warning(content):
    warnings = [message for message in launch_check(None, None) if message.id == "network.W103"]
    assert len(warnings) == ManifestoArticle.objects.count()

    ManifestoArticle.objects.update(text="<p>Texte</p>")
    assert not [message for message in launch_check(None, None) if message.id == "network.W103"]


def test_a_site_that_reads_no_mailbox_is_told(content, settings):
    fill(**FILLED)
    assert "network.W104" not in {found.id for found in launch_check(None, None)}

    settings.INBOUND_MAIL_SECRET = ""

    assert "network.W104" in {found.id for found in launch_check(None, None)}

"""What happens by itself when records of the knowledge base are made."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from network.audience.rules import members_only
from resources.minutes.models import MinutesPage
from resources.practices.drafting import let_liaison_officers_add
from resources.practices.models import PracticeIndexPage


@receiver(post_save, sender=MinutesPage, dispatch_uid="resources_minutes_start_members_only")
def minutes_start_members_only(instance, created, raw=False, **kwargs):
    """New minutes are for members until an editor opens them, however they were made: admin, copy, import, code.

    A signal rather than Wagtail's ``after_create_page``, which only the admin's form calls.
    """
    if created and not raw:
        members_only(instance)


@receiver(post_save, sender=PracticeIndexPage, dispatch_uid="resources_liaison_officers_add_practices")
def liaison_officers_add_practices(instance, created, raw=False, **kwargs):
    if created and not raw:
        let_liaison_officers_add(instance)

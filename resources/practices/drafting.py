"""Liaison officers draft the practices of their metropolises, and of no other.

Wagtail gives their group the right to add below the list of practices, so to
change and submit what they added. Here that right ends at their metropolises:
those chosen for the account (``User.metropolises``), which the team sets. The
offices of the directory are not taken for it: they are noted from documents, no
longer count as current after a year without a confirmation, and whoever
corrects one would give or take rights without knowing.
"""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, PagePermissionTester

from network.audience.roles import CONTRIBUTORS

WRITES_ALL = {"change", "publish"}
"""Rights over pages of others: whoever has one is not held to her or his metropolises."""


def only_drafts(permissions):
    """Whether the rights of a ``PagePermissionTester`` end at her or his metropolises."""
    return not permissions.user.is_superuser and not WRITES_ALL & permissions.permissions


def is_within(user, practice):
    """Whether a practice is of a metropolis for which somebody drafts; a new one is of none yet."""
    if practice.pk is None:
        return user.metropolises.exists()
    keys = {metropolis.pk for metropolis in practice.metropolises.all()}
    # What is being written counts, not only what is published.
    draft = practice.get_latest_revision_as_object() if practice.has_unpublished_changes else practice
    keys |= {metropolis.pk for metropolis in draft.metropolises.all()}
    return user.metropolises.filter(pk__in=keys).exists()


class PracticePermissions(PagePermissionTester):
    """What Wagtail allows, within the metropolises of those who only draft."""

    def is_allowed(self):
        return not only_drafts(self) or is_within(self.user, self.page)

    def can_edit(self):
        return super().can_edit() and self.is_allowed()

    def can_delete(self, ignore_bulk=False):
        return super().can_delete(ignore_bulk) and self.is_allowed()

    def can_copy(self):
        return super().can_copy() and self.is_allowed()


class PracticeListPermissions(PagePermissionTester):
    """A liaison officer without a metropolis adds no practice."""

    def can_add_subpage(self):
        if not super().can_add_subpage():
            return False
        return not only_drafts(self) or self.user.metropolises.exists()


def let_liaison_officers_add(page):
    """Give the group the right to add below the list of practices, and nowhere else."""
    group = Group.objects.filter(name=CONTRIBUTORS).first()
    permission = Permission.objects.filter(codename="add_page", content_type__app_label="wagtailcore").first()
    if group and permission:
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)

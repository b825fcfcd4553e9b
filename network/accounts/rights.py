"""Who may do what, in words, as Wagtail holds it: for the report of the desk and for tests."""

from collections import defaultdict

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, GroupSitePermission

from network.audience.roles import ROLE_LABELS

ACTIONS = {
    "add": gettext_lazy("add"),
    "change": gettext_lazy("change"),
    "delete": gettext_lazy("delete"),
    "view": gettext_lazy("look at"),
    "publish": gettext_lazy("publish"),
    "lock": gettext_lazy("lock"),
    "unlock": gettext_lazy("unlock"),
    "bulk_delete": gettext_lazy("delete with all below"),
    "choose": gettext_lazy("choose"),
    "approve": gettext_lazy("approve"),
    "access": gettext_lazy("open"),
}


def in_words(codenames):
    """``["publish_page", "add_page"]`` → « ajouter, publier »: always in the same order."""
    actions = {codename.rpartition("_")[0] for codename in codenames}
    known = [str(words) for action, words in ACTIONS.items() if action in actions]
    return ", ".join([*known, *sorted(actions - set(ACTIONS))])


def rights_of_groups():
    """``[(group's name in words, [(about what, "add, change")], number of active accounts)]``, in order of names."""
    rows = defaultdict(lambda: defaultdict(list))

    def note(group_id, about, codename):
        rows[group_id][str(about)].append(codename)

    pages = GroupPagePermission.objects.select_related("page", "permission").order_by("page__path", "permission__pk")
    for one in pages:
        where = _("all pages") if one.page.depth == 1 else _("pages below “%(page)s”") % {"page": one.page.title}
        note(one.group_id, where, one.permission.codename)
    for one in GroupCollectionPermission.objects.select_related("collection", "permission__content_type"):
        kind = one.permission.content_type.model_class()._meta.verbose_name_plural
        everywhere = one.collection.depth == 1
        note(one.group_id, kind if everywhere else f"{kind} ({one.collection.name})", one.permission.codename)
    for one in GroupSitePermission.objects.select_related("site", "permission__content_type"):
        note(one.group_id, one.permission.content_type.model_class()._meta.verbose_name, one.permission.codename)
    groups = Group.objects.prefetch_related("permissions__content_type", "user_set").order_by("name")
    for group in groups:
        for permission in group.permissions.all():
            model = permission.content_type.model_class()
            if permission.codename == "access_admin":
                note(group.pk, _("the desk"), permission.codename)
            elif model is not None:
                note(group.pk, model._meta.verbose_name_plural, permission.codename)
    for task in GroupApprovalTask.objects.filter(active=True).prefetch_related("groups"):
        for group in task.groups.all():
            note(group.pk, _("workflow: %(task)s") % {"task": task.name}, "approve_task")
    return [
        (
            str(ROLE_LABELS.get(group.name, group.name)),
            [(about, in_words(codenames)) for about, codenames in rows[group.pk].items()],
            sum(user.is_active for user in group.user_set.all()),
        )
        for group in groups
    ]

"""What follows signing in, a second factor, a change of role or of audience: wired when the app starts."""

from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_init, post_save, pre_delete
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import CollectionViewRestriction, ModelLogEntry, PageLogEntry, PageViewRestriction

from network.accounts import audit
from network.accounts.devices import note_device
from network.accounts.second_factor import note_setting_up
from network.audience.roles import ROLE_LABELS


def signed_in(request, user, **_kwargs):
    audit.record(audit.Action.SIGN_IN, _("Signed in."), actor=user, request=request)
    note_device(user=user, user_agent=request.headers.get("User-Agent", ""))
    if request.META.get("REMOTE_ADDR"):
        # allauth lists the sessions that it opened itself; those of invitations and links must be ended too.
        UserSession.objects.create_from_request(request)


def sign_in_failed(credentials, request=None, **_kwargs):
    # The address is not written: whoever reads the log must not learn what people type, passwords included.
    audit.record(audit.Action.SIGN_IN_FAILED, _("A password was wrong."), request=request)


FACTORS = {
    "totp": gettext_lazy("authentication application"),
    "webauthn": gettext_lazy("passkey"),
    "recovery_codes": gettext_lazy("recovery codes"),
}


def factor_added(request, user, authenticator, **_kwargs):
    words = _("Second factor set up: %(kind)s.") % {"kind": FACTORS[authenticator.type]}
    audit.record(audit.Action.SECOND_FACTOR, words, actor=user, request=request)


def factor_removed(request, user, authenticator, **_kwargs):
    words = _("Second factor removed: %(kind)s.") % {"kind": FACTORS[authenticator.type]}
    audit.record(audit.Action.SECOND_FACTOR, words, actor=user, request=request)


def roles_changed(instance, action, pk_set, reverse, **_kwargs):
    """Groups given to or taken from an account, from either side."""
    if action not in {"post_add", "post_remove", "post_clear"}:
        return
    verb = _("given") if action == "post_add" else _("taken away")
    if reverse:  # from the group: its members were chosen
        emails = get_user_model().objects.filter(pk__in=pk_set or ()).values_list("email", flat=True)
        audit.record(audit.Action.ROLE, given_words(label_of(instance.name), verb), subject=", ".join(emails))
    else:
        names = Group.objects.filter(pk__in=pk_set or ()).order_by("name").values_list("name", flat=True)
        labels = ", ".join(map(label_of, names)) or _("every role")
        audit.record(audit.Action.ROLE, given_words(labels, verb), subject=instance.email)


def label_of(group_name):
    return str(ROLE_LABELS.get(group_name, group_name))


def given_words(role, verb):
    return _("Role %(verb)s: %(role)s.") % {"role": role, "verb": verb}


def account_saved(instance, created, raw=False, **_kwargs):
    if raw:
        return
    before = getattr(instance, "_was_superuser", False)
    if instance.is_superuser != before:
        verb = _("given") if instance.is_superuser else _("taken away")
        audit.record(audit.Action.ROLE, given_words(_("Administrator"), verb), subject=instance.email)
    instance._was_superuser = instance.is_superuser


def account_loaded(instance, **_kwargs):
    instance._was_superuser = instance.__dict__.get("is_superuser", False)


def restriction_saved(instance, created, raw=False, **_kwargs):
    if not raw:
        words = _("Restricted: %(kind)s.") if created else _("Restriction changed: %(kind)s.")
        words %= {"kind": instance.get_restriction_type_display()}
        audit.record(audit.Action.AUDIENCE, words, subject=restricted(instance))


def restriction_deleted(instance, **_kwargs):
    audit.record(audit.Action.AUDIENCE, _("Restriction taken away."), subject=restricted(instance))


def restricted_groups(instance, action, pk_set, reverse=False, **_kwargs):
    """Groups added to a restriction or taken from it: others than before may read."""
    if reverse or action not in {"post_add", "post_remove", "post_clear"}:
        return
    names = ", ".join(Group.objects.filter(pk__in=pk_set or ()).order_by("name").values_list("name", flat=True))
    verb = _("may read") if action == "post_add" else _("may no longer read")
    audit.record(audit.Action.AUDIENCE, f"{names or _('every group')}: {verb}", subject=restricted(instance))


def group_about_to_be_deleted(instance, **_kwargs):
    """Take the group from the restrictions it stands in while signals still say so: the search index, documents
    and this log follow. A restriction without a group lets nobody in."""
    for kind in (PageViewRestriction, CollectionViewRestriction):
        for restriction in kind.objects.filter(groups=instance):
            restriction.groups.remove(instance)
    audit.record(audit.Action.ROLE, _("Group deleted."), subject=instance.name)


def restricted(restriction):
    """What a restriction stands on, by its key: the thing itself may be on its way out."""
    if isinstance(restriction, PageViewRestriction):
        return _("page %(key)s") % {"key": restriction.page_id}
    return _("collection %(key)s") % {"key": restriction.collection_id}


def wagtail_logged(instance, created, raw=False, **_kwargs):
    """What was deleted in the desk: Wagtail's own log says it with the title that it had."""
    if created and not raw and instance.action == "wagtail.delete":
        audit.record(
            audit.Action.DELETION,
            _("Deleted: %(kind)s.") % {"kind": instance.object_verbose_name or instance.content_type},
            actor=instance.user,
            subject=instance.label,
        )


m2m_changed.connect(roles_changed, sender=get_user_model().groups.through, dispatch_uid="network_roles_changed")
post_init.connect(account_loaded, sender=get_user_model(), dispatch_uid="network_account_loaded")
post_save.connect(account_saved, sender=get_user_model(), dispatch_uid="network_account_saved")
for kind in (PageViewRestriction, CollectionViewRestriction):
    post_save.connect(restriction_saved, sender=kind, dispatch_uid=f"network_restriction_saved_{kind.__name__}")
    post_delete.connect(restriction_deleted, sender=kind, dispatch_uid=f"network_restriction_deleted_{kind.__name__}")
    m2m_changed.connect(
        restricted_groups, sender=kind.groups.through, dispatch_uid=f"network_restricted_groups_{kind.__name__}"
    )
pre_delete.connect(group_about_to_be_deleted, sender=Group, dispatch_uid="network_group_about_to_be_deleted")
for kind in (PageLogEntry, ModelLogEntry):
    post_save.connect(wagtail_logged, sender=kind, dispatch_uid=f"network_logged_{kind.__name__}")
user_logged_in.connect(signed_in, dispatch_uid="network_signed_in")
user_login_failed.connect(sign_in_failed, dispatch_uid="network_sign_in_failed")
authenticator_added.connect(note_setting_up, dispatch_uid="network_second_factor_set_up")
authenticator_added.connect(factor_added, dispatch_uid="network_second_factor_added")
authenticator_removed.connect(factor_removed, dispatch_uid="network_second_factor_removed")

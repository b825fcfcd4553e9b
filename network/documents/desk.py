"""Which documents and images the desk offers: those who may only choose a file choose among those they may open."""

from django.db.models import Q
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from network.audience.rules import reader_of
from network.documents.access import audiences_of


class DeskFilePolicy(CollectionOwnershipPermissionPolicy):
    """Documents or images: those who may only choose them choose among those they may open."""

    def instances_user_has_any_permission_for(self, user, actions):
        files = super().instances_user_has_any_permission_for(user, actions)
        if "choose" not in actions or user.is_superuser or not user.is_authenticated:
            return files
        changeable = super().instances_user_has_any_permission_for(user, ["change"])
        reader = reader_of(user)
        closed = [
            file.pk
            for file, tokens in audiences_of(files.select_related("collection")).items()
            if not any(reader.holds(token) for token in tokens)
        ]
        return files.filter(~Q(pk__in=closed) | Q(pk__in=changeable.values("pk")))

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        return (
            user.is_superuser
            or self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists()
        )

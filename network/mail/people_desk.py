"""The list of people in the desk, with what mail knows of their addresses."""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from network.directory.desk import PersonViewSet
from network.mail.models.incoming import UndeliverableAddress


class ReachablePersonViewSet(PersonViewSet):
    list_display = [
        *PersonViewSet.list_display,
        Column("mail", label=_("Mail"), accessor=lambda person: _("Address refused") if person.is_unreachable else ""),
    ]

    def get_queryset(self, request):
        addresses = [Lower(OuterRef("email")), Lower(OuterRef("account__email"))]
        condemned = UndeliverableAddress.objects.filter(address__in=addresses)
        return super().get_queryset(request).annotate(is_unreachable=Exists(condemned))

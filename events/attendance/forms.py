"""The form of one person at one meeting, in the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class AttendanceForm(WagtailAdminModelForm):
    """One person at one meeting; whom she or he accompanies is somebody of the same meeting."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["accompanies"]
        field.queryset = (
            field.queryset.filter(meeting=self.instance.meeting_id)
            .exclude(pk=self.instance.pk)
            .select_related("person")
            .order_by("person__last_name")
        )

    def clean(self):
        values = super().clean()
        accompanied, meeting = values.get("accompanies"), values.get("meeting")
        if accompanied and meeting and accompanied.meeting_id != meeting.pk:
            self.add_error("accompanies", _("This person is not at the same meeting. Choose one who is."))
        return values

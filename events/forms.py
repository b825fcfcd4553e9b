"""Forms of the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from events.vocabularies import MeetingStatus


class MeetingPageForm(WagtailAdminPageForm):
    """What a meeting must say before it is published; a draft may still have holes."""

    def clean(self):
        values = super().clean()
        if self.is_deferred_validation:
            return values
        starts, ends = values.get("starts_at"), values.get("ends_at")
        if bool(starts) != bool(ends):
            missing = "ends_at" if starts else "starts_at"
            self.add_error(missing, _("Give both the start and the end, or neither."))
        elif not starts and values.get("status") not in {MeetingStatus.ANNOUNCED, MeetingStatus.CANCELLED}:
            self.add_error(
                "starts_at", _("Give a date, or choose the status “Announced, date unknown” until there is one.")
            )
        return values


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

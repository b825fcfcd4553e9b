"""The form of a meeting in the desk: what every meeting needs first and on one screen, the rest below it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from events.meetings.forms import MeetingPageForm
from network.directory.models.pages import NetworkPage


class OnceAnnouncedPanel(FieldPanel):
    """A field that only means something once the meeting was published."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and bool(self.instance.pk and self.instance.live)


class UntilAnnouncedPanel(FieldPanel):
    """A field that only means something before anybody could see the meeting."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and not (
                self.instance.pk and (self.instance.first_published_at or self.instance.view_restrictions.exists())
            )


MEETING = [
    *NetworkPage.content_panels,
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("format"), FieldPanel("status")]),
            FieldRowPanel([FieldPanel("host"), FieldPanel("working_group")]),
        ],
        heading=_("What kind of meeting"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("time_zone")]),
            FieldPanel("hours_are_known"),
        ],
        heading=_("Date"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("date_as_announced"), FieldPanel("announced_on")])],
        heading=_("Announcement, as long as there is no date"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("venue_name"), FieldPanel("capacity_on_site")]),
            FieldPanel("venue_address"),
            FieldPanel("venue_map_url"),
            FieldRowPanel([FieldPanel("venue_step_free"), FieldPanel("venue_hearing_loop")]),
            FieldPanel("venue_access"),
        ],
        heading=_("On site"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("remote_link"), FieldPanel("capacity_remote")]),
            FieldRowPanel([FieldPanel("remote_code"), FieldPanel("remote_phone"), FieldPanel("remote_opens_min")]),
            FieldPanel("remote_instructions"),
        ],
        heading=_("Remotely"),
    ),
    OnceAnnouncedPanel("change_explanation", widget=AdminAutoHeightTextInput),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("registration"), UntilAnnouncedPanel("audience")]),
            FieldRowPanel([FieldPanel("registration_opens_at"), FieldPanel("registration_closes_at")]),
            FieldPanel("reminder_days"),
        ],
        heading=_("Registration"),
        help_text=_(
            "Once the meeting is published, “Privacy”, in the information beside this form, says who reads it."
        ),
    ),
    FieldPanel("introduction"),
    FieldPanel("contact"),
    InlinePanel("documents", heading=_("Documents"), label=_("Document")),
    FieldPanel("themes", widget=forms.CheckboxSelectMultiple, classname="collapsed"),
    InlinePanel(
        "sessions",
        heading=_("Sessions"),
        label=_("Session"),
        help_text=_("Only for a meeting whose days or parts differ in format, room or link."),
    ),
]
PROGRAMME = [
    HelpPanel(template="events/meetings/programme_panel.html"),
    InlinePanel(
        "agenda_items",
        heading=_("Programme"),
        label=_("Agenda item"),
        help_text=_("In order. A “part of the programme” gathers the items that follow it."),
    ),
]
PEOPLE = [HelpPanel(template="events/meetings/attendance_panel.html", heading=_("Attendance"))]

edit_handler = TabbedInterface(
    [
        ObjectList(MEETING, heading=_("Meeting")),
        ObjectList(PROGRAMME, heading=_("Programme")),
        ObjectList(PEOPLE, heading=_("Attendance")),
        ObjectList(NetworkPage.promote_panels, heading=_("Promote")),
        ObjectList([*NetworkPage.settings_panels, FieldPanel("is_sample")], heading=_("Settings")),
    ],
    base_form_class=MeetingPageForm,
)

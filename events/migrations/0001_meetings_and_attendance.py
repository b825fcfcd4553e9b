"""The agenda, its meetings with their programme, and who is invited, answers and comes.
"""

from uuid import uuid4

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import RichTextField

# The names of ours that tables depend on: they must stay importable from there.
from events.attendance.models import new_link_key
from network.look.choices_field import ChoicesField

STATUSES = [("announced", "Announced, date unknown"), ("save_the_date", "Save the date"), ("confirmed", "Confirmed"), ("moved", "Moved"), ("cancelled", "Cancelled"), ("held", "Held")]
FORMATS = [("in_person", "In person"), ("hybrid", "Hybrid"), ("remote", "Remote")]
TIME_ZONES = [
    ("Europe/Paris", "Paris"),
    ("America/Guadeloupe", "Guadeloupe"),
    ("America/Martinique", "Martinique"),
    ("America/Cayenne", "French Guiana"),
    ("Indian/Reunion", "Réunion"),
    ("Indian/Mayotte", "Mayotte"),
    ("America/Miquelon", "Saint Pierre and Miquelon"),
    ("Pacific/Noumea", "New Caledonia"),
    ("Pacific/Tahiti", "French Polynesia"),
]
YES_OR_NO = [("yes", "Yes"), ("no", "No")]
AGENDA_ITEM_KINDS = [("part", "Part of the programme"), ("welcome", "Welcome"), ("presentation", "Presentation"), ("field_visit", "Field visit"), ("question", "Question to the metropolises"), ("discussion", "Discussion"), ("workshop", "Workshop"), ("break", "Break"), ("closing", "Closing")]
PRESENCES = [("present", "Present on site"), ("remote", "Present remotely"), ("excused", "Excused"), ("represented", "Represented"), ("absent", "Absent")]
ANSWERS = [("on_site", "On site"), ("remote", "Remotely"), ("excused", "Excused"), ("represented", "Represented")]
CHANNELS = [("link", "Personal link"), ("account", "Account on the site"), ("assistant", "Assistant, on behalf"), ("telephone", "By telephone"), ("staff", "ICPC team"), ("calendar", "Calendar’s own button"), ("check_in", "Check-in on the day"), ("waiting_list", "Waiting list"), ("import", "Import")]


def identity():
    return models.BigAutoField("ID", auto_created=True, primary_key=True, serialize=False)


def page():
    """What ties a page of ours to Wagtail's."""
    return models.OneToOneField(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, auto_created=True, parent_link=True, primary_key=True, serialize=False)


def summary():
    return models.CharField("summary", max_length=300, blank=True, help_text="One or two sentences, shown in lists, in search results and to search engines.")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "0002_pages_files_and_roles"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        # ── agenda
        migrations.CreateModel("AgendaPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("introduction", RichTextField("introduction", blank=True)),
        ], options={"verbose_name": "agenda"}, bases=("wagtailcore.page",)),
        migrations.CreateModel("AgendaYearPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("year", models.PositiveSmallIntegerField("year", unique=True)),
        ], options={"verbose_name": "year of the agenda", "verbose_name_plural": "years of the agenda"}, bases=("wagtailcore.page",)),
        # ── meetings
        migrations.CreateModel("MeetingPage", [
            ("page_ptr", page()),
            ("summary", summary()),
            ("kind", models.CharField("kind", choices=[("gathering", "Gathering"), ("exchange", "Exchange"), ("webinar", "Webinar"), ("committee", "Committee"), ("working_group", "Working group")], max_length=20, blank=True, help_text="Empty when it is not known yet.")),
            ("status", models.CharField("status", choices=STATUSES, max_length=20, default="confirmed")),
            ("format", models.CharField("format", choices=FORMATS, max_length=10, blank=True, help_text="Empty when it is not known yet.")),
            ("starts_at", models.DateTimeField("starts", blank=True, null=True, help_text="The hour on the clocks of the time zone chosen here: nine in the morning in Réunion is 9:00.")),
            ("ends_at", models.DateTimeField("ends", blank=True, null=True)),
            ("hours_are_known", models.BooleanField("hours are known", default=True, help_text="Untick when only the days are known.")),
            ("time_zone", models.CharField("time zone", choices=TIME_ZONES, max_length=40, default="Europe/Paris", help_text="All hours of this form are those of this zone. The page also gives them in Paris time.")),
            ("date_as_announced", models.CharField("date as announced", max_length=160, blank=True, help_text="When no date is set: “in spring 2023”.")),
            ("announced_on", models.DateField("announced on", blank=True, null=True)),
            ("host", models.ForeignKey("network.metropolis", models.PROTECT, blank=True, null=True, related_name="hosted_meetings", verbose_name="host metropolis")),
            ("working_group", models.ForeignKey("network.workinggroup", models.PROTECT, blank=True, null=True, related_name="meetings", verbose_name="working group")),
            ("venue_name", models.CharField("venue", max_length=200, blank=True)),
            ("venue_address", models.CharField("address", max_length=255, blank=True)),
            ("venue_map_url", models.URLField("link to a map", blank=True)),
            ("venue_step_free", models.CharField("step-free access", choices=YES_OR_NO, max_length=3, blank=True, help_text="Empty: not known.")),
            ("venue_hearing_loop", models.CharField("hearing loop", choices=YES_OR_NO, max_length=3, blank=True, help_text="Empty: not known.")),
            ("venue_access", models.TextField("access", blank=True, help_text="Public transport, entrance, anything else to know before coming.")),
            ("capacity_on_site", models.PositiveIntegerField("places on site", blank=True, null=True, help_text="Empty: no limit.")),
            ("capacity_remote", models.PositiveIntegerField("places remotely", blank=True, null=True, help_text="Empty: no limit.")),
            ("registration", models.CharField("registration", choices=[("invited", "By invitation only"), ("members", "Open to members")], max_length=10, default="invited")),
            ("registration_opens_at", models.DateTimeField("registration opens", blank=True, null=True)),
            ("registration_closes_at", models.DateTimeField("answers until", blank=True, null=True, help_text="Empty: until the meeting starts.")),
            ("remote_link", models.URLField("remote link", blank=True, help_text="Seen only by those invited or registered; never in public pages.")),
            ("remote_code", models.CharField("access code", max_length=80, blank=True)),
            ("remote_phone", models.CharField("telephone to join", max_length=80, blank=True)),
            ("remote_opens_min", models.PositiveSmallIntegerField("room opens, in minutes before", blank=True, null=True)),
            ("remote_instructions", models.TextField("how to join remotely", blank=True)),
            ("introduction", RichTextField("presentation", blank=True)),
            ("contact", models.CharField("contact", max_length=200, blank=True)),
            ("reminder_days", models.CharField("reminders", max_length=40, blank=True, default="7, 1", help_text="How many days before, separated by commas. Those who come are reminded, those who have not answered are asked again. Empty: no reminder.")),
            (
                "change_explanation",
                models.CharField("word of explanation", max_length=500, blank=True, help_text="Needed when the date, the place, the format or the link of a published meeting changes, or when it is cancelled: everyone concerned receives it by mail, with the old and the new, and the page shows it."),
            ),
            ("is_sample", models.BooleanField("sample", default=False, help_text="Shown with a clear mark: this meeting does not exist.")),
            ("themes", ParentalManyToManyField("network.theme", blank=True, related_name="meetings", verbose_name="themes")),
        ], options={"verbose_name": "meeting", "verbose_name_plural": "meetings", "indexes": [models.Index(fields=["starts_at"], name="meeting_by_start")]}, bases=("wagtailcore.page",)),
        migrations.CreateModel("MeetingSession", [
            ("id", identity()),
            ("sort_order", models.IntegerField(blank=True, null=True, editable=False)),
            ("meeting", ParentalKey("events.meetingpage", on_delete=models.CASCADE, related_name="sessions")),
            ("key", models.UUIDField(default=uuid4, editable=False)),
            ("title", models.CharField("title", max_length=160)),
            ("starts_at", models.DateTimeField("starts", help_text="In the time zone of the meeting.")),
            ("ends_at", models.DateTimeField("ends")),
            ("format", models.CharField("format", choices=FORMATS, max_length=10)),
            ("place", models.CharField("room or place", max_length=200, blank=True, help_text="Empty: the venue of the meeting.")),
            ("remote_link", models.URLField("remote link", blank=True, help_text="Empty: the link of the meeting. Seen only by those registered.")),
            ("capacity_on_site", models.PositiveIntegerField("places on site", blank=True, null=True)),
            ("capacity_remote", models.PositiveIntegerField("places remotely", blank=True, null=True)),
        ], options={"verbose_name": "session", "verbose_name_plural": "sessions", "ordering": ["sort_order"]}),
        migrations.CreateModel("MeetingDocument", [
            ("id", identity()),
            ("sort_order", models.IntegerField(blank=True, null=True, editable=False)),
            ("document", models.ForeignKey("network.networkdocument", models.PROTECT, related_name="+", verbose_name="document")),
            ("note", models.CharField("note", max_length=160, blank=True, help_text="What it is, when its title does not say it.")),
            ("meeting", ParentalKey("events.meetingpage", on_delete=models.CASCADE, related_name="documents")),
        ], options={"verbose_name": "document", "verbose_name_plural": "documents", "ordering": ["sort_order"]}),
        migrations.CreateModel("AgendaItem", [
            ("id", identity()),
            ("sort_order", models.IntegerField(blank=True, null=True, editable=False)),
            ("meeting", ParentalKey("events.meetingpage", on_delete=models.CASCADE, related_name="agenda_items")),
            ("kind", models.CharField("kind", choices=AGENDA_ITEM_KINDS, max_length=20, default="presentation")),
            ("title", models.CharField("title", max_length=255)),
            ("anchor", models.SlugField("anchor", max_length=80, blank=True, help_text="Stable name in links. Leave it empty: it is made from the title.")),
            ("starts_at", models.DateTimeField("starts", blank=True, null=True, help_text="In the time zone of the meeting. Empty: when the item before it ends.")),
            ("length_min", models.PositiveSmallIntegerField("length, in minutes", blank=True, null=True, help_text="Empty: until the next item starts, if that has an hour.")),
            ("description", models.TextField("description", blank=True)),
            ("place", models.CharField("room or place", max_length=160, blank=True)),
        ], options={"verbose_name": "agenda item", "verbose_name_plural": "agenda items", "ordering": ["sort_order"]}),
        migrations.CreateModel("AgendaItemSpeaker", [
            ("id", identity()),
            ("sort_order", models.IntegerField(blank=True, null=True, editable=False)),
            ("item", ParentalKey("events.agendaitem", on_delete=models.CASCADE, related_name="speakers")),
            ("person", models.ForeignKey("network.person", models.PROTECT, related_name="agenda_speeches", verbose_name="person")),
            ("capacity", models.CharField("capacity", choices=[("speaker", "Speaker"), ("facilitator", "Facilitator")], max_length=12, default="speaker")),
            ("role_text", models.CharField("role that day", max_length=255, blank=True)),
            ("metropolis", models.ForeignKey("network.metropolis", models.PROTECT, blank=True, null=True, related_name="+", verbose_name="metropolis", help_text="For which she or he speaks that day.")),
        ], options={"verbose_name": "speaker", "verbose_name_plural": "speakers", "ordering": ["sort_order"]}),
        migrations.CreateModel("AgendaItemCitation", [
            ("id", identity()),
            ("sort_order", models.IntegerField(blank=True, null=True, editable=False)),
            ("item", ParentalKey("events.agendaitem", on_delete=models.CASCADE, related_name="citations")),
            ("page", models.ForeignKey(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, related_name="+", verbose_name="page")),
        ], options={"verbose_name": "cited page", "verbose_name_plural": "cited pages", "ordering": ["sort_order"]}),
        migrations.CreateModel("AgendaItemDocument", [
            ("id", identity()),
            ("sort_order", models.IntegerField(blank=True, null=True, editable=False)),
            ("document", models.ForeignKey("network.networkdocument", models.PROTECT, related_name="+", verbose_name="document")),
            ("note", models.CharField("note", max_length=160, blank=True, help_text="What it is, when its title does not say it.")),
            ("item", ParentalKey("events.agendaitem", on_delete=models.CASCADE, related_name="documents")),
        ], options={"verbose_name": "document", "verbose_name_plural": "documents", "ordering": ["sort_order"]}),
        # ── attendance
        migrations.CreateModel("Attendance", [
            ("id", identity()),
            ("meeting", models.ForeignKey("events.meetingpage", models.CASCADE, related_name="attendances", verbose_name="meeting")),
            ("person", models.ForeignKey("network.person", models.PROTECT, related_name="attendances", verbose_name="person")),
            ("status", models.CharField("attendance", choices=PRESENCES, max_length=12, blank=True, help_text="Empty when the source is silent.")),
            ("capacities", ChoicesField("capacities", blank=True, default=list)),
            ("role_text", models.TextField("role that day", blank=True, help_text="As printed that day, one role on each line.")),
            ("metropolis", models.ForeignKey("network.metropolis", models.PROTECT, blank=True, null=True, related_name="attendances", verbose_name="metropolis")),
            ("organisation", models.CharField("organisation", max_length=160, blank=True)),
            ("accompanies", models.ForeignKey("events.attendance", models.SET_NULL, blank=True, null=True, related_name="companions", verbose_name="accompanies")),
            ("invited_at", models.DateTimeField("invited", blank=True, null=True, editable=False)),
            ("withdrawn_at", models.DateTimeField("invitation withdrawn", blank=True, null=True, editable=False)),
            ("link_key", models.CharField(max_length=24, default=new_link_key, editable=False, help_text="Part of the personal link: renewed, it makes earlier links worthless.")),
            ("answer", models.CharField("answer", choices=ANSWERS, max_length=12, blank=True, editable=False)),
            ("is_tentative", models.BooleanField("perhaps", default=False, editable=False, help_text="Said “perhaps” with a calendar’s button.")),
            ("represented_by", models.ForeignKey("network.person", models.PROTECT, blank=True, null=True, editable=False, related_name="representations", verbose_name="represented by")),
            ("represented_by_name", models.CharField("represented by (name)", max_length=160, blank=True, editable=False, help_text="When the person is not in the directory.")),
            ("answered_at", models.DateTimeField("answered", blank=True, null=True, editable=False)),
            ("answer_channel", models.CharField("channel", choices=CHANNELS, max_length=12, blank=True, editable=False)),
            ("answered_by", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, blank=True, null=True, editable=False, related_name="+", verbose_name="noted by")),
            ("waiting_since", models.DateTimeField("on the waiting list since", blank=True, null=True, editable=False, help_text="Waits for a place on the side that the answer names.")),
            ("comment", models.CharField("word to the organisers", max_length=500, blank=True, editable=False)),
            ("sort_order", models.PositiveSmallIntegerField("order", default=0)),
        ], options={"verbose_name": "attendance", "verbose_name_plural": "attendances", "ordering": ["sort_order", "pk"], "constraints": [models.UniqueConstraint(fields=("meeting", "person"), name="one_attendance_per_person")]}),
        migrations.CreateModel("AttendanceChange", [
            ("id", identity()),
            ("attendance", models.ForeignKey("events.attendance", models.CASCADE, related_name="changes")),
            ("at", models.DateTimeField("when", default=timezone.now)),
            ("channel", models.CharField("channel", choices=CHANNELS, max_length=12)),
            ("user", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, blank=True, null=True, related_name="+")),
            ("before", models.JSONField("before", default=dict)),
            ("after", models.JSONField("after", default=dict)),
        ], options={"verbose_name": "history of an answer", "verbose_name_plural": "history of answers", "ordering": ["at", "pk"], "default_permissions": ()}),
        migrations.CreateModel("AttendanceNeeds", [
            ("id", identity()),
            ("attendance", models.OneToOneField("events.attendance", models.CASCADE, related_name="needs")),
            ("access", models.TextField("access needs", blank=True)),
            ("meals", models.TextField("meals", blank=True)),
            ("noted_at", models.DateTimeField(default=timezone.now)),
        ], options={"verbose_name": "needs for taking part", "verbose_name_plural": "needs for taking part", "default_permissions": ()}),
        migrations.CreateModel("SessionAnswer", [
            ("id", identity()),
            ("attendance", models.ForeignKey("events.attendance", models.CASCADE, related_name="session_answers")),
            ("session_key", models.UUIDField()),
            ("answer", models.CharField("answer", choices=ANSWERS, max_length=12)),
            ("waiting_since", models.DateTimeField("on the waiting list since", blank=True, null=True)),
            ("status", models.CharField("attendance", choices=PRESENCES, max_length=12, blank=True)),
        ], options={"verbose_name": "answer for a session", "verbose_name_plural": "answers for sessions", "default_permissions": (), "constraints": [models.UniqueConstraint(fields=("attendance", "session_key"), name="one_answer_for_each_session")]}),
        migrations.CreateModel("RegistrationCount", [
            ("id", identity()),
            ("meeting", models.ForeignKey("events.meetingpage", models.CASCADE, related_name="registration_counts", verbose_name="meeting")),
            ("answer", models.CharField("answer", choices=ANSWERS, max_length=12, blank=True)),
            ("status", models.CharField("attendance", choices=PRESENCES, max_length=12, blank=True)),
            ("count", models.PositiveIntegerField("how many", default=0)),
        ], options={"verbose_name": "count of deleted registrations", "verbose_name_plural": "counts of deleted registrations", "ordering": ["meeting", "status", "answer"], "default_permissions": (), "constraints": [models.UniqueConstraint(fields=("meeting", "answer", "status"), name="registrations_counted_once")]}),
    ]

"""What grows around meetings: calendars, invitations, changes, reminders, series, date polls, subscriptions. Then what
the ICPC team may do with the records of this app.
"""

from uuid import uuid4

from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.utils import timezone

from events.attendance.models import new_link_key  # the one name of ours: it must stay importable from there

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
REMINDERS = [(0, "None"), (1, "A day before, to those who have not answered"), (2, "Two days before, to those who have not answered"), (3, "Three days before, to those who have not answered"), (7, "A week before, to those who have not answered")]
CHANNELS = [("link", "Personal link"), ("account", "Account on the site"), ("assistant", "Assistant, on behalf"), ("telephone", "By telephone"), ("staff", "ICPC team"), ("calendar", "Calendar’s own button"), ("check_in", "Check-in on the day"), ("waiting_list", "Waiting list"), ("import", "Import")]


def identity():
    return models.BigAutoField("ID", auto_created=True, primary_key=True, serialize=False)


def make_permissions(apps, schema_editor):
    """Those of the tables above: Django makes them after all migrations, the step below gives them now."""
    app = apps.get_app_config("events")
    app.models_module = True  # what stands for the app in a migration has none, and would be passed over
    create_permissions(app, verbosity=0, using=schema_editor.connection.alias, apps=apps)


def let_the_team_organise(apps, schema_editor):
    """Attendance and date polls are edited outside pages: nobody has rights on them by those on pages."""
    organisers = apps.get_model("auth.Group").objects.get(name="organisers")
    for model in ("attendance", "datepoll"):
        organisers.permissions.add(
            *apps.get_model("auth.Permission").objects.filter(content_type__app_label="events", content_type__model=model)
        )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0001_meetings_and_attendance"),
        ("network", "0002_pages_files_and_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # ── calendars
        migrations.CreateModel("CalendarClock", [
            ("id", identity()),
            ("changed_at", models.DateTimeField(default=timezone.now)),
        ], options={"default_permissions": ()}),
        migrations.CreateModel("CalendarEntry", [
            ("id", identity()),
            ("uid", models.UUIDField(unique=True, default=uuid4, editable=False)),
            ("sequence", models.PositiveIntegerField(default=0, editable=False)),
            ("facts", models.CharField(max_length=64, blank=True, editable=False)),
            ("modified_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("meeting", models.OneToOneField("events.meetingpage", models.CASCADE, related_name="calendar_entry")),
            ("starts_at", models.DateTimeField(blank=True, null=True, editable=False)),
            ("moved_at", models.DateTimeField(blank=True, null=True, editable=False)),
            ("moved_from", models.DateTimeField(blank=True, null=True, editable=False)),
        ], options={"default_permissions": ()}),
        migrations.CreateModel("SessionCalendarEntry", [
            ("id", identity()),
            ("uid", models.UUIDField(unique=True, default=uuid4, editable=False)),
            ("sequence", models.PositiveIntegerField(default=0, editable=False)),
            ("facts", models.CharField(max_length=64, blank=True, editable=False)),
            ("modified_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("meeting", models.ForeignKey("events.meetingpage", models.CASCADE, related_name="session_calendar_entries")),
            ("session_key", models.UUIDField(editable=False)),
            ("removed_at", models.DateTimeField(blank=True, null=True, editable=False)),
        ], options={"default_permissions": (), "constraints": [models.UniqueConstraint(fields=("meeting", "session_key"), name="one_entry_for_each_session")]}),
        migrations.CreateModel("EventText", [
            ("id", identity()),
            ("meeting", models.ForeignKey("events.meetingpage", models.CASCADE, related_name="event_texts")),
            ("session_key", models.UUIDField(null=True, editable=False)),
            ("shown", models.CharField(choices=[("always", "Always"), ("hours", "Hours"), ("days", "Days")], max_length=8)),
            ("order", models.CharField(max_length=120)),
            ("starts_at", models.DateTimeField()),
            ("ends_at", models.DateTimeField()),
            ("tzid", models.CharField(max_length=40, blank=True)),
            ("format", models.CharField(max_length=10, blank=True)),
            ("is_cancelled", models.BooleanField(default=False)),
            ("summary", models.TextField()),
            ("text", models.TextField()),
            ("text_with_link", models.TextField(blank=True)),
            ("themes", models.CharField(max_length=255, blank=True)),
            ("speakers", models.TextField(blank=True)),
            ("made_with", models.CharField(max_length=16, blank=True)),
        ], options={
            "default_permissions": (),
            "indexes": [models.Index(fields=["starts_at"], name="event_text_by_start")],
            "constraints": [models.UniqueConstraint(condition=models.Q(("session_key__isnull", False)), fields=("meeting", "session_key"), name="one_text_for_each_session"), models.UniqueConstraint(condition=models.Q(("session_key__isnull", True)), fields=("meeting",), name="one_text_for_each_meeting")],
        }),
        # ── invitations
        migrations.CreateModel("InvitationRun", [
            ("id", identity()),
            ("meeting", models.ForeignKey("events.meetingpage", models.CASCADE, related_name="invitation_runs")),
            ("kind", models.CharField(choices=[("invitation", "Invitation"), ("chase", "Reminder to answer")], max_length=12, default="invitation")),
            ("message", models.TextField("message of their own", blank=True)),
            ("attendances", models.JSONField(default=list)),
            ("written", models.PositiveIntegerField(default=0)),
            ("created_at", models.DateTimeField("sent on", default=timezone.now)),
            ("created_by", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, blank=True, null=True, related_name="+")),
            ("progressed_at", models.DateTimeField(default=timezone.now)),
        ], options={"verbose_name": "sending of invitations", "verbose_name_plural": "sendings of invitations", "ordering": ["-created_at", "-pk"], "default_permissions": ()}),
        # ── changes
        migrations.CreateModel("MeetingAnnouncement", [
            ("id", identity()),
            ("meeting", models.OneToOneField("events.meetingpage", models.CASCADE, related_name="announcement")),
            ("facts", models.JSONField(default=dict)),
            ("told_at", models.DateTimeField(default=timezone.now)),
        ], options={"verbose_name": "announcement of a meeting", "verbose_name_plural": "announcements of meetings", "default_permissions": ()}),
        migrations.CreateModel("MeetingChange", [
            ("id", identity()),
            ("meeting", models.ForeignKey("events.meetingpage", models.CASCADE, related_name="changes")),
            ("at", models.DateTimeField("when", default=timezone.now)),
            ("user", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, blank=True, null=True, related_name="+")),
            ("before", models.JSONField("before", default=dict)),
            ("after", models.JSONField("after", default=dict)),
            ("explanation", models.CharField("explanation", max_length=500, blank=True)),
        ], options={"verbose_name": "change of a meeting", "verbose_name_plural": "changes of meetings", "ordering": ["-at", "-pk"], "default_permissions": ()}),
        # ── reminders
        migrations.CreateModel("MeetingReminder", [
            ("id", identity()),
            ("meeting", models.ForeignKey("events.meetingpage", models.CASCADE, related_name="reminders")),
            ("starts_on", models.DateField()),
            ("days", models.PositiveSmallIntegerField()),
            ("begun_at", models.DateTimeField(default=timezone.now)),
            ("finished_at", models.DateTimeField(null=True)),
        ], options={"default_permissions": (), "constraints": [models.UniqueConstraint(fields=("meeting", "starts_on", "days"), name="each_reminder_once")]}),
        # ── making
        migrations.CreateModel("MeetingSeries", [
            ("id", identity()),
            ("title", models.CharField("title", max_length=255)),
            ("rule", models.JSONField("rule", default=dict)),
            ("created_at", models.DateTimeField(default=timezone.now)),
            ("created_by", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, blank=True, null=True, related_name="+")),
        ], options={"verbose_name": "series of meetings", "verbose_name_plural": "series of meetings", "ordering": ["-created_at"], "default_permissions": ()}),
        migrations.CreateModel("SeriesMeeting", [
            ("id", identity()),
            ("series", models.ForeignKey("events.meetingseries", models.CASCADE, related_name="members")),
            ("meeting", models.OneToOneField("events.meetingpage", models.CASCADE, related_name="in_series")),
            ("day", models.DateField("day of the rule")),
            ("written", models.JSONField(default=dict)),
        ], options={"verbose_name": "meeting of a series", "verbose_name_plural": "meetings of a series", "ordering": ["day", "pk"], "default_permissions": ()}),
        # ── polls
        migrations.CreateModel("DatePoll", [
            ("id", identity()),
            ("title", models.CharField("title", max_length=200)),
            ("meeting", models.ForeignKey("events.meetingpage", models.SET_NULL, blank=True, null=True, related_name="date_polls", verbose_name="meeting", help_text="The meeting whose date is looked for. Empty: a draft is made once a date is chosen.")),
            ("is_hybrid", models.BooleanField("on site or remotely", default=False, help_text="Each person also says on which side she or he would come.")),
            ("time_zone", models.CharField("time zone", choices=TIME_ZONES, max_length=40, default="Europe/Paris")),
            ("answers_until", models.DateTimeField("answers until")),
            ("remind_days", models.PositiveSmallIntegerField("reminder before the deadline", choices=REMINDERS, default=2, help_text="Sent by itself, once. You may also remind them by hand.")),
            ("message", models.TextField("message", max_length=2000, blank=True, help_text="Goes into the mail, in your own words.")),
            ("visibility", models.CharField("what those asked see of the answers", choices=[("nothing", "Nothing: only the organisers see the answers"), ("counts", "How many can come, without names"), ("names", "Who can come, by name")], max_length=10, default="counts")),
            ("state", models.CharField("state", choices=[("draft", "In preparation"), ("open", "Open"), ("decided", "Date chosen"), ("stopped", "Stopped without a date")], max_length=10, default="draft", editable=False)),
            ("created_by", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")),
            ("created_at", models.DateTimeField("created", default=timezone.now, editable=False)),
            ("sent_at", models.DateTimeField("sent", null=True, editable=False)),
            ("settled_at", models.DateTimeField("settled", null=True, editable=False)),
            ("reminded_for", models.DateTimeField(null=True, editable=False)),
            ("reminders_sent", models.PositiveSmallIntegerField(default=0, editable=False)),
            ("is_sample", models.BooleanField("sample", default=False, editable=False)),
        ], options={"verbose_name": "date poll", "verbose_name_plural": "date polls", "ordering": ["-created_at", "-pk"]}),
        migrations.CreateModel("DatePollOption", [
            ("id", identity()),
            ("poll", models.ForeignKey("events.datepoll", models.CASCADE, related_name="options")),
            ("starts_at", models.DateTimeField("starts")),
            ("ends_at", models.DateTimeField("ends")),
            ("hours_are_known", models.BooleanField(default=True)),
        ], options={
            "ordering": ["starts_at", "ends_at", "pk"],
            "default_permissions": (),
            "constraints": [models.UniqueConstraint(fields=("poll", "starts_at", "ends_at"), name="poll_option_once"), models.CheckConstraint(condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="poll_option_ends_after_start")],
        }),
        migrations.AddField("datepoll", "chosen_option", models.ForeignKey("events.datepolloption", models.SET_NULL, null=True, editable=False, related_name="+")),
        migrations.CreateModel("DatePollVoter", [
            ("id", identity()),
            ("poll", models.ForeignKey("events.datepoll", models.CASCADE, related_name="voters")),
            ("person", models.ForeignKey("network.person", models.PROTECT, related_name="date_polls")),
            ("link_key", models.CharField(max_length=24, default=new_link_key, editable=False)),
            ("asked_at", models.DateTimeField("asked", null=True)),
            ("revoked_at", models.DateTimeField("link withdrawn", null=True)),
            ("answered_at", models.DateTimeField("answered", null=True)),
            ("answer_channel", models.CharField("channel", choices=CHANNELS, max_length=12, blank=True)),
            ("answered_by", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="noted by")),
            ("comment", models.CharField("word to the organisers", max_length=500, blank=True)),
        ], options={"ordering": ["person__last_name", "person__first_name", "pk"], "default_permissions": (), "constraints": [models.UniqueConstraint(fields=("poll", "person"), name="one_voter_per_person")]}),
        migrations.CreateModel("DatePollVote", [
            ("id", identity()),
            ("voter", models.ForeignKey("events.datepollvoter", models.CASCADE, related_name="votes")),
            ("option", models.ForeignKey("events.datepolloption", models.CASCADE, related_name="votes")),
            ("answer", models.CharField(choices=[("yes", "Yes"), ("if_need_be", "If need be"), ("no", "No")], max_length=12)),
            ("side", models.CharField(choices=[("on_site", "On site"), ("remote", "Remotely")], max_length=10, blank=True)),
        ], options={"default_permissions": (), "constraints": [models.UniqueConstraint(fields=("voter", "option"), name="one_vote_for_each_option")]}),
        # ── feeds
        migrations.CreateModel("CalendarSubscription", [
            ("id", identity()),
            ("user", models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_subscriptions", verbose_name="account")),
            ("name", models.CharField("name", max_length=60)),
            ("seed", models.CharField(max_length=64, editable=False)),
            ("token_hash", models.CharField(max_length=64, unique=True, editable=False)),
            ("content", models.CharField("content", choices=[("mine", "My meetings"), ("all", "All the meetings I may see"), ("registered", "Only those I am registered for")], max_length=12, default="mine")),
            ("days", models.CharField("meetings of several sessions", choices=[("heures", "Each session with its hours"), ("blocs", "One block of whole days")], max_length=8, default="heures")),
            ("hides_cancelled", models.BooleanField("hide cancelled meetings", default=False)),
            ("hides_declined", models.BooleanField("hide the meetings I am excused from", default=False)),
            ("wants_mail", models.BooleanField("write to me when a meeting of the next two days changes and this calendar cannot have seen it", default=True)),
            ("created_at", models.DateTimeField("since", default=timezone.now)),
            ("changed_at", models.DateTimeField(default=timezone.now, editable=False)),
            ("revoked_at", models.DateTimeField("closed", blank=True, null=True, editable=False)),
            ("revoked_by", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, blank=True, null=True, editable=False, related_name="+")),
        ], options={"verbose_name": "calendar subscription", "verbose_name_plural": "calendar subscriptions", "ordering": ["created_at", "pk"], "default_permissions": ()}),
        migrations.CreateModel("Follow", [
            ("id", identity()),
            ("user", models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")),
            ("metropolis", models.ForeignKey("network.metropolis", models.CASCADE, blank=True, null=True, related_name="+")),
            ("working_group", models.ForeignKey("network.workinggroup", models.CASCADE, blank=True, null=True, related_name="+")),
            ("theme", models.ForeignKey("network.theme", models.CASCADE, blank=True, null=True, related_name="+")),
        ], options={
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(condition=models.Q(("metropolis__isnull", False)), fields=("user", "metropolis"), name="follow_metropolis_once"),
                models.UniqueConstraint(condition=models.Q(("working_group__isnull", False)), fields=("user", "working_group"), name="follow_working_group_once"),
                models.UniqueConstraint(condition=models.Q(("theme__isnull", False)), fields=("user", "theme"), name="follow_theme_once"),
            ],
        }),
        migrations.CreateModel("FeedFetch", [
            ("id", identity()),
            ("feed", models.CharField("calendar", max_length=80)),
            ("subscription", models.ForeignKey("events.calendarsubscription", models.CASCADE, blank=True, null=True, related_name="fetches")),
            ("family", models.CharField("program", max_length=12)),
            ("format", models.CharField("format", max_length=5)),
            ("last_at", models.DateTimeField("last fetch")),
            ("last_full_at", models.DateTimeField("last fetch of something new", blank=True, null=True)),
            ("count", models.PositiveIntegerField(default=0)),
            ("interval_s", models.PositiveIntegerField(default=0)),
            ("size_bytes", models.PositiveIntegerField("size", default=0)),
        ], options={
            "ordering": ["feed", "-last_at"],
            "default_permissions": (),
            "constraints": [
                models.UniqueConstraint(condition=models.Q(("subscription__isnull", True)), fields=("feed", "family", "format"), name="one_line_a_feed"),
                models.UniqueConstraint(condition=models.Q(("subscription__isnull", False)), fields=("subscription", "family", "format"), name="one_line_a_subscription"),
            ],
        }),
        # Backwards nothing: administrators may have changed what the group holds.
        migrations.RunPython(make_permissions, migrations.RunPython.noop),
        migrations.RunPython(let_the_team_organise, migrations.RunPython.noop),
    ]

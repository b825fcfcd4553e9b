"""What live meetings say is what was announced of them: the next version is compared with it."""

from datetime import UTC

from django.db import migrations

NAMES = (
    "hours_are_known", "time_zone", "format", "venue_name", "venue_address", "remote_link", "remote_code", "remote_phone"
)


def announce(apps, _schema_editor):
    Announcement = apps.get_model("events", "MeetingAnnouncement")
    for meeting in apps.get_model("events", "MeetingPage").objects.filter(live=True):
        facts = {name: getattr(meeting, name) for name in NAMES} | {"cancelled": meeting.status == "cancelled"}
        for name in ("starts_at", "ends_at"):
            moment = getattr(meeting, name)
            facts[name] = moment.astimezone(UTC).isoformat() if moment else ""
        Announcement.objects.get_or_create(meeting=meeting, defaults={"facts": facts})


class Migration(migrations.Migration):
    dependencies = [("events", "0008_meeting_changes")]
    operations = [migrations.RunPython(announce, migrations.RunPython.noop)]

"""Writes the reminders of meetings that are due: what the clock does every minute (`network/running/clock.py`), by hand."""

from django.core.management.base import BaseCommand

from events.reminders.reminding import due_reminders, send_due_reminders


class Command(BaseCommand):
    help = "Has the mails of due reminders written: each once, however often this runs."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what is due")

    def handle(self, *args, dry_run, **options):
        if dry_run:
            for meeting, days in due_reminders():
                self.stdout.write(f"{meeting.starts_at:%Y-%m-%d %H:%M}  {days:>2} d  {meeting.title}")
            return
        self.stdout.write(f"{send_due_reminders()} reminder(s) begun.")

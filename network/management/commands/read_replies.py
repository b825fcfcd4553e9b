"""`manage.py read_replies`: read the mailbox of answers now; the worker does it every minute."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.mail.inbox.mailbox import MailboxError, read_mailbox


class Command(BaseCommand):
    help = "Read the mailbox of answers (IMAP_URL) and handle what is new."

    def handle(self, **options):
        if not settings.IMAP_URL:
            raise CommandError("IMAP_URL is not set: there is no mailbox to read.")
        try:
            count = read_mailbox()
        except MailboxError as error:
            raise CommandError(f"The mailbox cannot be read: {error}") from error
        self.stdout.write(f"{count} mails were taken.")

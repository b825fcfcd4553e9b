"""`manage.py start` (`make run`): prepare, then serve the site and do its tasks until Ctrl-C."""

import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.accounts.sample_accounts import make_sample_accounts, sign_in_path
from network.loading.records import ContentError
from network.running.processes import supervise
from network.running.starting import StartError, check_folder, check_port, prepare


class Command(BaseCommand):
    help = "Prepare the site, then run the web server and the task worker until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default=settings.HOST, help="address to listen on (HOST)")
        parser.add_argument("--port", default=settings.PORT, type=int, help="port to listen on (PORT)")
        parser.add_argument("--without-samples", action="store_true", help="leave out the sample meetings")

    def handle(self, *, host, port, without_samples, **options):
        try:
            check_folder(settings.DATA_DIR)
            check_port(host, port)
            prepare(samples=not without_samples, say=self.say)
        except StartError as error:
            raise CommandError(error) from error
        except ContentError as error:
            raise CommandError(f"{error} Nothing was loaded.") from error
        address = f"http://{in_address(reachable(host))}:{port}"
        text = announcement(address)
        os.chdir(settings.PROJECT_DIR)
        os.environ["DJANGO_SETTINGS_MODULE"] = settings.SETTINGS_MODULE  # for processes that load it again
        sys.exit(
            supervise(
                host=host,
                port=port,
                reachable=reachable(host),
                announce=lambda: self.say(text),
                writing=settings.DEBUG,
            )
        )

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()


def reachable(host):
    """The address at which this machine reaches what listens on ``host``."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104


def in_address(host):
    return f"[{host}]" if ":" in host else host


def announcement(address):
    """What the terminal says once the site answers."""
    lines = ["", f"The site is at {address}/", ""]
    if settings.SAMPLE_ACCOUNTS:
        lines.append("Sign in with a sample account (each link works once, for a day):")
        users = make_sample_accounts()
        width = max(map(len, users)) + 2
        lines += [f"  {role:{width}}{address}{sign_in_path(user)}" for role, user in users.items()]
        lines.append("")
    mails = getattr(settings, "EMAIL_FILE_PATH", None)
    lines += [f"Mails are written to {mails}" if mails else f"Mails go through {settings.EMAIL_HOST}"]
    lines += [f"Data is in {settings.DATA_DIR}", "Stop with Ctrl-C."]
    return "\n".join(lines)

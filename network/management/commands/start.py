"""`manage.py start` (`make run`): prepare, then serve the site and do its tasks until Ctrl-C."""

import json
import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from network import processes
from network.loading import ContentError
from network.sample_accounts import make_sample_accounts, sign_in_path
from network.settings.env import PROJECT_DIR
from network.starting import StartError, check_folder, check_port, prepare

WEB_WORKERS = 2


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
            prepare(samples=not without_samples, say=self.stdout.write)
        except StartError as error:
            raise CommandError(error) from error
        except ContentError as error:
            raise CommandError(f"{error} Nothing was loaded.") from error
        plan = {
            "web": web_command(host, port),
            "worker": [sys.executable, str(PROJECT_DIR / "manage.py"), "db_worker", "--verbosity", "0", "--no-reload"],
            "host": reachable(host),
            "port": port,
            "announcement": announcement(f"http://{in_address(reachable(host))}:{port}"),
        }
        connections.close_all()
        self.stdout.flush()
        os.environ["DJANGO_SETTINGS_MODULE"] = settings.SETTINGS_MODULE
        os.chdir(PROJECT_DIR)
        os.execv(sys.executable, [sys.executable, processes.__file__, json.dumps(plan)])  # noqa: S606


def web_command(host, port):
    """Granian, or Django's own server where code is being written: it reloads what changes."""
    if settings.DEBUG:
        return [sys.executable, str(PROJECT_DIR / "manage.py"), "runserver", f"{in_address(host)}:{port}"]
    options = {
        "--interface": "wsgi",
        "--workers": WEB_WORKERS,
        "--host": host,
        "--port": port,
        "--log-level": "warning",
        "--workers-kill-timeout": processes.STOP_WITHIN - 2,
    }
    arguments = [str(part) for pair in options.items() for part in pair]
    return [
        *[sys.executable, "-m", "granian", *arguments],
        *["--no-ws", "--respawn-failed-workers", "network.wsgi:application"],
    ]


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

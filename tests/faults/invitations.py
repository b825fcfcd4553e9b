"""A worker is killed, again and again, while it invites a thousand people: `make fault-invitations` (`PEOPLE=1000`).

On a site of its own, with the task worker as a process and a real mail server. Each worker is killed with SIGKILL while it
writes mails, then while it sends them; what the clock would find after some minutes is made to look that old. At the
end everybody has one mail in the outbox and has received it, once. A worker that dies while it hands one over leaves it
« uncertain » (`network/mail/outbox`): it was received once or not at all; such mails are counted and told.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests import prepared
from tests.mail_servers import running_smtp_server

KILLS = 4  # in each of the two phases
WAITS = 600  # seconds, before the whole is given up
INVITE = """
from datetime import timedelta
from django.utils import timezone
from events.invitations.inviting import plan_invitations, send_invitations
from events.models import AgendaPage, MeetingPage
starts = timezone.now() + timedelta(days=30)
meeting = MeetingPage(
    title="Mille invitations", live=False, format="hybrid", starts_at=starts, ends_at=starts + timedelta(hours=2)
)
AgendaPage.objects.get().add_child(instance=meeting)
meeting.save_revision().publish()
text = "\\n".join(f"Personne {{n}} <p{{n}}@ville.example>" for n in range({people}))
send_invitations(meeting, plan_invitations(meeting, pasted=text))
"""


class Site:
    """A data folder with its worker and the numbers in its database."""

    def __init__(self, folder, port):
        self.folder = folder
        self.environment = {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        self.worker = None

    def start_worker(self):
        self.worker = subprocess.Popen(
            [sys.executable, "manage.py", "work"],
            cwd=prepared.ROOT,
            env=prepared.site_environment(self.folder, **self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill_worker(self):
        os.kill(self.worker.pid, signal.SIGKILL)
        self.worker.wait()

    def ask(self, sql, *values):
        with sqlite3.connect(self.folder / "site.sqlite3", timeout=30) as database:
            found = database.execute(sql, values).fetchall()
        database.close()
        return found

    @property
    def written(self):
        return self.ask("SELECT written FROM events_invitationrun")[0][0]

    def mails(self, state=""):
        condition = f" AND state = '{state}'" if state else ""
        return self.ask(f"SELECT count(*) FROM network_outgoingmail WHERE kind = 'invitation'{condition}")[0][0]  # noqa: S608

    def let_time_pass(self):
        """A dead worker is missed after minutes: let its traces be an hour old."""
        self.ask("UPDATE events_invitationrun SET progressed_at = datetime(progressed_at, '-1 hour')")
        self.ask("UPDATE network_outgoingmail SET claimed_at = datetime(claimed_at, '-1 hour') WHERE state = 'sending'")
        prepared.manage(self.folder, "do_minute", **self.environment)


def main():
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    random.seed(people)
    with tempfile.TemporaryDirectory() as folder, running_smtp_server() as (arrivals, port):
        site = Site(Path(folder) / "data", port)
        shutil.copytree(prepared.content_site(), site.folder, symlinks=True)
        prepared.manage(
            site.folder, "shell", "--no-imports", "--command", INVITE.format(people=people), **site.environment
        )
        began = time.monotonic()
        killed = kill_while(site, "writing", lambda: site.written, people)
        killed += kill_while(site, "sending", lambda: len(arrivals.envelopes), people)
        finish(site, people, began)
        return report(site, arrivals, people, killed)


def kill_while(site, doing, progress, people):
    """Kill the worker at moments spread over one phase, each some way further; returns how often."""
    for _number in range(KILLS):
        moment = progress() + random.randint(1, max(1, people // 10))  # noqa: S311
        site.start_worker()
        deadline = time.monotonic() + WAITS
        while progress() < min(moment, people - 1) and time.monotonic() < deadline:
            time.sleep(0.02)
        site.kill_worker()
        print(f"killed while {doing}: {site.written} written, {site.mails('sent')} sent", flush=True)
        site.let_time_pass()
    return KILLS


def finish(site, people, began):
    site.start_worker()
    while time.monotonic() - began < WAITS and (
        site.written < people or site.mails("sent") + site.mails("uncertain") < people
    ):
        time.sleep(0.5)
        if site.mails("sending") and not site.mails("queued"):
            site.let_time_pass()
    site.worker.terminate()
    site.worker.wait(30)


def report(site, arrivals, people, killed):
    """Prints what arrived; returns 0 when nobody was forgotten and nobody got a second mail of another Message-ID."""
    received = Counter(envelope.rcpt_tos[0] for envelope in arrivals.envelopes)
    identities = {}
    for envelope, mail in zip(arrivals.envelopes, arrivals.mails, strict=True):
        identities.setdefault(envelope.rcpt_tos[0], set()).add(mail["Message-ID"])
    twice = [address for address, count in received.items() if count > 1]
    second = [address for address, known in identities.items() if len(known) > 1]
    sent, uncertain = site.mails("sent"), site.mails("uncertain")
    print(f"{people} invited, the worker killed {killed} times")
    print(f"{site.mails()} mails in the outbox, {sent} sent, {uncertain} uncertain, {len(received)} people reached")
    print(f"{len(second)} got a second mail; {len(twice)} got the same one again")
    all_told = site.mails() == sent + uncertain == people and sent <= len(received) <= people
    good = all_told and uncertain <= killed and not second and not twice
    print("good" if good else "NOT GOOD")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

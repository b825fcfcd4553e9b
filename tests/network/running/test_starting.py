"""`make run`, as somebody at a terminal sees it: what it prints, what it refuses, what it leaves running."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.core.management import execute_from_command_line
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from network.running import old_databases
from network.running.starting import StartError, check_folder, check_port, migrate
from tests import prepared
from tests.checks import DEPLOYMENT

pytestmark = pytest.mark.xdist_group("start")  # each of these runs the whole site: one after the other
ONE_LINE = re.compile(r"\A(CommandError: )?[^\n]+\n\Z")


@pytest.fixture
def folder(tmp_path):
    """A data folder that has been prepared already."""
    return shutil.copytree(prepared.content_site(), tmp_path / "data", symlinks=True)


@pytest.fixture
def port():
    return free_port()


def free_port():
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Terminal:
    """`manage.py start`, running, with what it has printed so far."""

    def __init__(self, folder, port, **environment):
        self.output = folder.parent / "output"
        self.port = port
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "start"],
                cwd=prepared.ROOT,
                env=environment_of(folder, port, **environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def text(self):
        return self.output.read_text(encoding="utf-8")

    def wait_for(self, words, seconds=90):
        deadline = time.monotonic() + seconds
        while words not in self.text():
            assert time.monotonic() < deadline, f"no {words!r} within {seconds} s:\n{self.text()}"
            assert self.process.poll() is None or words in self.text(), f"stopped without {words!r}:\n{self.text()}"
            time.sleep(0.1)
        return self.text()

    def family(self):
        """The process ids of the start and of all it started."""
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)  # noqa: S607
        children = {}
        for line in listed.stdout.splitlines():
            pid, parent = map(int, line.split())
            children.setdefault(parent, []).append(pid)
        found, waiting = [], [self.process.pid]
        while waiting:
            found.append(waiting.pop())
            waiting += children.get(found[-1], [])
        return found

    def status(self, path="/compte/connexion/"):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        with closing(connection):
            connection.request("GET", path)
            return connection.getresponse().status


def environment_of(folder, port, **more):
    return prepared.site_environment(folder, PORT=str(port), STATIC_ROOT=str(prepared.static_files()), **more)


def ended(running):
    """Leave nothing running, whatever the test did."""
    for pid in running.family():
        if is_alive(pid):
            os.kill(pid, signal.SIGKILL)
    running.process.wait()


@pytest.fixture
def terminal(folder, port):
    """A started site that answers, for tests that end it."""
    running = Terminal(folder, port)
    running.wait_for("Stop with Ctrl-C.")
    yield running
    ended(running)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    """A started site that answers, for tests that leave it running."""
    folder = shutil.copytree(prepared.content_site(), tmp_path_factory.mktemp("start") / "data", symlinks=True)
    before = rows(folder)
    running = Terminal(folder, free_port())
    running.folder, running.before = folder, before
    running.wait_for("Stop with Ctrl-C.")
    yield running
    ended(running)


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z" if Path("/proc").exists() else True


def gone(pids, seconds=20):
    deadline = time.monotonic() + seconds
    while any(map(is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not any(map(is_alive, pids))


def refused(folder, port, *, command="start", **environment):
    """What a start that does not come about says, and its exit status."""
    result = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", command],
        cwd=prepared.ROOT,
        env=environment_of(folder, port, **environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return result.returncode, result.stdout + result.stderr


@pytest.fixture
def refused_here(settings, capsys):
    """The same in this process, for what is refused once the settings are read."""

    def start(folder, port):
        settings.DATA_DIR, settings.PORT = folder, port
        with pytest.raises(SystemExit) as ended:
            execute_from_command_line(["manage.py", "start"])
        return ended.value.code, "".join(capsys.readouterr())

    return start


def test_a_start_says_where_the_site_is_and_how_to_sign_in(lasting):
    text = lasting.text()

    assert f"The site is at http://127.0.0.1:{lasting.port}/" in text
    assert re.findall(r"^  (\w+) +http://\S+/compte/lien/\?code=\S+$", text, re.MULTILINE) == [
        "member",
        "contributor",
        "organiser",
        "administrator",
    ]
    assert re.search(r"^Mails are written to \S+/data/mails$", text, re.MULTILINE)
    assert lasting.status() == 200
    assert lasting.status("/") == 200


def test_the_links_are_not_in_the_command_line(lasting):
    listed = subprocess.run(["ps", "-A", "-o", "command="], capture_output=True, text=True, check=True)  # noqa: S607

    assert "/compte/lien/" not in listed.stdout


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_web_server_and_worker(terminal, signum):
    family = terminal.family()
    assert len(family) >= 5  # the start, granian and its two workers, the task worker

    terminal.process.send_signal(signum)

    assert terminal.process.wait(20) == 0
    assert gone(family)
    assert "Traceback" not in terminal.text()
    assert terminal.text().partition("Stop with Ctrl-C.")[2].lstrip().startswith("Stopping…")


def test_nothing_outlives_a_start_that_is_killed_outright(terminal):
    family = terminal.family()

    terminal.process.kill()
    terminal.process.wait()

    if sys.platform == "linux":  # elsewhere the system cannot tell the children
        assert gone(family)


def test_a_worker_that_dies_is_started_again(lasting):
    web_and_worker = [pid for pid in lasting.family() if parent_of(pid) == lasting.process.pid]
    worker = max(web_and_worker)

    os.kill(worker, signal.SIGKILL)

    lasting.wait_for("The task worker stopped (exit status -9): starting it again.")
    assert lasting.process.poll() is None
    assert lasting.status() == 200


def test_a_web_server_that_dies_ends_everything(terminal):
    family = terminal.family()
    web = min(pid for pid in family if parent_of(pid) == terminal.process.pid)

    os.kill(web, signal.SIGKILL)

    assert terminal.process.wait(30) == 1
    assert "The web server stopped (exit status -9)" in terminal.text()
    assert gone(family)


def parent_of(pid):
    listed = subprocess.run(["ps", "-o", "ppid=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return int(listed.stdout or 0)


def test_a_second_start_does_nothing_again_and_changes_no_content(lasting):
    assert "…" not in lasting.text().partition("The site is at")[0]
    assert "Content:" not in lasting.text()
    assert rows(lasting.folder) == lasting.before


# The site's own address follows the port: kept pages and texts of calendars are old then. The rest is what tasks and the
# clock make of the content (the index, the day's reminders and the mails they write, the report of what was older than its
# time), and the sign of life of the task worker.
DERIVED = (
    *("wagtailcore_site", "network_contentgeneration", "events_eventtext", "events_calendarclock", "sqlite_sequence"),
    *("wagtailsearch_", "wagtailcore_referenceindex", "search_indexchange", "django_tasks_", "network_clock"),
    *("network_shared_cache", "network_retention", "network_outgoingmail", "events_meetingreminder"),
)


def rows(folder):
    """All that a start could have changed in the content: every table but the derived ones."""
    with closing(sqlite3.connect(folder / "site.sqlite3")) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608
            for table in tables
            if not table.startswith(DERIVED)
        }


def test_a_port_in_use_is_said_in_one_line(refused_here, tmp_path, port):
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", port))
        listener.listen()

        status, output = refused_here(tmp_path / "data", port)

    assert status == 1
    assert ONE_LINE.match(output)
    assert f"Cannot listen on 127.0.0.1, port {port}" in output
    assert f"PORT={port + 1} make run" in output


@pytest.mark.parametrize("value", ["abc", "70000", "-1", ""])
def test_a_port_that_is_none_is_said_in_one_line(tmp_path, value):
    status, output = refused(tmp_path / "data", value)

    assert status == 1
    assert ONE_LINE.match(output), output
    assert "PORT" in output


def test_a_data_folder_that_cannot_be_made_is_said_in_one_line(refused_here, tmp_path, port):
    (tmp_path / "file").write_text("in the way")

    status, output = refused_here(tmp_path / "file" / "data", port)

    assert status == 1
    assert ONE_LINE.match(output), output
    assert "The data folder" in output
    assert "DATA_DIR=/path make run" in output


def test_a_host_that_is_not_ours_is_refused():
    with pytest.raises(StartError, match=r"^Cannot listen on 192\.0\.2\.1, port 8000 \(.+\)\. Choose another: "):
        check_port("192.0.2.1", 8000)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path, monkeypatch):
    def read_only(**_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", read_only)  # the tests may run as root, who writes everywhere

    with pytest.raises(StartError, match=r"^The data folder \S+ cannot be written \(Permission denied\)\. "):
        check_folder(tmp_path)


@pytest.mark.django_db
def test_a_database_newer_than_the_code_is_refused_untouched():
    MigrationRecorder(connection).record_applied("events", "9999_from_the_future")
    said = []

    with pytest.raises(StartError, match=r"newer than this code \(it has had events\.9999_from_the_future\)"):
        migrate(said.append)

    assert said == []


@pytest.fixture
def old_folder(tmp_path):
    """A data folder whose database says what one says that was made before the first deployment."""
    folder = shutil.copytree(prepared.empty_site(), tmp_path / "data", symlinks=True)
    with closing(sqlite3.connect(folder / "site.sqlite3")) as database, database:
        database.execute("DELETE FROM django_migrations WHERE app IN ('network', 'events', 'resources')")
        database.executemany(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-11-23 05:01:00')",
            [("network", "0001_accounts"), ("network", "0002_directory_and_pages"), ("events", "0001_meetings")],
        )
    return folder


@pytest.mark.parametrize("command", ["start", "prepare"])
def test_a_database_made_before_the_first_deployment_is_refused_untouched(old_folder, port, command):
    before = (old_folder / "site.sqlite3").read_bytes()

    status, output = refused(old_folder, port, command=command)

    assert status == 1
    assert ONE_LINE.match(output), output
    assert f"Set its folder aside (mv {old_folder} {old_folder}.old) or choose another: DATA_DIR=/path" in output
    assert (old_folder / "site.sqlite3").read_bytes() == before
    assert not (old_folder / "search.sqlite3").exists()


def test_migrate_itself_says_so_without_a_stack(old_folder, port):
    status, output = refused(old_folder, port, command="migrate")

    assert status == 1
    assert "Traceback" not in output
    assert "(network.E110) The database was made before the migrations were rewritten" in output


@pytest.mark.django_db
def test_an_old_database_elsewhere_than_in_the_data_folder_is_replaced_by_its_address(settings, tmp_path):
    MigrationRecorder(connection).record_applied(*old_databases.REWRITTEN)
    settings.DATA_DIR = tmp_path

    with pytest.raises(StartError, match=r"Let DATABASE_URL name an empty database\.$"):
        migrate(print)


def test_no_migration_takes_the_name_that_tells_old_databases():
    assert old_databases.REWRITTEN not in MigrationLoader(None).disk_migrations


def test_a_file_that_is_no_database_is_said_in_one_line(tmp_path, port):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "site.sqlite3").write_bytes(b"This is not a database, whatever its name says." * 100)

    status, output = refused(tmp_path / "data", port)

    assert status == 1
    assert ONE_LINE.match(output), output
    assert "The database does not answer" in output


def test_no_sample_account_is_made_under_production_settings(tmp_path, port):
    folder = shutil.copytree(prepared.empty_site(), tmp_path / "data", symlinks=True)

    printed = prepared.manage(folder, "prepare", STATIC_ROOT=str(prepared.static_files()), **DEPLOYMENT)

    assert "/compte/lien/" not in printed
    with closing(sqlite3.connect(folder / "site.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM network_user").fetchone() == (0,)

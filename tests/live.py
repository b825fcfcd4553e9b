"""A running site of the tests' own: a process on a copy of the prepared content."""

import json
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from http.client import HTTPConnection

from tests import prepared

SIGN_EVERYBODY_IN = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests.accounts import second_factor_records
from network.accounts.sample_accounts import make_sample_accounts

for role, user in make_sample_accounts().items():
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.update(second_factor_records(user))
    session.create()
    print(role, session.session_key)
"""


class LiveSite:
    """A running site: its address, its data folder, and ways to sign in and to put it back.

    ``settings`` are environment variables beside those that every such site has.
    """

    def __init__(self, folder, *, workers=1, settings=None):
        self.workers = workers
        self.settings = settings or {}
        self.template = prepared.content_site()
        self.folder = folder
        shutil.copytree(self.template, folder, symlinks=True)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.cookies = {}
        self.process = None
        self.python = None

    def start(self):
        environment = prepared.site_environment(
            self.folder,
            STATIC_ROOT=str(prepared.static_files()),
            PORT=str(self.port),
            TASKS_AT_ONCE="1",
            **self.settings,
        )
        log = (self.folder / "server.log").open("w")
        self.process = subprocess.Popen(  # noqa: S603
            [
                *[sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(self.workers)],
                *["--blocking-threads", "4", "--backpressure", "64"],
                *["--host", "127.0.0.1", "--port", str(self.port), "--no-ws", "--log-level", "warning"],
                "network.wsgi:application",
            ],
            cwd=prepared.ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        log.close()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"the site stopped:\n{self.log()}"
            try:
                self.get("/compte/connexion/")
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"the site did not answer within a minute:\n{self.log()}")

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        if self.python:
            self.python.communicate()

    def log(self):
        return (self.folder / "server.log").read_text(encoding="utf-8")

    def get(self, path):
        """The answer to a plain request: status, headers, text."""
        return self.request("GET", path)

    def request(self, method, path, body=None, headers=None):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def shell(self, code):
        """Run Python on the site's data, in a process of its own; returns what it printed."""
        if not self.python:
            self.python = subprocess.Popen(
                [sys.executable, "-m", "tests.site_shell"],
                cwd=prepared.ROOT,
                env=prepared.site_environment(self.folder),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        output = self.folder / "shell.log"
        self.python.stdin.write(json.dumps({"code": code, "output": str(output)}) + "\n")
        self.python.stdin.flush()
        status = self.python.stdout.readline().strip()
        printed = output.read_text(encoding="utf-8")
        assert status == "0", f"Python on the site's data failed ({status or 'it stopped'}):\n{printed}\n{code}"
        return printed

    def session_of(self, role):
        """The session cookie of a sample account: member, contributor, organiser or administrator."""
        if role not in self.cookies:
            self.cookies = dict(line.split() for line in self.shell(SIGN_EVERYBODY_IN).splitlines())
        return {"name": "sessionid", "value": self.cookies[role], "url": self.url}

    def put_back(self):
        """The content as it was loaded, whoever has the database open."""
        for name in ("site.sqlite3", "search.sqlite3"):
            if (self.template / name).exists():
                before = sqlite3.connect(self.template / name)
                after = sqlite3.connect(self.folder / name, timeout=20)
                before.backup(after)
                before.close()
                after.close()
        self.cookies = {}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]

"""An Elasticsearch for the tests: the one of ``ELASTICSEARCH_URL``, or an emulator of this process.

The emulator (noida-db) analyses every document again at each query: indexes must
stay under about sixty short documents, and nothing may be timed on it.
"""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path

STARTS_WITHIN = 30  # seconds


def address():
    """The server named in the environment, or ``None``."""
    return os.environ.get("ELASTICSEARCH_URL") or None


@contextmanager
def running():
    """The address of a server, with indexes of our own."""
    if address():
        yield f"{address().rstrip('/')}/metropoles-tests-{secrets.token_hex(4)}"
        return
    folder = tempfile.mkdtemp(prefix="noida-")
    # The program itself, not the wrapper that pip installs: ending the wrapper leaves the server alive.
    program = Path(str(files("noida_db") / "noida-db"))
    program.chmod(0o755)
    port = free_port()
    arguments = ["start", "--data-dir", folder, "--only", "elasticsearch", "--elasticsearch-port", str(port)]
    with subprocess.Popen(  # noqa: S603 -- our own arguments
        [program, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}/tests"
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=5)
            server.kill()
            shutil.rmtree(folder, ignore_errors=True)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(url, server):
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url):  # noqa: S310 -- our own address
            return
        time.sleep(0.05)
    raise RuntimeError(f"noida-db does not answer at {url} (exit code {server.poll()})")

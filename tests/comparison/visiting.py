"""Asking the site for something as one of its readers, and writing down what came back."""

import hashlib
import io
import json
import os
import re
import time
import zipfile
from dataclasses import asdict, dataclass, field
from functools import cache
from html import unescape
from urllib.parse import urljoin, urlsplit

HOST = "127.0.0.1:8000"
READERS = {
    "visitor": "",
    "member": "membre@reseau.example",
    "liaison": "referente@reseau.example",
    "organiser": "organisation@reseau.example",
    "administrator": "administration@reseau.example",
}
"""The readers by the address of their sample account."""

LINK = re.compile(
    r"""(?:\bhref|\bsrc|\bdata-url|\baction)=["']([^"'\s]+)["']|"(https?://127\.0\.0\.1:8000/[^"\s]*)"|<loc>([^<]+)"""
)


@dataclass
class Answer:
    """What came back, as text: files of several parts are taken apart, those without text are known by their hash."""

    status: int
    headers: list
    body: str
    queries: int = 0
    """Database queries when nothing was kept yet."""
    queries_kept: int = 0
    """Those of the same request, asked again; 0 where it is not."""
    links: list = field(default_factory=list)

    def written(self):
        lines = [f"status: {self.status}", f"queries: {self.queries}", f"queries-kept: {self.queries_kept}"]
        lines += [f"{name.lower()}: {value}" for name, value in self.headers]
        return "\n".join([*lines, "", self.body])


@cache
def handler():
    """What answers requests in this process and its forks: its middleware is loaded once."""
    from django.test.client import ClientHandler  # noqa: PLC0415

    return ClientHandler(enforce_csrf_checks=True)


def new_client():
    from django.test import Client  # noqa: PLC0415

    client = Client(HTTP_HOST=HOST, raise_request_exception=False)
    client.handler = handler()
    return client


def client_of(reader):
    """The test client of a reader, second factor given."""
    from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY  # noqa: PLC0415
    from django.contrib.auth import get_user_model  # noqa: PLC0415

    client = new_client()
    if address := READERS[reader]:
        user = get_user_model().objects.get(email=address)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


def in_a_process_of_its_own(work, *arguments):
    """What ``work`` returns, done in a fork of this process: whatever it keeps in memory is forgotten with it."""
    receiving, sending = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(receiving)
        try:
            result = {"result": work(*arguments)}
        except BaseException as error:  # noqa: BLE001 -- told to the parent, which raises it
            import traceback  # noqa: PLC0415

            result = {"error": f"{type(error).__name__}: {error}\n{traceback.format_exc()}"}
        with os.fdopen(sending, "w", encoding="utf-8") as pipe:
            json.dump(result, pipe)
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, encoding="utf-8") as pipe:
        text = pipe.read()
    os.waitpid(pid, 0)
    result = json.loads(text or '{"error": "the process died"}')
    if "error" in result:
        raise RuntimeError(f"{work.__name__}{arguments[:2]}: {result['error']}")
    return result["result"]


def look(address, cookies):
    """The answer to one address when nothing is kept yet; asked again where pages are kept, which they are for visitors.

    To be called in a fork: this process has kept nothing.
    """
    from django.db import connection  # noqa: PLC0415

    client = new_client()
    client.cookies.load(cookies)
    counts = []
    for _turn in range(1 if client.cookies else 2):
        queries = []
        with connection.execute_wrapper(lambda execute, *call, seen=queries: (seen.append(1), execute(*call))[1]):
            response = client.get(address)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        if not counts:
            first = response, body
        counts.append(len(queries))
    response, body = first
    text = in_words(body, response.headers.get("Content-Type", ""))
    cookies = [("Set-Cookie", morsel.OutputString()) for _name, morsel in sorted(response.cookies.items())]
    answer = Answer(response.status_code, [*sorted(response.items()), *cookies], text, *counts)
    answer.links = links_in(address, answer)
    return asdict(answer)


def in_words(body, content_type):
    """A body as text."""
    if content_type.startswith("application/pdf"):
        from pypdf import PdfReader  # noqa: PLC0415

        return "\n\f\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body[:4] == b"PK\x03\x04":  # spreadsheets
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return "\n".join(f"== {name}\n{in_words(parts.read(name), '')}" for name in sorted(parts.namelist()))
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return f"{len(body)} bytes, sha256 {hashlib.sha256(body).hexdigest()}"


def links_in(address, answer):
    """Addresses of this site that an answer leads to, in the order in which they stand."""
    found = [target for match in LINK.finditer(answer.body) if (target := next(filter(None, match.groups())))]
    found += [value for name, value in answer.headers if name == "Location"]
    result = {}
    for target in found:
        place = urlsplit(urljoin(f"http://{HOST}{address}", unescape(target)))
        if place.scheme == "http" and place.netloc == HOST:
            result[place._replace(scheme="", netloc="", fragment="").geturl() or "/"] = None
    return list(result)

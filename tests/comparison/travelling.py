"""Doing what readers do with the site's forms, and what becomes of it: the steps in words, and the mails."""

import re
from email import policy
from email.parser import BytesParser
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from tests.comparison import standing
from tests.comparison.visiting import HOST, client_of, in_words

SETTLING_MINUTES = 3
"""How often the minute's clock is asked at the end of a journey: mails that were held back leave then."""


class Traveller:
    """Several readers at once. Each step is kept in words in ``steps``."""

    def __init__(self):
        self.steps, self.clients, self.response = [], {}, None

    def client(self, reader):
        if reader not in self.clients:
            self.clients[reader] = client_of(reader)
        return self.clients[reader]

    def leave(self, reader):
        """The reader comes back later in another browser."""
        self.clients.pop(reader, None)

    def open(self, reader, address, *, shown=False):
        """Ask for an address; ``shown``: what it answers is kept whole."""
        return self._step(reader, "GET", address, self.client(reader).get(address, headers=self._headers()), shown)

    def send(self, reader, address, form, shown=False, **values):
        """Open a page, fill in its form that has the field ``form``, send it. Raises ``LookupError`` without such a form."""
        page = self.open(reader, address)
        return self.fill(reader, page, form, shown=shown, **values)

    def fill(self, reader, page, form, shown=False, **values):
        """Fill in a form of an answer that was opened."""
        address = page.request["PATH_INFO"]
        asked = f"{address}?{page.request['QUERY_STRING']}" if page.request["QUERY_STRING"] else address
        found = form_with(page.content.decode(), form)
        if found is None:
            raise LookupError(f"{asked} ({page.status_code}) has no form with {form}.")
        target = urlsplit(urljoin(f"http://{HOST}{asked}", found.get("action") or "")).path
        data = fields_of(found) | values
        response = self.client(reader).post(target or address, data, headers=self._headers())
        said = {name: value for name, value in values.items() if name != "csrfmiddlewaretoken"}
        return self._step(reader, f"POST {said}", target, response, shown)

    def minute(self, **later):
        """Let some time pass, then have done what is due each minute."""
        from django.core.management import call_command  # noqa: PLC0415

        standing.clock.move(**(later or {"minutes": 1}))
        call_command("do_minute")
        self.steps.append(
            f"the clock says {standing.clock.moment:%Y-%m-%d %H:%M}, {len(self._outbox())} mails have left"
        )

    def note(self, words):
        self.steps.append(words)

    def link(self, pattern, *, nth=-1):
        """What ``pattern`` finds first in each mail so far: that of the ``nth`` mail which has it, of the last by default."""
        found = [match[1] for mail in self._outbox() if (match := re.search(pattern, mail.body))]
        if not found:
            raise LookupError(f"No mail has {pattern}.")
        return found[nth]

    def mails(self):
        """The mails that left, in their order, each with its head and its parts in words."""
        for _minute in range(SETTLING_MINUTES):
            self.minute(minutes=5)
        return [mail_in_words(mail) for mail in self._outbox()]

    def _step(self, reader, act, address, response, shown):
        self.response = response
        place = f" → {response.headers['Location']}" if "Location" in response.headers else ""
        self.steps.append(f"{reader}: {act} {address}: {response.status_code}{place}")
        if shown or response.status_code in (403, 422, 429, 500):
            body = b"".join(response.streaming_content) if response.streaming else response.content
            self.steps.append(in_words(body, response.headers.get("Content-Type", "")))
        return response

    @staticmethod
    def _headers():
        return {"origin": f"http://{HOST}", "referer": f"http://{HOST}/"}

    @staticmethod
    def _outbox():
        from django.core import mail  # noqa: PLC0415

        return getattr(mail, "outbox", [])


def form_with(page, name):
    """The form of a page that has a field of that name, or ``None``."""
    for form in BeautifulSoup(page, "html5lib").find_all("form"):
        if form.find(attrs={"name": name}):
            return form
    return None


def fields_of(form):
    """What a browser would send of a form that nobody filled in, without its buttons."""
    data = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type", "")
        if not name or field.has_attr("disabled") or kind in ("submit", "button", "file", "image"):
            continue
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            options = field.find_all("option")
            chosen = [option for option in options if option.has_attr("selected")] or options[:1]
            values = [option.get("value", option.get_text(strip=True)) for option in chosen]
        else:
            values = [
                field.get_text() if field.name == "textarea" else field.get("value", "on" if kind == "checkbox" else "")
            ]
        data.setdefault(name, []).extend(values)
    return data


def mail_in_words(mail):
    """A mail's head and each of its parts as text."""
    parsed = BytesParser(policy=policy.default).parsebytes(mail.message().as_bytes())
    lines = [f"to the server: {', '.join(mail.recipients())}"]
    for part in parsed.walk():
        lines += ["", *[f"{name}: {value}" for name, value in sorted(part.items())]]
        if not part.is_multipart():
            lines += ["", in_words(part.get_payload(decode=True), part.get_content_type())]
    return "\n".join(lines)

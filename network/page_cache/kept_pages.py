"""Whole pages kept ready for readers without a session: compressed, with their ETag.

Nothing private can enter: only answers to GET without a session cookie are
kept, and only those that set no cookie and that no view marked private. An
entry is valid for one generation of the content (``ContentGeneration`` rises
in the same transaction as any change a page may show), on one day in Paris,
and for a few minutes at most, since « next meetings » depends on the hour.
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

import brotli
from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from network.page_cache.models.generation import ContentGeneration

KEPT_TYPES = ("text/html", "application/xml", "application/atom+xml")
# /recherche/: its index follows a change a moment later, and a page kept in between would be wrong for minutes.
LEFT_OUT = ("/admin/", "/compte/", "/documents/", "/styleguide/", "/api/", "/recherche/")
FILES_LEFT_OUT = (".ics", ".json", ".atom")  # calendars: kept by events.feeds.serving, for clients that ask every hour
LIFETIME_S = 300
CAPACITY_BYTES = 32 * 1024 * 1024
LONGEST_ADDRESS = 600


@dataclass(frozen=True)
class Entry:
    headers: tuple
    bodies: dict  # by content encoding: "br", "gzip"
    etag: str
    expires_at: float

    @property
    def size_bytes(self):
        return sum(len(body) for body in self.bodies.values())


class Store:
    """The entries of one process, the longest unused dropped first."""

    def __init__(self, capacity_bytes=CAPACITY_BYTES):
        self.capacity_bytes = capacity_bytes
        self.size_bytes = 0
        self._entries = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key):
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
        return entry if entry is not None and entry.expires_at > time.monotonic() else None

    def put(self, key, entry):
        with self._lock:
            self._drop(key)
            self._entries[key] = entry
            self.size_bytes += entry.size_bytes
            while self.size_bytes > self.capacity_bytes and self._entries:
                self._drop(next(iter(self._entries)))

    def clear(self):
        with self._lock:
            self._entries.clear()
            self.size_bytes = 0

    def _drop(self, key):
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.size_bytes -= entry.size_bytes


store = Store()


class PageCacheMiddleware:
    """Answers from the store when it may, and fills it. Stands before sessions and everything they cost."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not may_be_shared(request):
            return self.get_response(request)
        # Read before the page is made: a change meanwhile makes the entry old at once.
        key = (
            ContentGeneration.current(),
            timezone.localdate(),
            request.get_host(),
            request.is_secure(),
            request.get_full_path(),
        )
        entry = store.get(key)
        if entry is None:
            response = self.get_response(request)
            if not may_be_kept(response):
                return response
            entry = entry_of(response)
            store.put(key, entry)
        return answer(request, entry)


def may_be_shared(request):
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.headers.get("Authorization")
        and not request.path.startswith(LEFT_OUT)
        and not request.path.endswith(FILES_LEFT_OUT)
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def may_be_kept(response):
    content_type = response.headers.get("Content-Type", "").partition(";")[0]
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not response.has_header("Content-Encoding")
        and not response.has_header("ETag")
        and "'nonce-" not in response.headers.get("Content-Security-Policy", "")  # good for one answer only
        and content_type in KEPT_TYPES
    )


def entry_of(response):
    body = response.content
    headers = [(name, value) for name, value in response.items() if name not in ("Content-Length", "Vary")]
    return Entry(
        headers=tuple(headers),
        bodies={
            "br": brotli.compress(body, quality=5),
            "gzip": gzip.compress(body, compresslevel=6, mtime=0),
        },
        etag=hashlib.sha256(body).hexdigest()[:32],
        expires_at=time.monotonic() + LIFETIME_S,
    )


def answer(request, entry):
    """The response for this reader: in an encoding she accepts, or 304 when she has it already."""
    accepted = request.headers.get("Accept-Encoding", "")
    encoding = next((name for name in entry.bodies if accepts(accepted, name)), None)
    etag = f'"{entry.etag}-{encoding}"' if encoding else f'"{entry.etag}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in known or f"W/{etag}" in known or "*" in known:
        response = HttpResponseNotModified()
    elif encoding:
        response = HttpResponse(entry.bodies[encoding])
        response.headers["Content-Encoding"] = encoding
    else:
        response = HttpResponse(gzip.decompress(entry.bodies["gzip"]))
    if response.status_code == 200:
        for name, value in entry.headers:
            response.headers[name] = value
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response


def accepts(header, encoding):
    """Whether an Accept-Encoding header (RFC 9110 §12.5.3) takes an encoding; ``;q=0`` refuses it."""
    for part in header.split(","):
        name, _semicolon, parameters = part.strip().partition(";")
        if name.strip().lower() == encoding:
            return parameters.replace(" ", "") not in (
                "q=0",
                "q=0.0",
                "q=0.00",
                "q=0.000",
            )
    return False

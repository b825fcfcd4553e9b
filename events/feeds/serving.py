"""Calendar files over HTTP (R18-R23): for software that shows no page, knows no session and asks every hour."""

import functools
import gzip
import hashlib
import json
import threading
import time
from collections import OrderedDict
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.http import http_date, parse_etags, parse_http_date_safe
from django.utils.translation import gettext as _
from icalendar import Calendar

from events.feeds.choices import UnknownChoice
from network.accounts.secret_pages import keep_secret
from network.page_cache.kept_pages import Store, accepts

CALENDAR = "text/calendar; charset=utf-8"
JCAL = "application/calendar+json"  # RFC 7265
ATOM = "application/atom+xml; charset=utf-8"
PUBLIC = "public, max-age=900"
PRIVATE = "private, max-age=300"
REFRESH = timedelta(hours=1)
"""How often calendar programs are told to ask again (RFC 7986 §5.7)."""
FILES_KEPT_BYTES = 24 * 1024 * 1024
LIFETIME_S = 24 * 3600

store = Store(FILES_KEPT_BYTES)
"""Files of this process, by what they depend on: unchanged, a file is not made again."""


class File:
    """The bytes of one answer and their tag (R7); compressed once, for all who ask for it compressed."""

    def __init__(self, body, content_type=CALENDAR):
        self.body, self.content_type = body, content_type
        self.tag = hashlib.sha256(body).hexdigest()[:32]
        self.expires_at = time.monotonic() + LIFETIME_S

    @cached_property
    def packed(self):
        return gzip.compress(self.body, compresslevel=6, mtime=0)

    @property
    def size_bytes(self):
        """What it may come to take; text packs to less than a third."""
        return len(self.body) * 4 // 3


def kept(key, make):
    """The file of a key that names all it depends on, made if this process does not have it."""
    file = store.get(key)
    if file is None:
        file = make()
        store.put(key, file)
    return file


class Tags:
    """The tags of files made lately, by what they depend on: far smaller than the files, so that thousands of personal
    calendars, each asked every quarter of an hour, are found unchanged without being made again."""

    def __init__(self, most=50_000):
        self.most, self.known, self.lock = most, OrderedDict(), threading.Lock()

    def get(self, key):
        return self.known.get(self.digest(key))

    def put(self, key, tag):
        with self.lock:
            self.known[self.digest(key)] = tag
            while len(self.known) > self.most:
                self.known.popitem(last=False)

    def clear(self):
        with self.lock:
            self.known.clear()

    @staticmethod
    def digest(key):
        return hashlib.blake2b(repr(key).encode(), digest_size=16).digest()


tags = Tags()


def in_format(body, extension):
    """A calendar as the extension of its address asks: itself, or as jCal (RFC 7265)."""
    if extension == "json":
        jcal = Calendar.from_ical(body).to_jcal()
        return File(json.dumps(jcal, ensure_ascii=False, separators=(",", ":")).encode(), JCAL)
    return File(body)


def calendar_file(view):
    """A view of an address that calendar software asks: whatever goes wrong is one line of text (R20)."""

    @functools.wraps(view)
    def answered(request, *args, **kwargs):
        if request.method not in ("GET", "HEAD"):
            response = in_words(_("This address is only read, with GET."), 405)
            response["Allow"] = "GET, HEAD"
            return response
        try:
            return view(request, *args, **kwargs)
        except UnknownChoice as error:
            return in_words(str(error), 400)
        except Http404:
            return in_words(_("There is no calendar at this address."), 404)

    return answered


def in_words(text, status):
    """A refusal that a person reads if a program shows it, and no program takes for a calendar."""
    response = HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
    keep_secret(response, cache=PRIVATE)
    # The address asked may be a secret one: Django would write it in its log.
    response._has_been_logged = True
    return response


def file_response(request, make, *, key, changed, filename, disposition="inline"):
    """The file, or 304 when the client has it (R6, R21).

    ``key`` names all that the file depends on, ``make()`` makes it when this process does not have it; ``changed`` is
    in seconds since 1970 and never goes back.
    """
    now = int(time.time())
    packs = settings.CALENDARS_GZIP and accepts(request.headers.get("Accept-Encoding", ""), "gzip")
    file, tag = None, tags.get(key)
    if tag is None:
        file = kept(key, make)
        tag = file.tag
        tags.put(key, tag)
    if is_known(request, tag, changed, now):
        response = HttpResponseNotModified()
    else:
        file = file or kept(key, make)
        response = HttpResponse(file.packed if packs else file.body, content_type=file.content_type)
        response["Content-Disposition"] = f'{disposition}; filename="{filename}"'
        response["Content-Length"] = str(len(response.content))
        if packs:
            response["Content-Encoding"] = "gzip"
    if not settings.CALENDARS_GZIP:  # Outlook's import once failed on it (R22): no middleware may pack it either
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response["Cache-Control"] = PUBLIC
    response["ETag"] = f'"{tag}-gzip"' if packs else f'"{tag}"'
    response["Last-Modified"] = http_date(min(changed, now))  # never later than the answer (RFC 9110 §8.8.2.1)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def is_known(request, tag, changed, now):
    """Whether the client has the file (RFC 9110 §13.2.2): the tag decides, packed or not; without one the date.

    Many changes in one second put the clock ahead: until it is passed, a date says nothing. A date that is none, such
    as « tomorrow », says nothing either.
    """
    if asked := request.headers.get("If-None-Match"):
        theirs = {one.removeprefix("W/").strip('"').removesuffix("-gzip") for one in parse_etags(asked)}
        return "*" in theirs or tag in theirs
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and changed <= now and since >= changed

"""Following a search: what is new in it for its member, by mail and by feed.

Everything is asked anew with the rights that the member has at that moment.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.audience.rules import reader_of
from network.following.indexing import tokens_of
from network.following.models.saved_searches import SavedSearch, new_token
from search.analysis.fingerprint import FINGERPRINT
from search.arrivals import arrivals
from search.models import Arrival, IndexChange
from search.parameters import SearchParameters
from search.results import NEWEST, RELEVANCE, Hit
from search.searching import search
from search.sources import sources

MOST_PER_MEMBER = 50
MOST_TOLD = 20
"""Results named in one mail; the others are counted."""
MOST_READ = 200
"""After an import of thousands of texts, this many are looked at to name the latest."""
IN_FEED = 30
STOP_SALT = "network.saved_searches.stop"


@dataclass(frozen=True)
class NewResult:
    hit: Hit
    kind: str
    since: datetime


# The member's list


def parameters_of(query):
    """The search that a query string stands for; its order and page are left out."""
    return SearchParameters.of(QueryDict(query)).but(sort=RELEVANCE)


def query_of(parameters):
    """The query string that a search is kept under: equal for equal searches."""
    return parameters.but(sort=RELEVANCE).url.removeprefix("?")


def name_of(parameters):
    """« budget participatif » · Comptes rendus · Nantes"""
    known = sources()
    words = [_("“%(words)s”") % {"words": parameters.q}] if parameters.q else []
    kinds = [str(known[kind].label) for kind in parameters.kinds if kind in known]
    values = [value for values in parameters.facets.values() for value in values]
    name = "\xa0· ".join([*words, *kinds, *values]) or _("Everything new")
    return name if len(name) <= 120 else f"{name[:119]}…"


def follow_search(*, user, query, now=None):
    """Follow a search; returns ``(saved search, whether it is new)``.

    Raises ``ValidationError`` when the member follows too many.
    """
    parameters = parameters_of(query)
    known = SavedSearch.objects.filter(user=user)
    if found := known.filter(query=query_of(parameters)).first():
        return found, False
    if known.count() >= MOST_PER_MEMBER:
        raise ValidationError(
            _("You follow %(count)s searches: stop following one first.") % {"count": MOST_PER_MEMBER}
        )
    return SavedSearch.objects.get_or_create(
        user=user,
        query=query_of(parameters),
        defaults={"name": name_of(parameters), "told_until": now or timezone.now()},
    )


def renew_token(saved):
    """Give the feed another address; the old one, and the links in mails sent before, lead nowhere from now on."""
    saved.token = new_token()
    saved.save(update_fields=["token"])


def renew_search_feeds(user, *, by):
    """The feeds of followed searches get other addresses; the mails sent before no longer stop anything either."""
    searches = list(SavedSearch.objects.filter(user=user))
    for saved in searches:
        renew_token(saved)
    words = ngettext("%(count)s feed of a search", "%(count)s feeds of searches", len(searches))
    return words % {"count": len(searches)} if searches else ""


# What is new


def new_results(saved, *, after, most):
    """``(results, how many there are)`` that the member could not find before ``after``, the newest first."""
    audiences = tokens_of(reader_of(saved.user))
    since = dict(arrivals(audiences, after=after))
    if not since:
        return [], 0
    hits, count = _matching(saved, audiences, tuple(since), per_page=min(len(since), MOST_READ))
    found = sorted(_results(hits, since), key=lambda result: result.since, reverse=True)
    return found[:most], count


def latest_results(saved, *, most=IN_FEED):
    """What the member can find today, the latest arrivals first."""
    audiences = tokens_of(reader_of(saved.user))
    waiting, found, size = arrivals(audiences), [], most
    # By growing portions: most searches fill the feed with the first ones, and rare words cost little anyway.
    while waiting and len(found) < most:
        portion, waiting, size = waiting[:size], waiting[size:], size * 4
        since = dict(portion)
        hits, _count = _matching(saved, audiences, tuple(since), per_page=len(since))
        found += sorted(_results(hits, since), key=lambda result: result.since, reverse=True)
    return found[:most]


def _matching(saved, audiences, keys, per_page):
    parameters = parameters_of(saved.query)
    answer = search(
        parameters.q,
        audiences=audiences,
        kinds=parameters.kinds,
        facets=parameters.facets,
        sort=NEWEST,
        per_page=per_page,
        keys=keys,
    )
    # Results that hold only some of the words help a reader who found little; they are no news.
    results = answer.results
    return [hit for hit in results.hits if not hit.missing], results.count - results.partial_count


def _results(hits, since):
    known = sources()
    for hit in hits:
        source = known.get(hit.kind)
        label = getattr(source, "singular", None) or getattr(source, "label", hit.kind)
        yield NewResult(hit, str(label), since[hit.key])


def state_of(saved):
    """What the answers of a saved search depend on: if it is the same, so are they. Cheap: asks no index."""
    audiences = tokens_of(reader_of(saved.user))
    last_change = IndexChange.objects.exclude(done_at=None).order_by("-pk").values_list("pk", flat=True).first()
    last_arrival = Arrival.objects.order_by("-pk").values_list("pk", flat=True).first()
    return (FINGERPRINT, saved.pk, saved.name, saved.query, saved.token, sorted(audiences), last_change, last_arrival)


# Digests


def due_searches(now=None):
    """The searches whose members are to hear of them: whose last digest is a week or a month old."""
    searches = SavedSearch.objects.exclude(frequency=SavedSearch.Frequency.NEVER).filter(user__is_active=True)
    return [saved for saved in searches.select_related("user") if is_due(saved, now)]


def is_due(saved, now=None):
    return _next_day(saved) <= timezone.localdate(now)


def _next_day(saved):
    day = timezone.localdate(saved.told_until)
    if saved.frequency == SavedSearch.Frequency.WEEKLY:
        return day + timedelta(days=7)
    return day + relativedelta(months=1)


@transaction.atomic
def send_digest(saved_pk, send, now=None):
    """Tell a member what is new in one search, if it is due; returns how many results were told.

    ``send(saved, results, count)`` writes the mail. Nothing new: nothing is sent. Sent twice at once, or again after
    a failure, it tells each result once: the row is locked, and what was told is noted with it.
    """
    now = now or timezone.now()
    saved = SavedSearch.objects.select_for_update(of=("self",)).select_related("user").filter(pk=saved_pk).first()
    gets_mail = saved and saved.frequency != SavedSearch.Frequency.NEVER and saved.user.is_active
    if not gets_mail or not is_due(saved, now):
        return 0
    results, count = new_results(saved, after=saved.told_until, most=MOST_TOLD)
    saved.told_until = now
    if count:
        saved.last_sent_at = now
    saved.save(update_fields=["told_until", "last_sent_at"])
    if count:
        send(saved, results, count)
    return count


# Unsubscribing


def stop_code(saved):
    """What the unsubscribe link of a mail holds: it stops the mails of one search and opens nothing."""
    return signing.Signer(salt=STOP_SALT).sign(f"{saved.pk}.{saved.token[:8]}")


def saved_of_stop_code(code):
    """The search of an unsubscribe link, or ``None``. Holds as long as the address of the feed is not renewed."""
    try:
        pk, _dot, start = signing.Signer(salt=STOP_SALT).unsign(code).partition(".")
    except signing.BadSignature:
        return None
    return SavedSearch.objects.filter(pk=pk, token__startswith=start).first()


def stop_mails(saved):
    saved.frequency = SavedSearch.Frequency.NEVER
    saved.save(update_fields=["frequency"])

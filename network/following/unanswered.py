"""The words that found nothing: counted by day, without what may name somebody, for the team to read."""

import re
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Max, Sum
from django.utils import timezone

from network.following.models.search_desk import UnansweredSearch
from network.look.text import one_line
from search import analysis

KEPT = timedelta(days=366)
MOST_A_DAY = 2_000
"""Different words kept for one day: a robot must not fill the table."""
LONGEST = 100
PERSONAL = re.compile(r"@|(?:\d[\s.-]?){6}|https?:")
"""What may name or reach somebody: an e-mail address, a telephone number, an address with a key in it."""


def note_unanswered(request, parameters, answer):
    """Count words that found nothing, or of which no text holds a trace. Filters are not the words' fault."""
    if request.method != "GET" or parameters.is_narrowed:
        return
    if not answer.results.count:
        count_words([parameters.q])
    elif answer.unknown:
        count_words(answer.unknown)


def count_words(texts, today=None):
    today = today or timezone.localdate()
    for text in texts:
        words = one_line(text).casefold()
        if not analysis.terms(words) or len(words) > LONGEST or PERSONAL.search(words):
            continue
        with transaction.atomic():
            if UnansweredSearch.objects.filter(words=words, day=today).update(count=F("count") + 1):
                continue
            known = UnansweredSearch.objects.filter(day=today).count()
            if not known:
                forget_old(today)
            if known < MOST_A_DAY:
                row, _created = UnansweredSearch.objects.get_or_create(words=words, day=today)
                UnansweredSearch.objects.filter(pk=row.pk).update(count=F("count") + 1)


def forget_old(today=None):
    """Delete what is older than twelve months; done by itself with the first words of each day."""
    today = today or timezone.localdate()
    UnansweredSearch.objects.filter(day__lt=today - KEPT).delete()


def unanswered_words(days, today=None):
    """Rows of ``words``, ``times`` and ``last`` day over the last days, the most frequent first."""
    first = (today or timezone.localdate()) - timedelta(days=days - 1)
    rows = UnansweredSearch.objects.filter(day__gte=first).values("words")
    return rows.annotate(times=Sum("count"), last=Max("day")).order_by("-times", "-last", "words")

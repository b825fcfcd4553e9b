"""`/calendriers/perso/<token>.ics`: a member's own calendar, for whoever holds its secret address (R27)."""

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from events.calendars.event_texts import made_with
from events.feeds import personal_contents
from events.feeds.fetches import notebook
from events.feeds.limits import Limit
from events.feeds.serving import PRIVATE, calendar_file, file_response, in_format, in_words
from network.accounts.secret_pages import keep_secret

of_one_calendar = Limit(most=60, seconds=300)
"""For each token, not for each address: Google fetches everybody's calendars from its own (R27)."""
of_strangers = Limit(most=60, seconds=60)
"""Tokens that do not exist, for each address they are tried from."""


@calendar_file
def personal(request, token, extension):
    """Unknown: 404. Closed, or its account is: 410. Both in words, after the same single query for any token."""
    subscriber = personal_contents.find_subscriber(token)
    if subscriber is None:
        if not of_strangers.allows(request.META.get("REMOTE_ADDR", "")):
            return too_many(60)
        raise Http404
    if subscriber.is_closed:
        return in_words(_("This calendar address is closed. Make another one in your account."), 410)
    if not of_one_calendar.allows(subscriber.pk):
        return too_many(300)
    answers = personal_contents.own_answers(subscriber.person) if subscriber.person else {}
    key = ("personal", subscriber, tuple(answers.items()), extension, timezone.localdate(), made_with())
    response = file_response(
        request,
        lambda: in_format(personal_contents.personal_calendar(subscriber, answers), extension),
        key=key,
        changed=personal_contents.changed(subscriber, answers),
        filename=f"mes-rencontres.{extension}",
    )
    keep_secret(response, cache=PRIVATE)  # asked for again with its tag
    notebook.note(request, response, subscription=subscriber.pk, extension=extension)
    return response


def too_many(seconds):
    response = in_words(_("Too many requests. Try again in a few minutes."), 429)
    response["Retry-After"] = str(seconds)
    return response

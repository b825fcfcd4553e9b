"""The dates of a poll, from days and hours, and those asked."""

from datetime import datetime, time
from itertools import product

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.moments import localise
from events.polls.models import DatePollOption, DatePollVoter

MOST_OPTIONS = 40
LONGEST_DAYS = 60


def option_of(first, last, hours, zone, now=None):
    """An unsaved ``DatePollOption``: the days from ``first`` to ``last``, between two hours or, without any, whole.

    ``hours`` is ``(start, end)`` or ``None``. Raises ``ValidationError`` with a sentence for one field.
    """
    now = now or timezone.now()
    if last < first:
        raise ValidationError(_("The last day comes before the first. Choose a later one."))
    if (last - first).days > LONGEST_DAYS:
        raise ValidationError(_("A meeting lasts %(count)s days at most.") % {"count": LONGEST_DAYS})
    if hours is None:
        starts, ends = datetime.combine(first, time(), zone), datetime.combine(last, time(23, 59), zone)
    else:
        starts = localise(datetime.combine(first, hours[0]), zone)
        ends = localise(datetime.combine(last, hours[1]), zone)
    if ends <= starts:
        raise ValidationError(_("The end comes before the start. Choose a later end."))
    if ends < now if hours is None else starts <= now:
        raise ValidationError(_("This date is past. Choose one to come."))
    return DatePollOption(starts_at=starts, ends_at=ends, hours_are_known=hours is not None)


def options_of(days, hours, zone, now=None):
    """Every day at every hour: ``(options, errors)``.

    ``days`` is a list of ``(first, last)``, ``hours`` a list of ``(start, end)``, empty for whole days. ``errors`` are
    ``(place of the day, place of the hours or None, sentence)``; a date that is there twice is one of them.
    """
    options, errors, seen = [], [], set()
    for (place, (first, last)), (hour_place, span) in product(enumerate(days), enumerate(hours or [None])):
        hour_place = None if span is None else hour_place
        try:
            option = option_of(first, last, span, zone, now)
        except ValidationError as error:
            errors.append((place, hour_place, error.messages[0]))
            continue
        key = (option.starts_at, option.ends_at)
        if key in seen:
            errors.append((place, hour_place, _("This date is there twice. Remove one of them.")))
            continue
        seen.add(key)
        options.append(option)
    return options, errors


@transaction.atomic
def add_options(poll, options):
    """Keep dates; those the poll has already are left out. Returns how many are new.

    Raises ``ValidationError`` when there would be too many to answer on a phone.
    """
    known = set(poll.options.values_list("starts_at", "ends_at"))
    new = [option for option in options if (option.starts_at, option.ends_at) not in known]
    if len(known) + len(new) > MOST_OPTIONS:
        raise ValidationError(
            _("A poll has %(most)s dates at most; this would make %(count)s. Remove some days or hours.")
            % {"most": MOST_OPTIONS, "count": len(known) + len(new)}
        )
    for option in new:
        option.poll = poll
    DatePollOption.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def add_voters(poll, people):
    """Those to ask; who is there already stays as she or he is. Returns how many are new."""
    known = set(poll.voters.values_list("person_id", flat=True))
    new = {person.pk: person for person in people if person.pk not in known}
    DatePollVoter.objects.bulk_create(DatePollVoter(poll=poll, person=person) for person in new.values())
    return len(new)

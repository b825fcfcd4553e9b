"""Replacing a name by a function wherever the site shows it, in one action, with a private trace.

A person of the directory is shown through ``Person.full_name``: one field changes
it everywhere at once. Running texts (minutes, practices, roles, captions, the text
of documents) are searched and rewritten, with their drafts and earlier versions.
"""

import re
from dataclasses import asdict, dataclass

from django.apps import apps
from django.db import models, transaction
from django.utils.html import escape
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision

from network.accounts import audit
from network.accounts.models.user import User
from network.audience.disclosure import disclosure_of, is_ours, our_apps
from network.directory.models.people import Person
from network.documents.models.texts import DocumentPage
from network.look.text import one_line
from network.privacy.models.objections import NameReplacement
from network.privacy.name_patterns import count_in, last_name_pattern, name_pattern, replaced_in, whole_name_pattern
from search.changes import record_changed

LEFT_ALONE = (Person, User)
NOT_TEXT = (models.SlugField, models.URLField, models.EmailField, models.FileField, models.UUIDField)


@dataclass(frozen=True)
class Place:
    """Where a name stands: a record, how often, and whether somebody must look at it."""

    kind: str
    title: str
    count: int
    by_hand: bool = False


def function_of(person):
    """What can stand in place of a name: the office, where; never empty."""
    mandate = person.mandates.select_related("metropolis").first()
    if mandate is None:
        return _("Member of the network")
    place = mandate.metropolis.usual_name if mandate.metropolis else mandate.organisation
    return f"{mandate.title}, {place}" if place and place not in mandate.title else mandate.title


def names_of(person):
    """``[(first name, last name)]``: the name and each of its spellings."""
    pairs = [(person.first_name, person.last_name)]
    for variant in person.name_variants.split(","):
        words = variant.split()
        if len(words) == 1:
            pairs.append((person.first_name, words[0]))
        elif words:
            first = person.first_name if variant.strip().startswith(person.first_name) else words[0]
            pairs.append((first, variant.strip().removeprefix(first).strip()))
    return [pair for pair in dict.fromkeys(pairs) if any(pair)]


def people_called(name):
    """People of the directory with that name, for a form."""
    words = one_line(name).casefold()
    return [person for person in Person.objects.all() if words and person.real_name.casefold() == words]


def places_of(*, person=None, names=()):
    """Where the site names somebody, before anything is changed."""
    pattern, alone, pairs = _patterns(person, names)
    places = [
        Place(_kind(record), str(record), count)
        for record, _values, count in _records_with(pattern, "")
        if not isinstance(record, DocumentPage)
    ]
    return [*places, *_by_hand(pattern, alone, pairs)]


@transaction.atomic
def withhold_name(*, function, by, person=None, names=(), reason="", objection=None):
    """Put ``function`` in place of a name everywhere, and keep who it was where only the team can read it.

    ``person`` is somebody of the directory; ``names`` are further names as texts write them. Returns the
    ``NameReplacement``. Doing it twice changes nothing more.
    """
    pattern, alone, pairs = _patterns(person, names)
    by_hand = _by_hand(pattern, alone, pairs)
    places = _replace_in_records(pattern, function)
    _replace_in_revisions(pattern, function)
    if person is not None:
        person = Person.objects.select_for_update().get(pk=person.pk)
        person.shown_as = function[: Person._meta.get_field("shown_as").max_length]
        person.save()
    given = [person.real_name] if person is not None else []
    replacement = NameReplacement.objects.create(
        person=person,
        names=[*given, *names],
        function=function,
        reason=reason[:300],
        places=[asdict(place) for place in [*places, *by_hand]],
        objection=objection,
        by=by,
    )
    audit.record(
        audit.Action.PRIVACY, _("A name was replaced by a function: %(function)s.") % {"function": function}, actor=by
    )
    return replacement


def _patterns(person, names):
    """``(what is replaced, what is only pointed out, [(first name, last name)])``; the first two may be ``None``."""
    pairs = names_of(person) if person is not None else []
    found = [one.pattern for one in (name_pattern(pairs), whole_name_pattern(names)) if one]
    for name in names:
        first, _blank, last = name.strip().partition(" ")
        pairs.append((first, last) if last else ("", first))
    return (re.compile("|".join(found), re.IGNORECASE) if found else None), last_name_pattern(pairs), pairs


def _records_with(pattern, words):
    """``(record, {field: new value}, how many)`` of everything readers may see that matches."""
    if pattern is None:
        return
    for model in _models_shown():
        fields = [field for field in model._meta.concrete_fields if _is_text(field)]
        if not fields:
            continue
        for record in model._default_manager.order_by("pk").iterator(chunk_size=200):
            values, total = {}, 0
            for field in fields:
                value, count = _replaced_in_field(record, field, pattern, words)
                if count:
                    values[field.name] = value
                    total += count
            if total:
                yield record, values, total


def _models_shown():
    for model in apps.get_models():
        said = disclosure_of(model)
        shown = said.on_pages or said.names_people
        if is_ours(model) and shown and not model._meta.proxy and not issubclass(model, LEFT_ALONE):
            yield model


def _is_text(field):
    is_text = isinstance(field, models.CharField | models.TextField | StreamField | models.JSONField)
    return is_text and not field.choices and not isinstance(field, NOT_TEXT) and not field.is_relation


def _replaced_in_field(record, field, pattern, words):
    value = getattr(record, field.attname)
    if isinstance(field, StreamField):
        raw, count = replaced_in(list(value.raw_data), pattern, escape(words))
        return (field.stream_block.to_python(raw), count) if count else (value, 0)
    if isinstance(field, RichTextField):
        return replaced_in(value, pattern, escape(words))
    value, count = replaced_in(value, pattern, words)
    longest = getattr(field, "max_length", None)
    return (value[:longest] if longest and isinstance(value, str) else value), count


def _replace_in_records(pattern, function):
    places = []
    for record, values, count in _records_with(pattern, function):
        for name, value in values.items():
            setattr(record, name, value)
        if isinstance(record, Page):
            if "title" in values:
                record.draft_title = record.title
            record.save(clean=False)
            record_changed(record)  # the index follows publishing, and this page stays as published as it is
        else:
            record.save()
        if isinstance(record, DocumentPage):
            record_changed(record.text.document)
        else:
            places.append(Place(_kind(record), str(record), count))
    return places


def _replace_in_revisions(pattern, function):
    """Drafts and earlier versions too: publishing one of them must not bring the name back."""
    if pattern is None:
        return
    for revision in Revision.objects.filter(content_type__app_label__in=our_apps()).iterator(chunk_size=50):
        content, count = replaced_in(revision.content, pattern, escape(function))
        if count:
            Revision.objects.filter(pk=revision.pk).update(content=content)


def _addresses(pairs):
    """Pages whose address says the name: an editor gives them another, and the old one then leads there."""
    for first, last in pairs:
        part = slugify(f"{first} {last}")
        if part:
            for page in Page.objects.filter(slug__contains=part):
                yield Place(_("Address of a page"), page.title, 1, by_hand=True)


def _by_hand(pattern, alone, pairs):
    """What no program should change: files, addresses, and last names that stand alone."""
    places = []
    if pattern is not None:
        named = {}
        for page in DocumentPage.objects.select_related("text__document").iterator(chunk_size=200):
            if count := count_in(page.content, pattern):
                named[page.text.document] = named.get(page.text.document, 0) + count
        places += [Place(_("Document"), str(document), count, by_hand=True) for document, count in named.items()]
    places += _addresses(pairs)
    if alone is not None:
        for record, _values, count in _records_with(alone, ""):
            if isinstance(record, DocumentPage):
                continue
            whole = (
                sum(
                    count_in(_plain(record, field), pattern)
                    for field in record._meta.concrete_fields
                    if _is_text(field)
                )
                if pattern is not None
                else 0
            )
            if count > whole:
                places.append(Place(_kind(record), str(record), count - whole, by_hand=True))
    return places


def _plain(record, field):
    value = getattr(record, field.attname)
    return list(value.raw_data) if isinstance(field, StreamField) else value


def _kind(record):
    return capfirst(str(record._meta.verbose_name))

"""What is known of somebody, gathered from every table that points to the account, the person or the address.

Nothing has to be declared for a table to be found: foreign keys to accounts and
people are followed, and fields that hold a mail address are searched. Which of
its fields stay out, and what the others are called, each model says itself
(``network.audience.disclosure``). An app adds what no key leads to, and says how
it erases, with a ``PersonalData``::

    hooks.register(PERSONAL_DATA_HOOK, MeetingsData())
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any, Protocol

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.models import Page

from network.accounts.models.audit import AuditEntry
from network.accounts.models.user import User
from network.audience.disclosure import disclosure_of, is_ours
from network.audience.roles import role_labels
from network.directory.addresses import is_one_of
from network.directory.models.people import Person
from network.privacy.words import in_words, plain_value

PERSONAL_DATA_HOOK = "network_personal_data"

OF_MIXINS = {"content_type", "object_id", "sort_order"}
"""Fields by which Django's and Wagtail's own parts of our models work: they say nothing of anybody."""
PASSED_OVER = {
    "network.AuditEntry",  # has its own section: what its rows say of others stays out
    "network.User_groups",  # said with the account
    "network.User_user_permissions",
    "wagtaildocs.Document",  # Wagtail's own tables, replaced by ours and empty
    "wagtailimages.Image",
}


@dataclass(frozen=True)
class Subject:
    """Somebody: an account, a person of the directory, or both."""

    user: User | None = None
    person: Person | None = None

    @classmethod
    def of(cls, user):
        return cls(user, user.person)

    @property
    def addresses(self):
        found = [self.user.email if self.user else "", self.person.email if self.person else ""]
        return sorted({address.lower() for address in found if address})


@dataclass(frozen=True)
class Datum:
    name: str
    label: str
    value: Any
    """As JSON holds it."""
    text: str
    """As it is read."""


@dataclass(frozen=True)
class Section:
    """The records of one kind."""

    name: str
    title: str
    rows: list[list[Datum]] = field(default_factory=list)


class PersonalData(Protocol):
    """What an app knows of somebody beyond foreign keys and addresses, and how it erases."""

    def export(self, subject: Subject) -> Iterable[Section]:
        """Sections that no key leads to."""

    def erase(self, subject: Subject) -> Iterable[str]:
        """Erase what may be erased; what must stay is made as anonymous as it can be. Says what was done, in sentences."""


def parts() -> list[PersonalData]:
    return list(hooks.get_hooks(PERSONAL_DATA_HOOK))


def title_of_table(model):
    """The name of a table as a reader sees it; of one between two others, that of the field which it keeps."""
    owner = model._meta.auto_created
    if owner:
        names = [field.name for field in owner._meta.local_many_to_many if field.remote_field.through is model]
        said = disclosure_of(model).words.get(names[0], "")
    else:
        said = disclosure_of(model).title
    return str(said or in_words(model._meta.verbose_name_plural))


def label_of_field(model, one):
    """The name of a field as a reader sees it."""
    if model._meta.auto_created:  # Django gives its keys no names
        return in_words(one.related_model._meta.verbose_name if one.is_relation else one.verbose_name)
    return str(disclosure_of(model).words.get(one.name) or in_words(one.verbose_name))


# Gathering


def sections_about(subject):
    """Every section with at least one record, what is nearest to the person first."""
    sections = [*_own_records(subject)]
    seen = {(type(record), record.pk) for record in (subject.user, subject.person) if record is not None}
    for target in (subject.user, subject.person):
        if target is not None:
            sections += _pointing_to(target, subject, seen)
    sections += _holding_addresses(subject, seen)
    for part in parts():
        sections += part.export(subject)
    if subject.user:
        sections.append(_audit(subject))
    return [section for section in sections if section.rows]


def as_json(sections, *, now=None):
    """The export: stable names, ISO dates, and labels beside them so that it can be read in ten years."""
    return {
        "about": _("Everything that the site of the network Métropoles participatives knows of you."),
        "made_at": (now or timezone.now()).isoformat(timespec="seconds"),
        "sections": [
            {
                "name": section.name,
                "title": section.title,
                "records": [{datum.name: datum.value for datum in row} for row in section.rows],
                "labels": {datum.name: datum.label for row in section.rows for datum in row},
            }
            for section in sections
        ],
    }


def _own_records(subject):
    if subject.user:
        role = ", ".join(map(str, role_labels(subject.user)))
        own = [datum for datum in row_of(subject.user, subject) if datum.value is not False]
        row = [*own, Datum("groups", _("Role in the network"), role, role)]
        yield Section("network.User", _("My account"), [row])
    if subject.person:
        yield Section("network.Person", _("My entry in the directory"), [row_of(subject.person, subject)])


def _pointing_to(target, subject, seen, depth=0):
    """Sections of the tables that point to a record, and of what belongs to those records."""
    for relation in relations_of(target._meta.model):
        model = relation.related_model
        if model._meta.label in PASSED_OVER:
            continue
        found = list(model._default_manager.filter(**{relation.field.name: target.pk}).order_by("pk"))
        found = [record for record in found if (type(record), record.pk) not in seen]
        if not found:
            continue
        seen.update((type(record), record.pk) for record in found)
        belongs = depth > 0 or belongs_to_target(relation)
        names = None if belongs else names_without_others(model)
        rows = [row_of(record, subject, names, parent=relation.field.name) for record in found]
        yield Section(name_of(relation), title_of(relation), [row for row in rows if row])
        if belongs and depth < 2 and is_ours(model) and not issubclass(model, Page):
            inner = {}
            for record in found:
                for section in _pointing_to(record, subject, seen, depth + 1):
                    inner.setdefault(section.name, Section(section.name, section.title)).rows.extend(section.rows)
            yield from inner.values()


def relations_of(model):
    """Every key of another table that points to a model, hidden ones and those of its parents included."""
    for relation in model._meta.get_fields(include_hidden=True):
        is_key = relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        is_key = is_key and not isinstance(relation.field, models.ManyToManyField) and not _is_parent_link(relation)
        if is_key and (model in (User, Person) or relation.on_delete is models.CASCADE):
            yield relation


def belongs_to_target(relation):
    """Whether a record is somebody's own. One that she or he only handled, wrote down or stands in for is another's:
    what it says of that other is not hers or his to take away."""
    key = relation.field
    return key.name == "person" or (key.name == "user" and relation.on_delete is models.CASCADE)


def names_without_others(model):
    """The fields of another's record that tell what somebody did with it: which page, when, in which state."""
    return {
        one.name
        for one in model._meta.concrete_fields
        if isinstance(one, models.DateField)
        or one.choices
        or one.name == "title"
        or (one.is_relation and issubclass(one.related_model, Page))
    }


def _is_parent_link(relation):
    return getattr(relation.field.remote_field, "parent_link", False)


def name_of(relation):
    label, key = relation.related_model._meta.label, relation.field.name
    return label if key in {"user", "person"} else f"{label}.{key}"


def title_of(relation):
    title = title_of_table(relation.related_model)
    if relation.field.name in {"user", "person"} or relation.on_delete is models.CASCADE:
        return title
    return f"{title} ({relation.field.verbose_name})"


def address_fields():
    """``(model, its fields that hold a mail address)`` of our tables; settings of the site are nobody's."""
    for model in apps.get_models():
        if not is_ours(model) or issubclass(model, AbstractSetting | User | Person):
            continue
        said = disclosure_of(model).addresses
        names = [
            one.name for one in model._meta.concrete_fields if isinstance(one, models.EmailField) or one.name in said
        ]
        if names:
            yield model, names


def records_with_addresses(subject):
    """``(model, queryset)`` of the records that hold one of somebody's addresses."""
    for model, names in address_fields():
        conditions = [is_one_of(name, subject.addresses) for name in names]
        yield model, model._default_manager.filter(reduce(or_, conditions))


def _holding_addresses(subject, seen):
    for model, records in records_with_addresses(subject):
        found = [record for record in records.order_by("pk") if (type(record), record.pk) not in seen]
        seen.update((type(record), record.pk) for record in found)
        yield Section(
            f"{model._meta.label}.address", title_of_table(model), [row_of(record, subject) for record in found]
        )


def _audit(subject):
    """What the audit log says of somebody; who did it to her or him is not hers or his to know by name."""
    entries = AuditEntry.objects.filter(
        models.Q(actor=subject.user) | models.Q(subject__in=subject.addresses) | models.Q(subject=subject.user.email)
    ).order_by("at")
    names = ("at", "action", "words", "network")
    return Section("network.AuditEntry", _("Audit log"), [row_of(entry, subject, names) for entry in entries])


# One record


def row_of(record, subject, names=None, parent=""):
    """The fields of a record that say something; secrets, what is empty and the key to its ``parent`` are left out."""
    names = told_fields(record._meta.model, names)
    data = []
    for one in record._meta.concrete_fields:
        if one.primary_key or one.name == parent or (names is not None and one.name not in names):
            continue
        if stays_out(record._meta.model, one):
            continue
        value = getattr(record, one.attname)
        if value in (None, "", [], {}) or is_oneself(one, value, subject):
            continue
        data.append(datum_of(record, one, value, subject))
    return data


def is_oneself(one, value, subject):
    """A key to the very account or person whose data this is says nothing more."""
    owners = {User: subject.user, Person: subject.person}
    owner = owners.get(one.related_model) if one.is_relation and one.name in {"user", "person"} else None
    return owner is not None and owner.pk == value


def told_fields(model, names=None):
    """The names of the fields that say something of a person; ``names`` where the table says nothing of it, and
    ``None`` for all of them."""
    told = disclosure_of(model).told
    return names if told is None else told


def stays_out(model, one):
    """Whether a field is in no export: it gives access, or says nothing of anybody."""
    return is_secret(model, one) or one.name in OF_MIXINS or one.name in disclosure_of(model).technical


def is_secret(model, one):
    return one.name in disclosure_of(model).secret or "token" in one.name or isinstance(one, models.BinaryField)


def datum_of(record, one, value, subject):
    label = label_of_field(record._meta.model, one)
    if one.is_relation:
        if one.related_model is User:
            text = words_of_account(value, subject)
            return Datum(one.name, label, text, text)
        if one.related_model._meta.label == "contenttypes.ContentType":
            text = str(getattr(record, one.name))
        else:
            text = str(getattr(record, one.name, "") or "")
        return Datum(one.name, label, text, text)
    plain, text = plain_value(value)
    if one.choices:
        text = str(dict(one.flatchoices).get(value, value))
    return Datum(one.name, label, plain, text)


def words_of_account(pk, subject):
    """Other people's names and addresses are theirs."""
    return _("you") if subject.user and pk == subject.user.pk else _("another account")

"""Which documents a changed record is part of, found from the models themselves.

A document describes one record, but says things of others: the name of its
metropolis, its themes, the page it stands on. The relations of the source's
model say which records those are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail import hooks
from wagtail.models import Page, ReferenceIndex

from search.sources import SOURCE_HOOK, RecordKey, SearchSource, sources

NOT_CONTENT = {"admin", "auth", "contenttypes", "django_tasks_db", "sessions", "wagtailcore", "wagtailsearch"}
"""Apps whose records no document speaks of (the base page is handled through its specific class)."""


@dataclass(frozen=True)
class Dependency:
    """Documents of ``source`` are the records for which ``lookup`` is the changed record."""

    source: str
    lookup: str


def _own_models(model: type[Model]) -> set[type[Model]]:
    """A model and the models it inherits its rows from."""
    return {model, *model._meta.get_parent_list()}


def dependencies() -> dict[type[Model], list[Dependency]]:
    """``{model: [Dependency]}`` for every model that a document may speak of."""
    return _dependencies(tuple(hooks.get_hooks(SOURCE_HOOK)))


@lru_cache(maxsize=4)
def _dependencies(_registered: tuple[Callable[[], SearchSource], ...]) -> dict[type[Model], list[Dependency]]:
    found: dict[type[Model], list[Dependency]] = {}

    def add(model: type[Model], source: str, lookup: str) -> None:
        # An account is saved at each sign-in, and no document speaks of one.
        if model._meta.app_label not in NOT_CONTENT and model is not get_user_model():
            found.setdefault(model, []).append(Dependency(source, lookup))

    for source in sources().values():
        add(source.model, source.name, "pk")
        for field in source.model._meta.get_fields():
            related = field.related_model
            # A name instead of a model is what a relation has before all models are loaded.
            if not field.is_relation or not related or isinstance(related, str):
                continue
            if getattr(field.remote_field, "parent_link", False):
                continue
            if field.auto_created and not field.concrete and field.one_to_many:
                add(related, source.name, field.name)
                for inner in related._meta.get_fields():
                    other = inner.related_model
                    if not inner.is_relation or not other or isinstance(other, str):
                        continue
                    if inner.concrete and other is not source.model:
                        add(other, source.name, f"{field.name}__{inner.name}")
            elif field.concrete or field.many_to_many:
                add(related, source.name, field.name)
    return found


def is_followed(model: type[Model]) -> bool:
    """Whether a change of a record of this model may change a document."""
    known = dependencies()
    return any(own in known for own in _own_models(model))


def sources_of(model: type[Model]) -> list[str]:
    """The names of the sources whose records are of this model."""
    return [name for name, source in sources().items() if source.model in _own_models(model)]


def documents_about(model_label: str, pk: object) -> set[RecordKey]:
    """``{(source name, pk)}`` of the records whose documents speak of one record, itself included."""
    try:
        model = apps.get_model(model_label)
    except LookupError:
        return set()
    known, registered = dependencies(), sources()
    found = {(name, str(pk)) for name in sources_of(model)}
    for own in _own_models(model):
        for dependency in known.get(own, ()):
            if dependency.lookup == "pk":
                continue
            records = registered[dependency.source].model._default_manager.filter(**{dependency.lookup: pk})
            found |= {(dependency.source, str(other)) for other in records.values_list("pk", flat=True)}
    for source in registered.values():
        if _own_models(model) & set(getattr(source, "depends_on", ())):
            found |= whole_source(source)
    return found | _through_references(model, pk, registered)


def _through_references(model: type[Model], pk: object, registered: Mapping[str, SearchSource]) -> set[RecordKey]:
    """Records that name this one inside their text: chosen in a block, linked in rich text."""
    types = {ContentType.objects.get_for_model(source.model).pk: name for name, source in registered.items()}
    # A page is referred to as a page, whatever its type.
    referred = Page if issubclass(model, Page) else model
    rows = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(referred), to_object_id=str(pk), content_type__in=types
    )
    return {(types[kind], other) for kind, other in rows.values_list("content_type", "object_id").distinct()}


def whole_source(source: SearchSource) -> set[RecordKey]:
    """All records of a source's model: also those it no longer shows, which must leave the index."""
    return {(source.name, str(pk)) for pk in source.model._default_manager.values_list("pk", flat=True)}


def documents_below(path: str) -> set[RecordKey]:
    """The documents of a part of the page tree, and all those that are no pages but may stand on one of them."""
    found = set()
    for name, source in sources().items():
        if issubclass(source.model, Page):
            pages = source.model._default_manager.filter(path__startswith=path)
            found |= {(name, str(pk)) for pk in pages.values_list("pk", flat=True)}
        else:
            found |= whole_source(source)
    return found

"""Filling every field of a record with a word, whatever fields it has: a new field is covered without a change here."""

from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.coreutils import resolve_model_string
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

OURS = ("network", "events", "resources", "search")
LEFT_ALONE = {field.name for field in Page._meta.get_fields()} - {"title", "seo_title", "search_description"}


def filled(model, word, known=(), **given):
    """An unsaved ``model`` whose every free text says ``word`` and the name of its field.

    ``known`` are records that a foreign key may point to: the first of the right kind is taken.
    """
    record = model(**given)
    for field in model._meta.concrete_fields:
        if field.name in given or not field.editable or field.auto_created:
            continue
        if isinstance(field, ParentalKey):
            continue  # the parent says it
        if field.is_relation:
            value = next((one for one in known if isinstance(one, field.related_model)), None)
        else:
            value = value_for(field, word, known, is_page=issubclass(model, Page))
        if value is not None:
            setattr(record, field.name, value)
    for name, child in children_of(model, word, known):
        setattr(record, name, [child])
    return record


def children_of(model, word, known):
    """``(name of the list, filled child)`` for each kind of record kept inside this one."""
    for relation in model._meta.related_objects:
        if isinstance(relation.field, ParentalKey) and relation.related_model.__module__.split(".")[0] in OURS:
            child = filled(relation.related_model, word, known)
            required = [
                field
                for field in child._meta.concrete_fields
                if field.is_relation
                and not field.null
                and not isinstance(field, ParentalKey)
                and not field.auto_created
            ]
            if all(getattr(child, field.attname) for field in required):
                yield relation.get_accessor_name(), child


def value_for(field, word, known=(), *, is_page):
    """What to put in a field, or ``None`` to leave it as it is."""
    if is_page and field.name in LEFT_ALONE:
        return None
    text = f"{word} appeau {field.name}"
    if isinstance(field, StreamField):
        return field.stream_block.to_python([dict(child) for child in stream_of(field.stream_block, word, known)])
    if isinstance(field, RichTextField):
        return f"<p>{text}</p>"
    if isinstance(field, models.SlugField):
        return f"{word}-{field.name}"[: field.max_length]
    if isinstance(field, models.URLField):
        return f"https://appeau.example/{word}/{field.name}"
    if isinstance(field, models.EmailField):
        return f"{word}@appeau.example"
    if field.choices and not field.blank:
        return field.choices[0][0]
    if isinstance(field, models.TextField | models.CharField) and not field.choices and not field.has_default():
        return text[: field.max_length]
    return number_or_day(field)


def number_or_day(field):
    if isinstance(field, models.DateTimeField):
        return timezone.now() + timedelta(days=30)
    if isinstance(field, models.DateField):
        return date(2026, 5, 5)
    if isinstance(field, models.IntegerField) and not field.has_default():
        return 2026 if "year" in field.name else 7
    return None


def stream_of(stream_block, word, known):
    """One raw child of each kind that a stream takes."""
    values = ((name, block, value_of(block, word, name, known)) for name, block in stream_block.child_blocks.items())
    return [
        {"type": name, "value": block.get_prep_value(block.normalize(value))}
        for name, block, value in values
        if value is not None
    ]


def value_of(block, word, name, known):
    """A value for a block, or ``None`` when it points to a record that is not there."""
    text = f"{word} appeau {name}"
    if isinstance(block, blocks.StructBlock):
        values = {child: value_of(inner, word, child, known) for child, inner in block.child_blocks.items()}
        required = [child for child, inner in block.child_blocks.items() if is_required(inner)]
        return None if any(values[child] is None for child in required) else values
    if isinstance(block, blocks.StreamBlock):
        return block.to_python(stream_of(block, word, known))
    if isinstance(block, blocks.ListBlock):
        value = value_of(block.child_block, word, name, known)
        return [] if value is None else [value]
    if isinstance(block, blocks.ChooserBlock):
        return next((one for one in known if isinstance(one, resolve_model_string(block.target_model))), None)
    if isinstance(block, blocks.RichTextBlock):
        return RichText(f"<p>{text}</p>")
    if isinstance(block, blocks.URLBlock):
        return f"https://appeau.example/{word}"
    if isinstance(block, blocks.ChoiceBlock):
        return next(iter(dict(block.field.choices)), None) or list(dict(block.field.choices))[-1]
    if isinstance(block, blocks.RegexBlock):
        return f"{word}-{name}" if is_required(block) else ""
    if isinstance(block, blocks.CharBlock | blocks.TextBlock):
        return text
    if isinstance(block, blocks.DateTimeBlock):
        return datetime(2026, 5, 5, tzinfo=timezone.get_current_timezone())
    if isinstance(block, blocks.DateBlock):
        return date(2026, 5, 5)
    if isinstance(block, blocks.IntegerBlock | blocks.FloatBlock):
        return 7
    if isinstance(block, blocks.BooleanBlock):
        return True
    return None


def is_required(block):
    return block._required if isinstance(block, blocks.ChooserBlock) else block.required

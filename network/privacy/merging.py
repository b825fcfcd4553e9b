"""Making one person of two entries of the directory, and saying why somebody cannot be deleted.

An upper app whose records know a person says how two become one with a function under ``MERGE_HOOK``:
``(keep, gone, user=None) -> [sentence]``, one for each record of which there were two. Whatever is left then moves by itself.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from wagtail import hooks

from network.accounts import audit
from network.directory.models.people import Person

MERGE_HOOK = "merge_people"
KEPT_IF_EMPTY = ("first_name", "last_name", "email", "assistant_email")


@transaction.atomic
def merge_people(*, keep, gone, user=None):
    """Give all that the site knows of ``gone`` to ``keep``, then delete ``gone``. Its name stays a spelling of the other.

    Returns what was told of records of which there were two, as sentences; the audit log keeps them too. Raises ``ValidationError`` when both have an account: two people who sign in are two people until one account is
    closed.
    """
    if keep.pk == gone.pk:
        raise ValidationError(_("This is the same person. Choose the other entry."))
    if getattr(keep, "account", None) and getattr(gone, "account", None):
        raise ValidationError(_("Both have an account. Close one account first, then merge."))
    name = gone.full_name
    told = [sentence for function in hooks.get_hooks(MERGE_HOOK) for sentence in function(keep, gone, user=user)]
    for relation in Person._meta.related_objects:
        move(relation, keep, gone)
    for field in KEPT_IF_EMPTY:
        if not getattr(keep, field):
            setattr(keep, field, getattr(gone, field))
    spellings = [spelling.strip() for spelling in f"{keep.name_variants},{gone.name_variants},{name}".split(",")]
    known = {keep.full_name.casefold(), ""}
    kept = []
    for spelling in spellings:
        if spelling.casefold() not in known:
            known.add(spelling.casefold())
            kept.append(spelling)
    keep.name_variants = ", ".join(kept)[:255]
    keep.is_listed = keep.is_listed or gone.is_listed
    Person.objects.get(pk=gone.pk).delete()
    keep.save()
    for words in (_("Two entries of the directory were made one."), *told):
        audit.record(audit.Action.DELETION, words, actor=user, subject=str(keep))
    return told


def move(relation, keep, gone):
    """Let the records of one relation name ``keep``; one that both have already is left to be deleted with ``gone``."""
    model, name = relation.related_model, relation.field.name
    if isinstance(relation, models.ManyToManyRel):
        for record in model._default_manager.filter(**{name: gone}):
            getattr(record, name).add(keep)
            getattr(record, name).remove(gone)
        return
    for record in model._default_manager.filter(**{name: gone}):
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=record.pk).update(**{name: keep})
        except IntegrityError:
            model._default_manager.filter(pk=record.pk).delete()


def why_kept(person):
    """Why somebody cannot be deleted, as a sentence that says what to do; empty when nothing stands against it."""
    for relation in Person._meta.related_objects:
        if (
            relation.on_delete is models.PROTECT
            and relation.related_model._default_manager.filter(**{relation.field.name: person}).exists()
        ):
            return _(
                "%(name)s cannot be deleted: meetings, answers or minutes name her or him. If the entry is a double,"
                " merge it into the other one."
            ) % {"name": person.full_name}
    return ""

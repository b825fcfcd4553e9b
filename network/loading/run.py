"""One run of the loader: what is made, what is left to editors, and the rule that nothing is half done."""

import hashlib
import json
from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel
from wagtail import hooks
from wagtail.models import Page

from network.accounts import audit
from network.loading.models import LoadedContent
from network.loading.records import ContentError, csv_records, located, yaml_records

CONTENT_HOOK = "network_content"
"""Registered function: ``load(run)``; hooks give the order."""

# What changes by itself, without an editor having changed the content.
VOLATILE_FIELDS = {
    "pk",
    "id",
    "path",
    "depth",
    "numchild",
    "url_path",
    "draft_title",
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "owner",
    "content_type",
    "locked",
    "locked_at",
    "locked_by",
    "go_live_at",
    "expire_at",
    "expired",
    "translation_key",
    "locale",
    "alias_of",
    "sequence",
    "updated_at",
}


class _RolledBack(Exception):
    """Ends a dry run: everything was done, nothing is kept."""


class ContentRun:
    """What a loader works with. See ``records`` for reading, ``save`` and ``page`` for writing."""

    def __init__(self, *, samples=True, today=None):
        self.samples = samples
        self.today = today or timezone.localdate()
        self.report = Counter()
        self.kept = []  # keys of records that editors changed since
        self._seen = {}
        self._loaded = {row.key: row for row in LoadedContent.objects.all()}

    # Reading

    def records(self, path):
        """The records of one YAML file, given from the project's folder."""
        return yaml_records(path)

    def folder(self, path):
        """The records of every YAML file of a folder, in the order of their names."""
        whole, name = located(path)
        if not whole.is_dir():
            raise ContentError(name, None, "", "the folder does not exist.")
        return [record for file in sorted(whole.glob("*.yaml")) for record in yaml_records(f"{name}/{file.name}")]

    def csv(self, path):
        """The rows of one CSV file."""
        return csv_records(path)

    # Writing

    def save(self, key, record, model, *, find, fill):
        """Make or update a plain record or snippet.

        ``find`` says which object it is (field lookups that are also its first
        values), ``fill(object)`` writes the record's values. Returns the object,
        or ``None`` when an editor deleted it.
        """
        loaded, existing = self._known(key, record, model)
        if loaded and existing is None:
            return self._leave(key, "deleted by an editor")
        existing = existing or model._default_manager.filter(**find).first()
        if loaded and not self._wants_update(key, loaded, record, existing):
            return existing
        instance = existing or model(**find)
        fill(instance)
        record.finish()
        self._validate(record, instance)
        instance.save()
        self._remember(key, record, instance, made=existing is None)
        return instance

    def page(self, key, record, model, *, parent, slug, fill):
        """Make or update a page below ``parent`` and publish it. Returns the live page, or ``None`` if deleted."""
        loaded, existing = self._known(key, record, model)
        if loaded and existing is None:
            return self._leave(key, "deleted by an editor")
        if existing is None:
            existing = model.objects.child_of(parent).filter(slug=slug).first()
        if loaded and not self._wants_update(key, loaded, record, existing):
            return existing
        page = existing or model(slug=slug)
        fill(page)
        record.finish()
        page.draft_title = page.title
        if existing is None:
            parent = Page.objects.get(pk=parent.pk)  # its number of children changes with each page added
            page.set_url_path(parent)
            self._validate(record, page, exclude=["path", "depth"])
            parent.add_child(instance=page)
        else:
            self._validate(record, page)
        page.save_revision().publish()
        page = model.objects.get(pk=page.pk)
        self._remember(key, record, page, made=existing is None)
        return page

    # The rule: a record is written once, then again only if the file changed and no editor did

    def _known(self, key, record, model):
        if key in self._seen:
            raise ContentError(record.file, record.line, "", f"“{key}” was already loaded from {self._seen[key]!r}.")
        self._seen[key] = record
        loaded = self._loaded.get(key)
        existing = model._default_manager.filter(pk=loaded.object_id).first() if loaded else None
        return loaded, existing

    def _wants_update(self, key, loaded, record, existing):
        if loaded.source_fingerprint == record.fingerprint:
            self.report["unchanged"] += 1
            return False
        if loaded.state_fingerprint != state_fingerprint(existing):
            self._leave(key, "changed by an editor")
            return False
        return True

    def _leave(self, key, why):
        self.report["kept"] += 1
        self.kept.append(f"{key}: {why}")

    def _validate(self, record, instance, exclude=()):
        try:
            instance.full_clean(exclude=[*exclude, "content_type", "locale", "url_path"])
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                record.error(field, " ".join(messages))

    def _remember(self, key, record, instance, *, made):
        self.report["made" if made else "updated"] += 1
        self._loaded[key], _created = LoadedContent.objects.update_or_create(
            key=key,
            defaults={
                "content_type": ContentType.objects.get_for_model(instance, for_concrete_model=False),
                "object_id": str(instance.pk),
                "source_fingerprint": record.fingerprint,
                "state_fingerprint": state_fingerprint(instance.__class__._default_manager.get(pk=instance.pk)),
            },
        )


def state_fingerprint(instance):
    """A hash of what an object says, without what changes by itself.

    For a page it is what its latest revision says: a draft an editor has begun counts as a change.
    """
    if isinstance(instance, Page):
        instance = instance.get_latest_revision_as_object()
    if isinstance(instance, ClusterableModel):
        values = instance.serializable_data()
    else:
        values = model_to_dict(instance)
        values = {name: _plain(value) for name, value in values.items()}
    values = {name: value for name, value in values.items() if name not in VOLATILE_FIELDS}
    return hashlib.sha256(json.dumps(values, sort_keys=True, cls=DjangoJSONEncoder, default=str).encode()).hexdigest()


def _plain(value):
    if isinstance(value, list):
        return [item.pk if isinstance(item, models.Model) else item for item in value]
    return value


def load_content(*, samples=True, dry_run=False, today=None):
    """Run every app's loader in one transaction; returns the run with its report.

    Raises ``ContentError`` at the first record that does not fit: nothing is kept then.
    """
    try:
        with transaction.atomic():
            run = ContentRun(samples=samples, today=today)
            for load in hooks.get_hooks(CONTENT_HOOK):
                load(run)
            if dry_run:
                raise _RolledBack
            if changed := run.report["made"] + run.report["updated"]:
                words = _("Content loaded: %(count)s records made or updated.") % {"count": changed}
                audit.record(audit.Action.IMPORT, words)
    except _RolledBack:
        pass
    return run

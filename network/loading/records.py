"""Records of content files: mappings that know their file and lines, and say what is wrong with them."""

import csv
import hashlib
import json
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model
from markdown_it import MarkdownIt
from ruamel.yaml import YAML
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

PROJECT_DIR = settings.PROJECT_DIR

_markdown = MarkdownIt("commonmark", {"html": False, "typographer": False})


class _Constructor(RoundTripConstructor):
    """Reads a date that does not exist as text, so that the error can name the field it stands in."""

    def construct_yaml_timestamp(self, node, values=None):
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return self.construct_scalar(node)


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


class ContentError(Exception):
    """Something is wrong in a content file: « file: line 3, field: what, and what was expected »."""

    def __init__(self, file, line, field, message):
        self.file, self.line, self.field, self.message = file, line, field, message
        where = f"{file}: line {line}" if line else str(file)
        super().__init__(f"{where}, {field}: {message}" if field else f"{where}: {message}")


class Record:
    """One mapping of a content file.

    Each reading method takes the name of a field and returns its value in the
    wished type; a missing or empty field is unknown (``""``, ``None`` or
    ``[]``) unless ``required``. Whatever does not fit raises ``ContentError``.
    ``finish`` refuses fields that nobody read, which are spelling mistakes.
    """

    def __init__(self, values, *, file, line, lines=None):
        self.values = values
        self.file = file
        self.line = line
        self._lines = lines or {}
        self._read = set()

    def __repr__(self):
        return f"<Record {self.file}:{self.line}>"

    @property
    def fingerprint(self):
        """A hash of everything the record says."""
        content = json.dumps(self.values, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    def line_of(self, field):
        return self._lines.get(field, self.line)

    def error(self, field, message):
        raise ContentError(self.file, self.line_of(field), field, message)

    def _value(self, field, required):
        self._read.add(field)
        value = self.values.get(field)
        if value is None or value == "" or value == []:
            if required:
                self.error(field, "this field is required and is missing or empty.")
            return None
        return value

    def has(self, field):
        return self.values.get(field) not in (None, "", [])

    def text(self, field, *, required=False, max_length=None):
        value = self._value(field, required)
        if value is None:
            return ""
        if isinstance(value, (dict, list)):
            self.error(field, f"a text was expected, not a {'list' if isinstance(value, list) else 'mapping'}.")
        text = str(value).strip()
        if max_length and len(text) > max_length:
            self.error(field, f"{len(text)} signs, but {max_length} at most are kept. Shorten it.")
        return text

    def url(self, field, *, required=False):
        text = self.text(field, required=required)
        if text:
            try:
                URLValidator(schemes=["http", "https"])(text)
            except ValidationError:
                self.error(field, f"“{text}” is not a web address. Write it whole, with https://.")
        return text

    def integer(self, field, *, required=False):
        value = self._value(field, required)
        if value is None:
            return None
        try:
            return int(str(value))
        except ValueError:
            self.error(field, f"a whole number was expected, not “{value}”.")

    def number(self, field, *, required=False):
        value = self._value(field, required)
        if value is None:
            return None
        try:
            return float(str(value))
        except ValueError:
            self.error(field, f"a number was expected, not “{value}”.")

    def boolean(self, field, *, default=False):
        value = self._value(field, required=False)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.error(field, f"true or false was expected, not “{value}”.")
        return value

    def date(self, field, *, required=False):
        """A day written ``2022-05-05``."""
        value = self._value(field, required)
        if value is None:
            return None
        if isinstance(value, datetime):
            self.error(field, f"a day such as 2022-05-05 was expected, without an hour, not “{value}”.")
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.error(field, f"a day such as 2022-05-05 was expected, not “{value}”.")

    def moment(self, field, zone="Europe/Paris", *, required=False):
        """An aware datetime from ``2022-05-05`` (midnight) or ``2022-05-05 14:00`` in the zone."""
        value = self._value(field, required)
        if value is None:
            return None
        try:
            if isinstance(value, datetime):
                moment = value
            elif isinstance(value, date):
                moment = datetime.combine(value, time())
            else:
                moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.error(field, f"a day and an hour such as 2022-05-05 14:00 were expected, not “{value}”.")
        return moment.replace(tzinfo=ZoneInfo(zone)) if moment.tzinfo is None else moment

    def choice(self, field, enum, *, required=False):
        text = self.text(field, required=required)
        if text and text not in enum.values:
            self.error(field, f"“{text}” is not in the list. Expected one of: {', '.join(enum.values)}.")
        return text

    def _list(self, field, required):
        value = self._value(field, required)
        if value is None:
            return []
        if not isinstance(value, list):
            self.error(field, "a list was expected (one item a line, each after “- ”).")
        return value

    def texts(self, field, *, required=False, max_length=None):
        items = self._list(field, required)
        for item in items:
            if isinstance(item, (dict, list)):
                self.error(field, "a list of texts was expected.")
            if max_length and len(str(item)) > max_length:
                self.error(field, f"“{str(item)[:40]}…” has {len(str(item))} signs, but {max_length} at most are kept.")
        return [str(item).strip() for item in items]

    def choices(self, field, enum, *, required=False):
        items = self.texts(field, required=required)
        for item in items:
            if item not in enum.values:
                self.error(field, f"“{item}” is not in the list. Expected among: {', '.join(enum.values)}.")
        return items

    def records(self, field, *, required=False):
        """The nested mappings of a list."""
        items = self._list(field, required)
        nested = []
        for position, item in enumerate(items):
            if not isinstance(item, dict):
                self.error(field, "a list of mappings was expected.")
            nested.append(_record(item, file=self.file, line=_line_of_item(items, position, self.line_of(field))))
        return nested

    def record(self, field, *, required=False):
        """A nested mapping, or ``None``."""
        value = self._value(field, required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.error(field, "a mapping was expected.")
        return _record(value, file=self.file, line=self.line_of(field))

    def reference(self, field, model: type[Model], *, by="slug", required=False, queryset=None):
        """The object of ``model`` that the field names, or ``None``."""
        text = self.text(field, required=required)
        return self._find(field, text, model, by, queryset) if text else None

    def references(self, field, model: type[Model], *, by="slug", required=False, queryset=None):
        return [self._find(field, text, model, by, queryset) for text in self.texts(field, required=required)]

    def _find(self, field, text, model, by, queryset):
        found = (model._default_manager.all() if queryset is None else queryset).filter(**{by: text}).first()
        if found is None:
            self.error(
                field, f"no {model._meta.model_name} has the {by} “{text}”. Check the spelling, or add it first."
            )
        return found

    def markdown(self, field, *, required=False):
        """Rich text (HTML) from Markdown: paragraphs, lists, emphasis and links."""
        return _markdown.render(self.text(field, required=required)).strip()

    def finish(self):
        """Refuse what nobody read: a field that does not exist is a mistake, not a comment."""
        for field in self.values:
            if field not in self._read:
                self.error(field, f"unknown field. Known here: {', '.join(sorted(self._read))}.")


def _line_of_item(items, position, default):
    try:
        return items.lc.item(position)[0] + 1
    except (AttributeError, KeyError, TypeError):
        return default


def _record(mapping, *, file, line):
    lines = {}
    if hasattr(mapping, "lc"):
        for key in mapping:
            try:
                lines[key] = mapping.lc.key(key)[0] + 1
            except (KeyError, TypeError):
                lines[key] = line
    return Record(mapping, file=file, line=line, lines=lines)


def located(path):
    """The whole path of a content file given from the project's folder, and its short name for messages."""
    whole = PROJECT_DIR / path
    return whole, str(path)


def _read(path):
    whole, name = located(path)
    try:
        return whole.read_text(encoding="utf-8-sig"), name
    except FileNotFoundError:
        raise ContentError(name, None, "", "the file does not exist.") from None
    except UnicodeDecodeError as error:
        raise ContentError(
            name, None, "", f"the file is not UTF-8 text (byte {error.start}). Save it as UTF-8."
        ) from None


def yaml_records(path):
    """The records of a YAML file: a list of mappings, several documents, or one mapping."""
    text, name = _read(path)
    records = []
    for document in _documents(text, name):
        if document is None:
            continue
        items = document if isinstance(document, list) else [document]
        for position, item in enumerate(items):
            line = _line_of_item(items, position, None) or (item.lc.line + 1 if hasattr(item, "lc") else 1)
            if not isinstance(item, dict):
                raise ContentError(name, line, "", "a mapping (field: value) was expected.")
            records.append(_record(item, file=name, line=line))
    return records


def _documents(text, name):
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    try:
        return list(yaml.load_all(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise ContentError(name, line, "", f"the YAML cannot be read: {error.problem or error.context}.") from None
    except (YAMLError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        # The reader stumbles over some malformed texts with errors of its own code.
        raise ContentError(name, None, "", f"the YAML cannot be read: {error}.") from None


def csv_records(path):
    """The rows of a spreadsheet saved as CSV; lines as the spreadsheet counts them."""
    text, name = _read(path)
    lines = text.splitlines()
    if not lines:
        raise ContentError(name, None, "", "the file is empty.")
    delimiter = ";" if lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.DictReader(lines, delimiter=delimiter)
    records = []
    for row in reader:
        if None in row or None in row.values():
            raise ContentError(
                name,
                reader.line_num,
                "",
                f"{len(reader.fieldnames)} columns were expected: {', '.join(reader.fieldnames)}.",
            )
        records.append(Record(row, file=name, line=reader.line_num))
    return records

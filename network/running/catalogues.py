"""Translation catalogues without GNU gettext: extracted, merged, compiled and checked with Babel.

Entries are sorted by message and carry file names without line numbers, so that
two people who add strings rarely touch the same lines.
"""

import io
import re
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.template import templatize

PROJECT_DIR = settings.PROJECT_DIR
APPS = ("network", "events", "resources", "search")
LANGUAGE = "fr"
HEADER = r"""# Interface strings of the app, in French. `make messages` keeps this file up to date.
msgid ""
msgstr ""
"Language: fr\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

"""

# Where the message, its plural and its context stand among the arguments.
PLAIN, PLURAL, CONTEXT, CONTEXT_PLURAL = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": PLAIN,
    "gettext": PLAIN,
    "gettext_lazy": PLAIN,
    "gettext_noop": PLAIN,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT,
    "pgettext_lazy": CONTEXT,
    "npgettext": CONTEXT_PLURAL,
    "npgettext_lazy": CONTEXT_PLURAL,
}
NBSP = "\xa0"
# An apostrophe typed on the keyboard, or an ordinary space where French wants one that does not break.
TYPING = {
    "a straight apostrophe (write ’)": re.compile(r"\w'\w"),
    "an ordinary space before ; : ! ? » (write U+00A0)": re.compile(r" [;:!?»](?=\s|$)"),
    "an ordinary space after « (write U+00A0)": re.compile(r"« "),
    "three dots (write …)": re.compile(r"\.\.\."),
}

SAID_OTHERWISE = {
    "Administrator", "Filter", "From", "Import", "Next", "None", "Preview", "Previous", "Recovery codes", "Save", "Sessions",
    "Sign in", "Sort by", "Timeline", "To", "date joined", "document", "sent", "session", "sessions", "title",
}  # fmt: skip
"""Messages that Django, Wagtail or another installed app translates otherwise, and that may say ours there too: our apps
come first in ``INSTALLED_APPS``, and one catalogue speaks for all. « May » as a verb made every date of May read « Peut »."""


def catalogue_path(app):
    return PROJECT_DIR / app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def extracted(app):
    """A catalogue of every string that the code and the templates of an app mark for translation."""
    found = Catalog(locale=LANGUAGE, fuzzy=False)
    folder = PROJECT_DIR / app
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(PROJECT_DIR))
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_bytes()
        elif path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
            # Django turns a template into something like Python; indentation means nothing in it.
            code = templatize(path.read_text(encoding="utf-8"), origin=name)
            source = "\n".join(line.strip() for line in code.splitlines()).encode()
        else:
            continue
        for _line, function, arguments, comments in extract_python(
            io.BytesIO(source), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
        ):
            message, context = message_of(function, arguments)
            if message:
                found.add(message, context=context, locations=[(name, None)], auto_comments=comments)
    return found


def message_of(function, arguments):
    """The message (or the pair of singular and plural) and the context of one call."""
    arguments = arguments if isinstance(arguments, tuple) else (arguments,)
    places = KEYWORDS[function] or (1,)
    context = None
    texts = []
    for place in places:
        position = place[0] if isinstance(place, tuple) else place
        text = arguments[position - 1] if len(arguments) >= position else None
        if isinstance(place, tuple):
            context = text
        else:
            texts.append(text)
    if not all(texts):
        return None, None  # a variable, which is marked where it is written
    return (tuple(texts) if len(texts) > 1 else texts[0]), context


def read_catalogue(app):
    path = catalogue_path(app)
    if not path.exists():
        return Catalog(locale=LANGUAGE, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def update_catalogue(app):
    """Bring an app's catalogue up to date with its code. Returns how many strings want a translation."""
    found = extracted(app)
    if not len(found):
        return 0
    catalogue = read_catalogue(app)
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    path = catalogue_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.encode())  # our own, without the dates that change with every run
        options = {"omit_header": True, "sort_output": True, "ignore_obsolete": True, "include_lineno": False}
        write_po(file, catalogue, width=110, **options)
    return sum(not is_translated(message) for message in catalogue if message.id)


def is_translated(message):
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(strings)


def problems():
    """Why the catalogues are not complete, in lines that name app and string. Empty when they are."""
    found = []
    for app in APPS:
        catalogue, wanted = read_catalogue(app), extracted(app)
        keys = {(key_of(message), message.context) for message in catalogue if message.id}
        for message in wanted:
            if message.id and (key_of(message), message.context) not in keys:
                found.append(f"{app}: not in the catalogue: {message.id!r}")
        wanted_keys = {(key_of(message), message.context) for message in wanted if message.id}
        for message in catalogue:
            if not message.id:
                continue
            if (key_of(message), message.context) not in wanted_keys:
                found.append(f"{app}: in the catalogue, but nowhere in the code: {message.id!r}")
            elif message.fuzzy:
                found.append(f"{app}: fuzzy: {message.id!r}")
            elif not is_translated(message):
                found.append(f"{app}: not translated: {message.id!r}")
            else:
                found += [f"{app}: {error} in the translation of {message.id!r}" for error in message.check(catalogue)]
                found += [f"{app}: {mistake} in {text!r}" for text, mistake in typing_mistakes(message)]
        found += [f"{app}: obsolete: {key!r}" for key in catalogue.obsolete]
    return found + clashes()


def clashes():
    """Messages that mean one thing in one app and another elsewhere: of all without a context only one is ever shown."""
    ours = {}
    for app in APPS:
        for message in read_catalogue(app):
            if message.id and not message.context:
                ours.setdefault(key_of(message), {}).setdefault(first(message.string), app)
    found = []
    for message, translations in ours.items():
        if len(translations) > 1:
            both = ", ".join(f"{text!r} in {app}" for text, app in sorted(translations.items()))
            found.append(f"{message!r} is {both}: give all but one a context, or translate them alike")
    for message, (text, app) in sorted(of_others().items()):
        if message in ours and message not in SAID_OTHERWISE and text not in ours[message]:
            mine = next(iter(ours[message]))
            found.append(f"{message!r} is {mine!r} here and {text!r} in {app}: give ours a context")
    return found


def of_others():
    """``{message: (translation, app)}`` of what Django and the installed apps that are not ours translate, without
    context; the first that Django would ask."""
    found = {}
    folders = [(config.name, Path(config.path)) for config in apps.get_app_configs() if config.name not in APPS]
    for name, folder in [*folders, ("django", Path(django.__file__).parent / "conf")]:
        path = folder / "locale" / LANGUAGE / "LC_MESSAGES" / "django.mo"
        if path.exists():
            with path.open("rb") as file:
                for message in read_mo(file):
                    if message.id and not message.context:
                        found.setdefault(first(message.id), (first(message.string), name))
    return found


def first(texts):
    """The singular of a message with a plural, or the message."""
    return texts if isinstance(texts, str) else texts[0]


def key_of(message):
    return first(message.id)


def typing_mistakes(message):
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    for text in strings:
        for mistake, pattern in TYPING.items():
            if pattern.search(text):
                yield text, mistake


def compile_catalogues():
    """Write the compiled form of each catalogue that changed since. Returns those written."""
    written = []
    for source in sorted(PROJECT_DIR.glob("*/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file)
        unfinished = target.with_suffix(".mo.unfinished")  # another process may be reading
        with unfinished.open("wb") as file:
            write_mo(file, catalogue)
        unfinished.replace(target)
        written.append(target)
    for target in written:
        # A process that spoke English so far for want of the compiled form (a first start) speaks French from here on.
        translation_file_changed(sender=None, file_path=target)
    return written

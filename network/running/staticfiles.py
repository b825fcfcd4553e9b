"""Static files with a hash in their name, `import` and `@import` included, compressed for whitenoise."""

import posixpath
import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "network/css/site.css"

IMPORT = re.compile(r'@import\s+"(?P<path>[^"]+)"\s+layer\((?P<layer>[\w-]+)\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
URL = re.compile(r'url\("(?P<path>[^":#/][^":#]*)"\)')


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names hold a hash of the content, so browsers may keep every file for ever."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        """Serve one stylesheet: the files it imports are put in its place, each in its layer.

        The sources stay one file a component; without collectstatic the browser follows the imports itself.
        """
        if STYLESHEET in paths and not dry_run:
            # Read from the sources: what an earlier run wrote in the collected folder holds no import any more.
            text = bundle(STYLESHEET, lambda name: _read(paths, name))
            self.delete(STYLESHEET)
            self._save(STYLESHEET, ContentFile(text.encode()))
            paths = paths | {STYLESHEET: (self, STYLESHEET)}
        yield from super().post_process(paths, dry_run, **options)


def bundle(name, read):
    """The stylesheet ``name`` with its imports inlined. ``read`` gives the text of a file by its static name."""
    folder = posixpath.dirname(name)

    def inline(found):
        imported = posixpath.normpath(posixpath.join(folder, found["path"]))
        there = posixpath.dirname(imported)

        def move(url):
            return f'url("{posixpath.relpath(posixpath.join(there, url["path"]), folder)}")'

        return f"@layer {found['layer']} {{\n{URL.sub(move, bare(read(imported)))}}}"

    return IMPORT.sub(inline, bare(read(name)))


def bare(text):
    """Without comments, empty lines and the indentation that only people read."""
    lines = (line.strip() for line in COMMENT.sub("", text).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def _read(paths, name):
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()

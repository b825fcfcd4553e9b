"""What an index was built with: two indexes may be compared only if their fingerprints are equal."""

import hashlib
import inspect
import unicodedata
from importlib.metadata import version
from pathlib import Path

from search.analysis import patterns, table, tokenizer


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for module in (table, patterns, tokenizer):
        digest.update(Path(inspect.getfile(module)).read_bytes())
    digest.update(f"pystemmer {version('pystemmer')} unicode {unicodedata.unidata_version}".encode())
    return digest.hexdigest()[:16]


FINGERPRINT = _fingerprint()

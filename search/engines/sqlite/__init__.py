"""The embedded engine: one SQLite file beside the site's database, read and written through apsw.

Texts are analysed in Python once, and the full-text tables hold the analysed
terms: SQLite needs no tokenizer of ours to read them, and nothing analysed by
other code can be mixed in, since each file belongs to one fingerprint.
"""

from search.engines.sqlite.engine import SqliteEngine

__all__ = ["SqliteEngine"]

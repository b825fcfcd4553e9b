"""The tables of the index file."""

from typing import Any

Row = tuple[Any, ...]
"""What a statement gives. The columns below say of which types it is: a checker cannot know them."""

KIND, AUDIENCE = "kind", "audience"
"""Names of the two facets that every document has."""

LAYOUT = 6
"""Counted up with every change of the tables or of what they hold: older files are rebuilt."""

PASSAGES_EACH = 1 << 16
"""Passage numbers kept for each document: a document's passages are one range of rows. Files have thousands of pages."""

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- The values of facets; kinds and audiences are facets too.
CREATE TABLE facet (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (name, value));

-- What filters, counts and orders need, kept narrow; what is printed is in ``description``.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  audience_id INTEGER NOT NULL,
  day INTEGER NOT NULL,  -- proleptic day number, 0 if there is no date
  facets BLOB NOT NULL,  -- 32-bit numbers of its facet values, in the order they were given
  checksum TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE
);
CREATE TABLE description (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  url TEXT NOT NULL,
  within_title TEXT NOT NULL,
  within_url TEXT NOT NULL
);

-- Which change each record was last written for: an older change never overwrites a newer one,
-- and a deleted record keeps its number.
CREATE TABLE record (
  source TEXT NOT NULL,
  pk TEXT NOT NULL,
  version INTEGER NOT NULL,
  document_id INTEGER,
  PRIMARY KEY (source, pk)
) WITHOUT ROWID;
CREATE INDEX record_document ON record (document_id);

CREATE TABLE document_facet (
  facet_id INTEGER NOT NULL,
  document_id INTEGER NOT NULL,
  PRIMARY KEY (facet_id, document_id)
) WITHOUT ROWID;

CREATE TABLE passage (
  id INTEGER PRIMARY KEY,
  anchor TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL
);

-- These hold analysed terms only, separated by spaces. A document is found by all its words;
-- its rank comes from its head and its best passage, so that a long text is not punished for its length.
CREATE VIRTUAL TABLE head_fts USING fts5(
  title, summary, content='', contentless_delete=1, prefix='2 3', tokenize="ascii tokenchars '.'"
);
CREATE VIRTUAL TABLE document_fts USING fts5(
  title, summary, body, content='', contentless_delete=1, tokenize="ascii tokenchars '.'"
);
CREATE VIRTUAL TABLE passage_fts USING fts5(
  title, text, content='', contentless_delete=1, tokenize="ascii tokenchars '.'"
);

-- Folded words as written, for spelling and beginnings; by audience, so that no word of a
-- restricted text is ever proposed to somebody who may not read it.
CREATE TABLE word (
  word TEXT NOT NULL,
  audience_id INTEGER NOT NULL,
  term TEXT NOT NULL,
  shown TEXT NOT NULL,  -- as written, in small letters if it ever is
  documents INTEGER NOT NULL,
  PRIMARY KEY (word, audience_id)
) WITHOUT ROWID;
CREATE INDEX word_term ON word (term, audience_id);
CREATE INDEX word_shape ON word (substr(word, 1, 1), length(word));
"""

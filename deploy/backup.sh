#!/bin/sh
# backup.sh DATA_DIR TARGET: a consistent copy of a running site that uses SQLite, in TARGET/<date>.tar.gz.
# The search index and the static files are left out: `manage.py prepare` makes them again.
# With PostgreSQL, back up the database with pg_dump and the folder media/ with any tool.
set -eu
data=${1:?usage: backup.sh DATA_DIR TARGET}
target=${2:?usage: backup.sh DATA_DIR TARGET}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 077
mkdir -p "$target"
python3 - "$data/site.sqlite3" "$work/site.sqlite3" <<'PYTHON'
import sqlite3, sys

source, copy = (sqlite3.connect(path) for path in sys.argv[1:])
source.backup(copy)  # SQLite's own online copy: nothing half written, the site keeps running
if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
    sys.exit("The copy is damaged: nothing was kept.")
PYTHON
[ ! -d "$data/media" ] || cp -R "$data/media" "$work/media"
name="$target/$(date -u +%Y-%m-%dT%H%M%SZ).tar.gz"
tar -czf "$name.unfinished" -C "$work" .
mv "$name.unfinished" "$name"
echo "$name"

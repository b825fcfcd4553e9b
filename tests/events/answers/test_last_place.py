"""Two people who take the last place at the same moment: one gets it, the other waits. PostgreSQL: `make test-postgres`."""

import shutil

from tests import last_place, prepared


def test_the_last_places_go_to_as_many_people_as_there_are_places(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(prepared.empty_site(), folder)

    printed = prepared.manage(folder, "shell", "--no-imports", "--command", last_place.RUN)

    assert printed.splitlines() == last_place.EXPECTED

"""`make test-slice` finds the folder of a slice, or says which slices there are."""

import pytest

from tests.slices import TESTS, folder_of, known_slices


def test_a_slice_is_the_folder_of_its_name():
    assert folder_of("events") == TESTS / "events"
    assert folder_of("network.privacy") == TESTS / "network" / "privacy"


@pytest.mark.parametrize("name", ["events.feed", "events/feeds", "factories", ".", ""])
def test_what_is_no_slice_is_said_in_one_line_that_names_them_all(name):
    with pytest.raises(SystemExit) as refusal:
        folder_of(name)

    said = refusal.value.code
    assert said.endswith(f"Those that have some: {', '.join(known_slices())}.")
    assert name in said
    assert "\n" not in said

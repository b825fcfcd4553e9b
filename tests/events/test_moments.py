"""Hours on the wall: the night in March that lacks one, the night in October that has one twice."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from events.moments import comes_twice, localise, shift

PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")


def test_an_hour_is_that_of_the_clocks_of_its_zone():
    assert localise(datetime(2027, 7, 1, 9), REUNION) == datetime(2027, 7, 1, 5, tzinfo=UTC)  # noqa: DTZ001


def test_the_hour_that_march_leaves_out_is_refused_in_words():
    with pytest.raises(ValidationError, match="2 à 3 h"):
        localise(datetime(2027, 3, 28, 2, 30), PARIS)  # noqa: DTZ001
    assert localise(datetime(2027, 3, 28, 2, 30), REUNION)  # noqa: DTZ001


def test_of_the_hour_that_october_has_twice_the_first_is_meant():
    moment = localise(datetime(2027, 10, 31, 2, 30), PARIS)  # noqa: DTZ001

    assert moment == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert comes_twice(moment, PARIS)
    assert not comes_twice(moment, REUNION)


def test_the_same_hour_some_days_later_follows_the_wall_and_not_the_seconds():
    saturday = datetime(2027, 3, 27, 14, tzinfo=PARIS)

    assert shift(saturday, 1, PARIS) == datetime(2027, 3, 28, 14, tzinfo=PARIS)
    assert shift(datetime(2027, 3, 27, 2, 30, tzinfo=PARIS), 1, PARIS).hour == 3
    assert shift(None, 1, PARIS) is None

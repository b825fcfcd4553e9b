"""The days of a meeting, as a record that cites it says them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from network.look.dates import NBSP
from resources.records.citing import days_of

PARIS, AUCKLAND = ZoneInfo("Europe/Paris"), ZoneInfo("Pacific/Auckland")
START, END = datetime(2022, 5, 5, 9, tzinfo=PARIS), datetime(2022, 5, 6, 17, tzinfo=PARIS)


def test_the_days_are_those_from_the_start_to_the_end():
    assert days_of(START, END) == f"5 et 6{NBSP}mai{NBSP}2022"


def test_without_an_end_it_is_the_day_it_starts():
    assert days_of(START, None) == f"jeudi 5{NBSP}mai{NBSP}2022"


def test_the_days_are_those_in_paris_wherever_the_moment_was_written():
    assert days_of(START.astimezone(AUCKLAND), END.astimezone(AUCKLAND)) == days_of(START, END)


def test_nothing_is_said_of_a_meeting_without_a_date():
    assert days_of(None, None) == ""

"""The hours of a programme: those given, those that follow, and where they do not add up."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from events.meetings.models.programme import AgendaItem
from events.meetings.schedule import schedule, schedule_remarks
from tests.factories.events import paris

PARIS = ZoneInfo("Europe/Paris")
START, END = paris("2027-07-01 09:00"), paris("2027-07-01 12:00")


def item(title, start="", length=None, kind="presentation"):
    starts_at = paris(f"2027-07-01 {start}") if start else None
    return AgendaItem(title=title, starts_at=starts_at, length_min=length, kind=kind)


def hours(slots):
    return [(f"{slot.start:%H:%M}" if slot.start else "", f"{slot.end:%H:%M}" if slot.end else "") for slot in slots]


def remarks(*items, ends_at=END):
    slots = schedule(items, starts_at=START, zone=PARIS)
    return [text.replace("\xa0", " ") for text in schedule_remarks(slots, starts_at=START, ends_at=ends_at, zone=PARIS)]


def test_lengths_alone_give_all_hours():
    slots = schedule(
        [item("Accueil", length=15), item("Partie", kind="part"), item("Exposé", length=45), item("Débat")],
        starts_at=START,
        zone=PARIS,
    )

    assert hours(slots) == [("09:00", "09:15"), ("", ""), ("09:15", "10:00"), ("10:00", "")]
    assert [slot.is_computed for slot in slots] == [True, False, True, True]


def test_starts_alone_give_the_ends_before_them():
    slots = schedule([item("A", "09:00"), item("B", "10:30"), item("C", "11:00", 30)], starts_at=START, zone=PARIS)

    assert hours(slots) == [("09:00", "10:30"), ("10:30", "11:00"), ("11:00", "11:30")]


def test_a_programme_of_which_no_hour_is_known_gets_none():
    assert hours(schedule([item("A"), item("B")], starts_at=START, zone=PARIS)) == [("", ""), ("", "")]


def test_overlaps_and_gaps_are_pointed_out():
    assert remarks(item("A", "09:00", 60), item("B", "09:45", 75), item("C", "11:20", 40)) == [
        "« B » commence à 9 h 45, avant la fin de « A » (10 h 00).",
        "Rien pendant 20 minutes entre « B » (jusqu’à 11 h 00) et « C » (11 h 20).",
    ]


def test_an_item_that_reaches_over_several_is_pointed_out_with_each():
    assert remarks(item("A", "09:00", 180), item("B", "09:30", 30), item("C", "10:30", 30)) == [
        "« B » commence à 9 h 30, avant la fin de « A » (12 h 00).",
        "« C » commence à 10 h 30, avant la fin de « A » (12 h 00).",
    ]


def test_an_item_that_starts_once_the_meeting_is_over_is_pointed_out():
    assert remarks(item("A", "09:00", 180), item("B", "14:00"))[-1] == (
        "« B » commence à 14 h 00, une fois la rencontre terminée (12 h 00)."
    )


def test_an_item_out_of_order_is_pointed_out():
    assert remarks(item("A", "10:00", 120), item("B", "09:00", 60))[0] == (
        "« B » (9 h 00) commence avant « A », qui est placé au-dessus."
    )


def test_the_end_is_compared_with_that_of_the_meeting():
    assert remarks(item("A", "09:00", 200)) == [
        "Le programme se termine avec « A » : 12 h 20, après la fin de la rencontre (12 h 00)."
    ]
    assert remarks(item("A", "09:00", 150)) == ["Fin du programme : 11 h 30, avant la fin de la rencontre (12 h 00)."]
    assert remarks(item("A", "09:00", 180)) == []


def test_days_are_said_where_the_ends_are_on_different_ones():
    assert remarks(item("A", "09:00", 180), ends_at=END + timedelta(days=7)) == [
        "Fin du programme : 1er juillet 2027, 12 h 00, avant la fin de la rencontre (8 juillet 2027, 12 h 00)."
    ]


def test_the_night_between_two_days_is_no_gap():
    late = AgendaItem(title="Lendemain", starts_at=START + timedelta(days=1), length_min=180, kind="workshop")

    assert remarks(item("A", "09:00", 60), late, ends_at=START + timedelta(days=1, hours=3)) == []

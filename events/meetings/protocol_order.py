"""Protocol order: the host first, then the metropolises by name, other organisations, and people of no known place;
within each as the source orders them, elected officials first, then by name."""

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

from events.vocabularies import AttendanceCapacity


class Named(Protocol):
    first_name: str
    last_name: str


class Place(Protocol):
    short_name: str


class Attendance(Protocol):
    """What decides the place of an attendance. ``capacities`` are words of ``AttendanceCapacity``."""

    metropolis_id: int | None
    metropolis: Place | None
    organisation: str
    capacities: Collection[str]
    sort_order: int
    person: Named


Ordered = TypeVar("Ordered", bound=Attendance)


def in_protocol_order(attendances: Iterable[Ordered], *, host_id: int | None = None) -> list[Ordered]:
    """A list of attendances, which come with their person and metropolis."""
    return sorted(attendances, key=lambda attendance: (territory_key(attendance, host_id), rank(attendance)))


def territory_key(attendance: Attendance, host_id: int | None) -> tuple[int, str]:
    if attendance.metropolis:
        return (0 if attendance.metropolis_id == host_id else 1, attendance.metropolis.short_name)
    return (2, attendance.organisation) if attendance.organisation else (3, "")


def rank(attendance: Attendance) -> tuple[int, bool, str, str]:
    is_elected = AttendanceCapacity.ELECTED in attendance.capacities
    return attendance.sort_order, not is_elected, attendance.person.last_name, attendance.person.first_name

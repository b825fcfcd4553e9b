"""Protocol order: the host first, then the metropolises by name, other organisations, and people of no known place;
within each as the source orders them, elected officials first, then by name."""

from events.vocabularies import AttendanceCapacity


def in_protocol_order(attendances, *, host_id=None):
    """A list of attendances, which come with their person and metropolis."""
    return sorted(attendances, key=lambda attendance: (territory_key(attendance, host_id), rank(attendance)))


def territory_key(attendance, host_id):
    if attendance.metropolis_id:
        return (0 if attendance.metropolis_id == host_id else 1, attendance.metropolis.short_name)
    return (2, attendance.organisation) if attendance.organisation else (3, "")


def rank(attendance):
    is_elected = AttendanceCapacity.ELECTED in attendance.capacities
    return attendance.sort_order, not is_elected, attendance.person.last_name, attendance.person.first_name

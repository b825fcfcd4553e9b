"""Who was at a meeting, in protocol order: the host first, then the metropolises by name, each person with the
role held that day and those who accompanied her or him."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from events.meetings.protocol_order import rank, territory_key
from events.vocabularies import AttendanceCapacity, AttendanceStatus
from network.look.components import PeopleGroup, PeopleList, Person, Tag

THERE = {AttendanceStatus.PRESENT, AttendanceStatus.REMOTE}
ORGANISING = {
    AttendanceCapacity.HOST,
    AttendanceCapacity.ORGANISER,
    AttendanceCapacity.MINUTE_TAKER,
}
BEHIND_THE_SCENES = ORGANISING | {AttendanceCapacity.FACILITATOR}


@dataclass(frozen=True)
class AttendanceSection:
    """One heading and its people."""

    anchor: str
    title: str
    people: PeopleList
    count: int


def attendance_sections(attendances, *, host_id=None):
    """The sections of a meeting's people, empty ones left out.

    ``attendances`` come with their person and metropolis. A person may stand in
    two sections: somebody who came with a delegation and also organised.
    """
    attendances = list(attendances)
    companions = {}
    listed = {attendance.pk: attendance for attendance in attendances}
    for attendance in attendances:
        if leader := leader_of(attendance, listed):
            companions.setdefault(leader.pk, []).append(attendance)
    followers = {attendance.pk for group in companions.values() for attendance in group}

    def main(wanted):
        return [attendance for attendance in attendances if attendance.pk not in followers and wanted(attendance)]

    def by_status(*statuses):
        return main(lambda attendance: attendance.status in statuses)

    def by_capacity(capacities):
        return [attendance for attendance in attendances if capacities & set(attendance.capacities)]

    unknown = main(lambda attendance: not attendance.status and not BEHIND_THE_SCENES & set(attendance.capacities))
    sections = [
        by_territory("presents", _("Present"), by_status(*THERE), companions, host_id),
        by_territory(
            "excuses",
            _("Excused"),
            by_status(AttendanceStatus.EXCUSED),
            companions,
            host_id,
        ),
        by_territory(
            "representes",
            _("Represented"),
            by_status(AttendanceStatus.REPRESENTED),
            companions,
            host_id,
        ),
        by_territory(
            "absents",
            _("Absent"),
            by_status(AttendanceStatus.ABSENT),
            companions,
            host_id,
        ),
        by_territory("autres", _("Expected, attendance not known"), unknown, companions, host_id),
        in_order("organisation", _("Welcome and organisation"), hosts_first(by_capacity(ORGANISING))),
        in_order(
            "animation",
            _("Facilitation"),
            by_capacity({AttendanceCapacity.FACILITATOR}),
        ),
    ]
    return [section for section in sections if section.count]


def leader_of(attendance, listed):
    """At the end of a chain of companions, the person it all leads to; ``None`` for who accompanies nobody listed,
    and for people who accompany each other."""
    seen, leader = {attendance.pk}, attendance
    while leader.accompanies_id in listed:
        leader = listed[leader.accompanies_id]
        if leader.pk in seen:
            return None
        seen.add(leader.pk)
    return leader if leader is not attendance else None


def by_territory(anchor, title, attendances, companions, host_id):
    groups = {}
    for attendance in sorted(attendances, key=rank):
        groups.setdefault(territory_key(attendance, host_id), []).append(attendance)
    people_groups = []
    for key in sorted(groups):
        first = groups[key][0]
        people = [person_of(attendance, companions.get(attendance.pk, ())) for attendance in groups[key]]
        url = first.metropolis.get_absolute_url() if first.metropolis else ""
        people_groups.append(PeopleGroup(territory_name(first), people, url=url))
    count = len(attendances) + sum(len(companions.get(attendance.pk, [])) for attendance in attendances)
    return AttendanceSection(anchor, title, PeopleList(people_groups, level=4), count)


def in_order(anchor, title, attendances):
    """People who made the meeting possible, in the order of the source."""
    people = [person_of(attendance, [], with_place=True) for attendance in attendances]
    return AttendanceSection(anchor, title, PeopleList([PeopleGroup("", people)], level=4), len(people))


def hosts_first(attendances):
    return sorted(attendances, key=lambda attendance: AttendanceCapacity.HOST not in attendance.capacities)


def territory_name(attendance):
    if attendance.metropolis:
        return attendance.metropolis.usual_name
    return attendance.organisation or _("Other people")


def person_of(attendance, companions, *, with_place=False):
    roles = attendance.roles
    if with_place and attendance.metropolis and attendance.metropolis.usual_name not in attendance.role_text:
        roles = [*roles, attendance.metropolis.usual_name]
    tags = [Tag(_("Remotely"), tone="azur", icon="screen")] if attendance.status == AttendanceStatus.REMOTE else []
    return Person(
        attendance.person.full_name,
        roles=roles,
        tags=tags,
        companions=[companion_text(companion) for companion in companions],
    )


def companion_text(attendance):
    # Somebody who also organised is listed again below, with the roles.
    roles = "" if BEHIND_THE_SCENES & set(attendance.capacities) else ", ".join(attendance.roles)
    return f"{attendance.person.full_name} ({roles})" if roles else attendance.person.full_name

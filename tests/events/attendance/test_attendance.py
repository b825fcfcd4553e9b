"""Who stands where in the list of a meeting's people: a rule without a database."""

from events.attendance.models import Attendance
from events.meetings.components.attendance import attendance_sections
from network.directory.models.metropolises import Metropolis
from network.directory.models.people import Person


def metropolis(pk, name):
    return Metropolis(pk=pk, slug=name.lower(), usual_name=f"{name} Métropole", short_name=name)


NANTES, BORDEAUX, RENNES = metropolis(1, "Nantes"), metropolis(2, "Bordeaux"), metropolis(3, "Rennes")


def attendance(pk, name, **fields):
    fields = {"status": "present", "capacities": ["elected"]} | fields
    return Attendance(pk=pk, person=Person(pk=pk, last_name=name), **fields)


def shape(sections):
    """The sections as plain values: title, and for each group its people."""
    return {
        str(section.title): [
            (str(group.title), [str(person.name) for person in group.people]) for group in section.people.groups
        ]
        for section in sections
    }


def test_the_host_is_first_then_the_metropolises_by_name_then_others():
    people = [
        attendance(1, "R", metropolis=RENNES),
        attendance(2, "I", organisation="ICPC"),
        attendance(3, "B", metropolis=BORDEAUX),
        attendance(4, "N", metropolis=NANTES),
        attendance(5, "?"),
    ]

    assert shape(attendance_sections(people, host_id=NANTES.pk)) == {
        "Présent·e·s": [
            ("Nantes Métropole", ["N"]),
            ("Bordeaux Métropole", ["B"]),
            ("Rennes Métropole", ["R"]),
            ("ICPC", ["I"]),
            ("Autres personnes", ["?"]),
        ]
    }


def test_people_of_one_metropolis_keep_the_order_of_the_source():
    people = [
        attendance(1, "Zoé", metropolis=NANTES, sort_order=1),
        attendance(2, "Anne", metropolis=NANTES, sort_order=2),
    ]

    assert shape(attendance_sections(people)) == {"Présent·e·s": [("Nantes Métropole", ["Zoé", "Anne"])]}


def test_without_an_order_elected_officials_come_first_then_names():
    people = [
        attendance(1, "Zoé", metropolis=NANTES),
        attendance(2, "Anne", metropolis=NANTES, capacities=[]),
        attendance(3, "Marie", metropolis=NANTES),
    ]

    assert shape(attendance_sections(people)) == {"Présent·e·s": [("Nantes Métropole", ["Marie", "Zoé", "Anne"])]}


def test_companions_stand_under_the_person_they_accompany():
    elected = attendance(1, "Élue", metropolis=NANTES)
    companion = attendance(
        2, "Agent", metropolis=NANTES, capacities=["accompanying"], accompanies=elected, role_text="Directeur"
    )

    (section,) = attendance_sections([elected, companion])
    (person,) = section.people.groups[0].people

    assert section.count == 2
    assert person.companions == ["Agent (Directeur)"]


def test_a_companion_of_somebody_unlisted_stands_alone():
    stranger = attendance(9, "Absente")

    assert shape(attendance_sections([attendance(2, "Agent", accompanies=stranger, capacities=["accompanying"])])) == {
        "Présent·e·s": [("Autres personnes", ["Agent"])]
    }


def test_somebody_who_accompanies_and_organises_is_in_both_places_once_each():
    elected = attendance(1, "Élue", metropolis=NANTES)
    both = attendance(2, "Agent", capacities=["accompanying", "organiser"], accompanies=elected, role_text="Directeur")

    sections = attendance_sections([elected, both])

    assert shape(sections) == {
        "Présent·e·s": [("Nantes Métropole", ["Élue"])],
        "Accueil et organisation": [("", ["Agent"])],
    }
    assert sections[0].people.groups[0].people[0].companions == [
        "Agent"
    ]  # the roles are said where she or he organises


def test_each_answer_has_its_section_and_the_remote_ones_say_so():
    people = [
        attendance(1, "Sur place"),
        attendance(2, "À distance", status="remote"),
        attendance(3, "Excusée", status="excused"),
        attendance(4, "Représenté", status="represented"),
        attendance(5, "Absente", status="absent"),
        attendance(6, "Silence", status=""),
    ]

    sections = attendance_sections(people)

    assert shape(sections) == {
        "Présent·e·s": [("Autres personnes", ["Sur place", "À distance"])],
        "Excusé·e·s": [("Autres personnes", ["Excusée"])],
        "Représenté·e·s": [("Autres personnes", ["Représenté"])],
        "Absent·e·s": [("Autres personnes", ["Absente"])],
        "Présence non précisée": [("Autres personnes", ["Silence"])],
    }
    assert [str(tag.label) for tag in sections[0].people.groups[0].people[1].tags] == ["À distance"]


def test_those_who_welcome_come_before_those_who_organise():
    people = [
        attendance(1, "Organise", status="", capacities=["organiser"]),
        attendance(2, "Accueille", status="", capacities=["host"]),
        attendance(3, "Anime", status="", capacities=["facilitator"], metropolis=NANTES, role_text="Cheffe de projet"),
    ]

    sections = attendance_sections(people)

    assert shape(sections) == {
        "Accueil et organisation": [("", ["Accueille", "Organise"])],
        "Animation des parcours": [("", ["Anime"])],
    }
    assert sections[1].people.groups[0].people[0].roles == ["Cheffe de projet", "Nantes Métropole"]


def test_two_people_who_accompany_each_other_are_not_lost():
    first, second = attendance(1, "Un"), attendance(2, "Deux")
    first.accompanies, second.accompanies = second, first

    names = [
        name
        for groups in shape(attendance_sections([first, second])).values()
        for _title, people in groups
        for name in people
    ]

    assert sorted(names) == ["Deux", "Un"]


def test_nobody_gives_no_section():
    assert attendance_sections([]) == []


def test_a_companion_of_a_companion_stands_under_the_same_person():
    elected = attendance(1, "Élue", metropolis=NANTES)
    first = attendance(2, "Directeur", capacities=["accompanying"], accompanies=elected)
    second = attendance(3, "Chargée", capacities=["accompanying"], accompanies=first)

    (section,) = attendance_sections([elected, first, second])

    assert section.people.groups[0].people[0].companions == ["Directeur", "Chargée"]
    assert section.count == 3

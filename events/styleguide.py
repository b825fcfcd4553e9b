"""The components of meetings in every state, for `/styleguide/`; read where that app is installed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from wagtail import hooks

from events.agenda.components.month import MonthDay, MonthGrid, MonthMeeting
from events.meetings.components.cards import MeetingCard
from events.meetings.components.changes import ChangedFact, ChangeNote
from events.meetings.components.programme import Programme, ProgrammeItem, ProgrammePart, ProgrammeSpeaker
from events.meetings.components.sessions import SessionLine, Sessions
from events.meetings.components.when import When
from network.look.components import CardList, DateBlock, Link, Tag
from network.styleguide import EXAMPLES_HOOK

LONG_TITLE = "Troisième temps d’échange des élu·e·s des métropoles sur l’évaluation des démarches et leurs suites"


@hooks.register(EXAMPLES_HOOK)
def examples():
    return [
        ("MeetingCard", [CardList(_cards(), columns=1)]),
        ("Programme", [_programme()]),
        ("Sessions", [_sessions()]),
        ("ChangeNote", [_change(), _cancellation()]),
        ("MonthGrid", [_month(small=False), _month(small=True)]),
    ]


def _cards():
    hybrid = Tag("Hybride", "plum", "hybrid")
    remote = Tag("À distance", "azur", "screen")
    return [
        MeetingCard(
            "Atelier « Rendre compte »",
            "#meetingcard",
            DateBlock("9", "décembre", "2026", "2026-12-09T14:00"),
            "mercredi 9 décembre 2026, 14 h 00 – 17 h 00",
            kind="Temps d’échange",
            place="Salle d’exemple",
            text="Sur place et à distance.",
            tags=[hybrid, Tag("Exemple", "saffron", "info")],
            tone="plum",
        ),
        MeetingCard(
            LONG_TITLE,
            "#meetingcard",
            DateBlock("30", "juin", "2027", "2027-06-30"),
            "du 30 juin au 2 juillet 2027",
            kind="Rencontre",
            place="Métropole Toulon-Provence-Méditerranée",
            tags=[Tag("Date à réserver", "warn", "pin")],
        ),
        MeetingCard(
            "Comité de préparation",
            "#meetingcard",
            DateBlock("2", "décembre", "2026", "2026-12-02T10:00"),
            "mercredi 2 décembre 2026, 10 h 00 – 11 h 30",
            kind="Comité",
            tags=[remote, Tag("Annulée", "danger", "excused")],
            tone="azur",
            state="cancelled",
        ),
        MeetingCard(
            "Deuxième rencontre",
            "#meetingcard",
            DateBlock(unknown="sans date"),
            "Annoncée en mai 2022 : au printemps 2023",
            kind="Rencontre",
            note="La suite donnée n’est pas connue de ce site.",
        ),
    ]


def _programme():
    speaker = ProgrammeSpeaker("Camille Dupont", "Directrice du dialogue citoyen")
    return Programme(
        [
            ProgrammePart(
                "01",
                "Cadre de la rencontre",
                "exemple-cadre",
                "Les intentions de la journée.",
                items=[
                    ProgrammeItem("Accueil", "welcome", "Accueil", "welcome", when="9 h 00 – 9 h 30"),
                    ProgrammeItem(
                        LONG_TITLE,
                        "presentation",
                        "Présentation",
                        "presentation",
                        when="9 h 30 – 10 h 30",
                        description="Une présentation suivie de questions.",
                        place="Salle du conseil",
                        cited=[Link("Une pratique citée", "#programme")],
                        speakers=[speaker],
                    ),
                    ProgrammeItem("Pause", "break", "Pause", "break", when="10 h 30 – 10 h 45"),
                    ProgrammeItem(
                        "Sur le terrain",
                        "field_visit",
                        "Parcours de terrain",
                        "visit",
                        when="45 min",
                        facilitators=[speaker],
                    ),
                ],
            ),
            ProgrammePart("02", "Et après ?", "exemple-apres", items=[]),
        ]
    )


def _sessions():
    def when(day, hour):
        start = datetime(2027, 6, day, hour, tzinfo=ZoneInfo("Europe/Paris"))
        return When(
            f"{day} juin 2027, {hour} h 00 – {hour + 3} h 00", start, start + timedelta(hours=3), f"{hour} h 00"
        )

    return Sessions(
        [
            SessionLine(
                "Journée sur place",
                when(3, 9),
                place="Salle d’exemple",
                tags=[Tag("Sur place", "pine", "building")],
            ),
            SessionLine(
                LONG_TITLE, when(10, 14), link="https://visio.example/", tags=[Tag("À distance", "azur", "screen")]
            ),
        ]
    )


def _change():
    return ChangeNote(
        "Modifiée le 3 mai 2027",
        "La salle d’abord réservée est en travaux.",
        [ChangedFact("Lieu", "Salle d’exemple", "Salle du conseil")],
    )


def _cancellation():
    return ChangeNote("Annulée le 4 mai 2027", "Trop peu de réponses.", tone="danger")


def _month(*, small):
    first = date(2026, 11, 30)
    meetings = {
        2: [MonthMeeting("Annulée : Comité", "#monthgrid", "remote", "À distance", "10 h 00", is_cancelled=True)],
        9: [
            MonthMeeting("Atelier « Rendre compte »", "#monthgrid", "hybrid", "Hybride", "14 h 00"),
            MonthMeeting("Webinaire", "#monthgrid", "remote", "À distance", "18 h 00"),
            MonthMeeting("Comité", "#monthgrid", "in_person", "Sur place", "19 h 00"),
            MonthMeeting("Réunion du groupe", "#monthgrid", "remote", "À distance", "20 h 00"),
        ],
        22: [MonthMeeting("Rencontre de deux jours", "#monthgrid", "in_person", "Sur place")],
        23: [MonthMeeting("Rencontre de deux jours", "#monthgrid", "in_person", "Sur place")],
    }
    days = [first + timedelta(days=number) for number in range(35)]
    cells = [
        MonthDay(
            day,
            f"{day.day} décembre 2026",
            day.month == 12,
            day == date(2026, 12, 15),
            meetings.get(day.day, []) if day.month == 12 else [],
            "#monthgrid" if day.day == 9 else "",
        )
        for day in days
    ]
    names = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    return MonthGrid(
        "décembre 2026" if not small else "décembre 2026, en petit",
        [cells[start : start + 7] for start in range(0, 35, 7)],
        [(name[:3], name) for name in names],
        "#monthgrid",
        "",
        "novembre 2026",
        "janvier 2027",
        small=small,
    )

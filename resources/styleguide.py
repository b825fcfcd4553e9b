"""The components of the knowledge base in every state, for `/styleguide/`; read where that app is installed."""

from wagtail import hooks

from network.look.components import Link, Tag
from network.styleguide import EXAMPLES_HOOK
from resources.matrix.components import Cell, MatrixColumn, MatrixRow, PositionMatrix
from resources.minutes.components import MinutesTeaser
from resources.practices.components import Discussion
from resources.records.answers import POSITION_TAGS, Answer, AnswerGroup, AnswerList, AnswerLists
from resources.records.follow_ups import DECISION_TAG, STATUS_TAGS, FollowUp

NANTES = Link("Nantes", "#answer")
TOULON = Link("Toulon-Provence-Méditerranée", "#answer")
LONG_LABEL = "Des instances avec les vingt-quatre communes, un programme partagé et une formation ouverte à tou·te·s"


@hooks.register(EXAMPLES_HOOK)
def examples():
    return [
        ("Answer", [_answer("stated", html="<ul><li>Un dialogue permanent.</li></ul>"), _answer("doubt", LONG_LABEL)]),
        ("AnswerList", [AnswerList([_answer("stated"), _answer("practice")])]),
        ("AnswerLists", [_answer_lists()]),
        ("PositionMatrix", [_matrix()]),
        ("FollowUp", _follow_ups()),
        ("MinutesTeaser", _teasers()),
        (
            "Discussion",
            [
                Discussion(
                    Link("Première rencontre des élu·e·s", "#discussion"),
                    "5 et 6 mai 2022",
                    Link("Parcours n° 1", "#discussion"),
                    "#discussion",
                ),
                Discussion(Link("Comité de préparation", "#discussion")),
            ],
        ),
    ]


def _answer(kind, label="Un lieu de citoyenneté à part entière, écrit dans un pacte", **fields):
    return Answer(NANTES, POSITION_TAGS[kind], label, passage_url="#answer", **fields)


def _answer_lists():
    return AnswerLists(
        [
            AnswerGroup(
                "Quelle place pour la citoyenneté métropolitaine ?",
                "exemple-question-1",
                "Question 1",
                [_answer("stated")],
                ["Nancy", "Strasbourg"],
            ),
            AnswerGroup("Quelle gouvernance ?", "exemple-question-2", "Question 2"),
        ],
        "Première rencontre des élu·e·s, par question",
        "#answerlists",
        "5 et 6 mai 2022",
    )


def _matrix():
    columns = [
        MatrixColumn(1, "Quelle place pour la citoyenneté métropolitaine ?", "La place de la citoyenneté", "q1"),
        MatrixColumn(2, "Quelles formes et espaces démocratiques ?", "Les formes et les espaces démocratiques", "q2"),
        MatrixColumn(3, "Quelle gouvernance ?", "La gouvernance et le rapport aux communes", "q3"),
    ]
    return PositionMatrix(
        "Première rencontre des élu·e·s",
        "exemple-table",
        columns,
        [
            MatrixRow(
                NANTES,
                [
                    Cell("Nantes", [_answer("stated")]),
                    Cell("Nantes", [_answer("stated"), _answer("practice", LONG_LABEL)]),
                    Cell("Nantes", []),
                ],
            ),
            MatrixRow(TOULON, [Cell("Toulon", []), Cell("Toulon", [_answer("doubt")]), Cell("Toulon", [])]),
        ],
        "#positionmatrix",
        "5 et 6 mai 2022",
    )


def _follow_ups():
    return [
        FollowUp("Structurer le réseau", "exemple-suite-1", STATUS_TAGS["unknown"], "Organiser la suite."),
        FollowUp(
            "Préparer une deuxième rencontre",
            "exemple-suite-2",
            STATUS_TAGS["open"],
            owner="Équipe ICPC",
            due="1er juillet 2027",
            overdue=True,
            announced=Link("Deuxième rencontre", "#followup"),
        ),
        FollowUp("Publier le manifeste", "exemple-suite-3", STATUS_TAGS["done"], owner="ICPC", done_on="2020"),
        FollowUp(
            "Ouvrir le réseau aux métropoles volontaires",
            "exemple-decision",
            DECISION_TAG,
            is_decision=True,
            decided_on="6 mai 2022",
            agreed_how="par consensus",
            passage_url="#followup",
        ),
    ]


def _teasers():
    return [
        MinutesTeaser(
            "Compte rendu de la rencontre de Nantes",
            "#minutesteaser",
            "5 et 6 mai 2022 · Nantes",
            ["Cinq métropoles autour de la table.", "Deux visites, quatre questions."],
            action="Lire le compte rendu",
        ),
        MinutesTeaser(
            "Compte rendu réservé",
            "#minutesteaser",
            summary="Un compte rendu sans points, en une phrase.",
            tags=[Tag("Réservé aux membres", "plain", "lock")],
        ),
    ]

"""The components of the network in every state."""

from django.core.paginator import Paginator
from django.templatetags.static import static

from network.following.components import FollowSearch
from network.look import components as c

LONG_TITLE = (
    "Évaluation participative de l’aménagement provisoire des rues, des places et des quais "
    "en période de transition anticonstitutionnellement longue"
)
LONG_NAME = "Anne-Gaëlle de La Tour du Pin-Saint-Exupéry"


def _tags():
    return [
        c.Tag("Sur place", "pine", "building"),
        c.Tag("Hybride", "plum", "building"),
        c.Tag("À distance", "azur", "screen"),
        c.Tag("Exemple", "saffron"),
        c.Tag("En préparation", "brick"),
        c.Tag("Tenue", "ok", "ok"),
        c.Tag("Déplacée", "warn", "warn"),
        c.Tag("Annulée", "danger", "danger"),
        c.Tag("Espaces publics", "plain"),
    ]


def _cards():
    return [
        c.Card(
            "La rue pour tous",
            "#cardlist",
            kicker="Nantes Métropole",
            text="Habitants et usagers évaluent ensemble des aménagements provisoires.",
            meta=["2020", "Rue ou place"],
            tags=[c.Tag("Évaluation participative"), c.Tag("Terminée", "ok", "ok")],
        ),
        c.Card(LONG_TITLE, "#cardlist", kicker="Métropole Aix-Marseille-Provence", tone="brick"),
        c.Card(
            "Sans lien ni étiquette",
            kicker="Eurométropole de Strasbourg",
            text="Une carte qui ne mène nulle part garde son titre en texte.",
            tone="plum",
        ),
    ]


def _map():
    return c.FranceMap(
        [
            c.Place("Nantes", "#francemap", 147.6, 237.7, size=3),
            c.Place("Rennes", "#francemap", 145.9, 183.3, size=1),
            c.Place("Metz", "#francemap", 462.1, 125.2),
            c.Place("Nancy", "#francemap", 463.7, 151.5),
            c.Place("Strasbourg", "#francemap", 526.7, 154.4, size=2),
            c.Place("Lyon", "#francemap", 414.1, 331.2),
            c.Place("Saint-Étienne", "#francemap", 395.0, 350.7),
            c.Place("Grenoble", "#francemap", 452.1, 364.7),
            c.Place("Aix-Marseille-Provence", "#francemap", 441.3, 479.3),
            c.Place("Toulon", "#francemap", 465.9, 488.9),
        ]
    )


def examples(request):
    """Title, and the components to show under it."""
    long_list = Paginator(range(200), 10)
    return [
        ("Breadcrumb", [c.Breadcrumb([c.Link("Agenda", "#"), c.Link("2022", "#")], LONG_TITLE)]),
        (
            "Notice",
            [
                c.Notice("Le lien de visioconférence arrive par courriel.", title="Bon à savoir"),
                c.Notice("Votre réponse est enregistrée.", tone="ok"),
                c.Notice("Cette rencontre est un exemple : elle n’existe pas.", title="Exemple", tone="warn"),
                c.Notice("L’adresse est incomplète.", title="Une erreur à corriger", tone="danger"),
            ],
        ),
        (
            "AudienceBadge",
            [
                c.AudienceBadge("aux membres", "vous êtes connecté·e"),
                c.AudienceBadge(
                    "au groupe Bureau et aux membres", "vous êtes du groupe Bureau et que vous êtes connecté·e"
                ),
            ],
        ),
        (
            "EmptyState",
            [
                c.EmptyState(
                    "Aucune rencontre n’est annoncée",
                    "Les prochaines dates paraîtront ici et dans les calendriers.",
                    [c.Link("Voir les rencontres passées", "#")],
                )
            ],
        ),
        ("Tag", [c.TagList(_tags()), c.TagList([c.Tag("Mobilités", url="#"), c.Tag(LONG_TITLE, "azur", url="#")])]),
        ("CardList", [c.CardList(_cards()), c.CardList(_cards()[:2], columns=1)]),
        (
            "Facts",
            [
                c.Facts(
                    [
                        c.Fact("Statut", "Métropole (EPCI à fiscalité propre, droit commun)"),
                        c.Fact("Population", "656 275 habitants", source="Compte rendu, 2022"),
                        c.Fact("Plateforme", "dialogue citoyen", url="#"),
                        c.Fact("Thèmes", tags=[c.Tag("Mobilités", "plain"), c.Tag("Espaces publics", "plain")]),
                        c.Fact("Évaluation"),
                    ]
                )
            ],
        ),
        (
            "KeyFigures",
            [
                c.KeyFigures(
                    [
                        c.KeyFigure("24", "communes"),
                        c.KeyFigure("656 275", "habitants"),
                        c.KeyFigure("près de 200", "démarches pendant le mandat précédent"),
                        c.KeyFigure("5", "finalités"),
                    ],
                    source="Présentation de Nantes Métropole, 5 mai 2022",
                )
            ],
        ),
        (
            "KeyPoints",
            [
                c.KeyPoints(
                    [
                        "Cinq métropoles présentes, trois excusées.",
                        "Le réseau naît d’une rencontre informelle à Amiens.",
                        "Quatre rendez-vous sont proposés pour la suite.",
                    ],
                    level=3,
                )
            ],
        ),
        (
            "Quote",
            [c.Quote("Éclairer la décision des élus et transformer l’action publique.", "Nantes Métropole, mai 2022")],
        ),
        (
            "Figure",
            [
                c.Figure(
                    static("network/logo/icon-180.png"),
                    "Quatre points reliés par un fil",
                    180,
                    180,
                    caption="Le signe du réseau : des métropoles reliées par un fil.",
                    credit="Métropoles participatives",
                )
            ],
        ),
        (
            "Timeline",
            [
                c.Timeline(
                    [
                        c.Step(
                            "Lancement du chantier", "2017", "Un groupe d’agents réfléchit à la place des citoyens."
                        ),
                        c.Step("Publication du manifeste", "2020", tags=[c.Tag("Manifeste", "brick")], url="#"),
                        c.Step("Groupe des élu·e·s", "2021-2022", state="open"),
                    ]
                ),
                c.Timeline(
                    [
                        c.Step("Accueil", "9 h 00 – 9 h 30", state="done"),
                        c.Step("Présentation du territoire", "9 h 30 – 11 h 00", "Salle du conseil", state="now"),
                        c.Step("Pause", "11 h 00 – 11 h 15", state="light"),
                        c.Step(LONG_TITLE, "11 h 15 – 12 h 30", state="open"),
                    ],
                    wide=True,
                ),
            ],
        ),
        (
            "ContentsNav",
            [
                c.ContentsNav(
                    [
                        c.Entry("Cadre des rencontres", "#timeline"),
                        c.Entry(
                            "À la découverte d’une métropole dialoguée",
                            "#facts",
                            [c.Entry("La rue pour tous", "#quote"), c.Entry("Les lieux à réinventer", "#tag")],
                        ),
                        c.Entry("Et après ?", "#cardlist"),
                    ]
                )
            ],
        ),
        (
            "Tabs",
            [
                c.Tabs(
                    [c.Tab("Liste", "#", current=True), c.Tab("Mois", "#"), c.Tab("Passées", "#", count=12)],
                    "Affichage",
                )
            ],
        ),
        (
            "Pagination",
            [c.Pagination.of(long_list.page(1), request), c.Pagination.of(long_list.page(9), request)],
        ),
        (
            "SearchForm",
            [c.SearchForm(query="conseil de développement", hint="Un mot, un sigle, le nom d’une métropole.")],
        ),
        (
            "Facets",
            [
                c.FacetChips([c.Link("Nantes Métropole", "#"), c.Link("En cours", "#")], "#"),
                c.FacetPanel(
                    [
                        c.FacetGroup(
                            "Thèmes",
                            "theme",
                            [c.Choice("mobilites", "Mobilités", 4, checked=True), c.Choice("eau", "Eau", 0)],
                        ),
                        c.FacetGroup(
                            "État",
                            "etat",
                            [c.Choice("", "Tous", checked=True), c.Choice("running", "En cours")],
                            one=True,
                        ),
                    ],
                    applied=1,
                ),
            ],
        ),
        (
            "FollowSearch",
            [FollowSearch("#followsearch", "tramway", "jeton"), FollowSearch("#followsearch", "tramway")],
        ),
        (
            "FileLink",
            [
                c.FileLink("Charte de la participation citoyenne", "#", "PDF", 1_250_000, "2021"),
                c.FileLink(
                    *("Budget de la rencontre", "#", "XLSX", 48_000),
                    audience="Document réservé aux membres. Vous pouvez l’ouvrir parce que vous êtes connecté·e.",
                ),
            ],
        ),
        (
            "LinkList",
            [c.LinkList([c.Link("Le pacte de citoyenneté", "#", "Site de Nantes Métropole"), c.Link("La charte")])],
        ),
        (
            "PeopleList",
            [
                c.PeopleList(
                    [
                        c.PeopleGroup(
                            "Bordeaux Métropole",
                            [
                                c.Person(
                                    LONG_NAME, ["Vice-présidente", "Adjointe"], companions=["A. Martin", "B. Petit"]
                                ),
                                c.Person("Camille Dupont", tags=[c.Tag("Excusée", "plain", "excused")]),
                            ],
                            "#",
                        )
                    ]
                )
            ],
        ),
        (
            "DateBlock",
            [
                c.DateBlock("5–6", "mai", "2022", "2022-05-05"),
                c.DateBlock("1er", "juillet", "2027", "2027-07-01"),
                c.DateBlock(unknown="au printemps"),
            ],
        ),
        ("FranceMap", [_map()]),
    ]

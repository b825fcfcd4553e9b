"""Documents to put in an index, and what readers may see. Loads no model: other processes import it."""

from datetime import date

from search.sources import SearchDocument, Section, SynonymGroup

SYNONYMS = [
    ("ZFE", "Zone à faibles émissions"),
    ("CODEV", "Conseil de développement"),
    SynonymGroup(("jury citoyen", "panel"), is_exact=False),
]

DOCUMENTS = [
    SearchDocument(
        key="practices:1",
        title="La Rue pour tous",
        url="/pratiques/la-rue-pour-tous/",
        summary="Évaluation participative de la piétonnisation de rues.",
        text="Une quarantaine de citoyen·nes ont évalué les aménagements. Les élu.e.s ont donné une réponse argumentée.",
        facets={"metropolis": ["Nantes"], "theme": ["Mobilités", "Évaluation"], "year": ["2020"]},
        date=date(2020, 7, 1),
    ),
    SearchDocument(
        key="practices:2",
        title="Lieux à réinventer",
        url="/pratiques/lieux-a-reinventer/",
        summary="Un appel à projets pour des lieux vacants.",
        text="Les porteur.se.s de projets ont pu compter sur des interlocut.eur.ice.s. Une votation a suivi.",
        facets={"metropolis": ["Nantes"], "theme": ["Urbanisme"], "year": ["2018", "2021"]},
        date=date(2021, 3, 1),
    ),
    SearchDocument(
        key="practices:3",
        title="Charte de la démocratie locale",
        url="/pratiques/charte/",
        summary="La charte de Rennes.",
        text="Le budget participatif et le droit d’interpellation. Un panel suit les engagements.",
        facets={"metropolis": ["Rennes"], "theme": ["Démocratie"], "year": ["2022"]},
        date=date(2022, 1, 15),
    ),
    SearchDocument(
        key="minutes:7",
        title="Rencontre de Nantes",
        url="/agenda/2022/nantes/compte-rendu/",
        summary="Les élu·e·s de cinq métropoles échangent.",
        sections=(
            Section("cadre", "Cadre", "Le réseau des métropoles participatives, 656 275 habitants à Nantes."),
            Section("question-1", "Quelle place ?", "L’exemple de la ZFE, à Strasbourg, a fait couler de l’encre."),
            Section("question-2", "Quels espaces ?", "Le conseil de développement et Christelle Scuotto-Calvez."),
        ),
        facets={"metropolis": ["Nantes", "Rennes", "Strasbourg"], "year": ["2022"]},
        date=date(2022, 5, 5),
    ),
    SearchDocument(
        key="glossary:1",
        title="ZFE",
        url="/glossaire/#zfe",
        summary="Zone à faibles émissions",
    ),
    SearchDocument(
        key="minutes:8",
        title="Séance à huis clos",
        url="/agenda/2023/huis-clos/compte-rendu/",
        summary="Réservé aux membres.",
        text="Le mot hippopotame n’est que là, avec la votation et la ZFE.",
        audience="members",
        facets={"metropolis": ["Brest"], "theme": ["Confidentiel"], "year": ["2023"]},
        date=date(2023, 2, 2),
    ),
    SearchDocument(
        key="minutes:9",
        title="Groupe restreint",
        url="/agenda/2023/groupe/compte-rendu/",
        text="Le mot rhinocéros n’est que là.",
        audience="groups:3+members",
        facets={"metropolis": ["Dijon"], "year": ["2023"]},
        date=date(2023, 2, 3),
    ),
]

PUBLIC = frozenset({"public"})
MEMBER = frozenset({"public", "members"})


def changes_of(documents, version=1):
    """As the engine takes them: ``(source, pk, version, document)``."""
    return [(*document.key.split(":"), version, document) for document in documents]

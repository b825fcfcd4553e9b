"""The directory that ships: themes, metropolises, glossary, people and working groups."""

from django.utils.text import slugify

from network.directory.models.glossary import GlossaryTerm
from network.directory.models.metropolises import Metropolis
from network.directory.models.people import Mandate, Person
from network.directory.models.themes import Theme
from network.directory.models.working_groups import WorkingGroup

FACTS_SOURCE = "INSEE (code officiel géographique, recensement), DGCL, Etalab"
SEVERAL_MEANINGS = {"BP", "CA", "CC", "CD", "SIG"}
"""Acronyms that need a person to say which meaning is meant (CC: also Creative Commons)."""


def load_directory(run):
    load_themes(run)
    load_metropolises(run)
    load_glossary(run)
    load_people(run)
    load_working_groups(run)


def typographic(text):
    """Registers write the apostrophe of typewriters; readers are given the real one."""
    return text.replace("'", "’")


def load_themes(run):
    for position, record in enumerate(run.csv("network/content/themes.csv")):

        def fill(theme, record=record, position=position):
            theme.parent = record.reference("parent_code", Theme, by="code")
            theme.label = record.text("label_fr", required=True, max_length=120)
            theme.search_terms = record.text("search_terms_fr", max_length=255)
            theme.sort_order = position
            for column in ("code", "level", "label_en"):
                record.text(column)

        code = record.text("code", required=True, max_length=20)
        run.save(f"network:theme:{code}", record, Theme, find={"code": code}, fill=fill)


def load_metropolises(run):
    for record in run.csv("network/content/metropolises.csv"):

        def fill(metropolis, record=record):
            metropolis.siren = record.text("siren", required=True, max_length=9)
            metropolis.official_name = typographic(record.text("official_name", required=True, max_length=120))
            metropolis.usual_name = typographic(record.text("usual_name", required=True, max_length=120))
            metropolis.short_name = typographic(record.text("short_name", required=True, max_length=60))
            metropolis.status = record.text("status", max_length=120)
            metropolis.region = typographic(record.text("region", max_length=80))
            metropolis.department = typographic(record.text("department", max_length=80))
            metropolis.main_city = record.text("main_city", max_length=80)
            metropolis.municipalities_count = record.integer("communes_count")
            metropolis.municipalities_year = record.integer("communes_year")
            metropolis.population = record.integer("population")
            metropolis.population_year = record.integer("population_year")
            metropolis.facts_source = FACTS_SOURCE
            metropolis.latitude = record.number("latitude")
            metropolis.longitude = record.number("longitude")
            metropolis.map_x = record.number("map_x")
            metropolis.map_y = record.number("map_y")
            metropolis.platform_url = record.url("platform_url")
            metropolis.platform_source = record.text("platform_source", max_length=255)
            for column in (
                "slug",
                "region_code",
                "department_code",
                "main_city_insee",
                "meeting_2022_05",
            ):
                record.text(column)

        slug = record.text("slug", required=True, max_length=60)
        run.save(
            f"network:metropolis:{slug}",
            record,
            Metropolis,
            find={"slug": slug},
            fill=fill,
        )


def load_glossary(run):
    for record in run.csv("network/content/acronyms.csv"):

        def fill(term, record=record):
            label = record.text("acronym", required=True, max_length=120)
            term.kind = GlossaryTerm.Kind.ACRONYM
            term.label = label
            term.expansion = record.text("expansion", required=True, max_length=200)
            term.definition = record.text("definition")
            term.domain = record.text("domain", max_length=60)
            term.is_ambiguous = label.split(" (")[0] in SEVERAL_MEANINGS

        slug = glossary_slug(record.text("acronym", required=True))
        run.save(
            f"network:acronym:{slug}",
            record,
            GlossaryTerm,
            find={"slug": slug},
            fill=fill,
        )

    for record in run.csv("network/content/terms.csv"):

        def fill(term, record=record):
            label = record.text("term_fr", required=True, max_length=120)
            synonyms = [word.strip() for word in record.text("synonyms_fr").split(",")]
            term.kind = GlossaryTerm.Kind.TERM
            term.label = label
            term.definition = record.text("definition")
            term.synonyms = ", ".join(word for word in synonyms if word and word != label)
            record.text("code_en")

        slug = glossary_slug(record.text("term_fr", required=True))
        run.save(f"network:term:{slug}", record, GlossaryTerm, find={"slug": slug}, fill=fill)


def glossary_slug(label):
    return slugify(label.replace("·", "-"))


def load_people(run):
    for record in run.records("network/content/people.yaml"):

        def fill(person, record=record):
            record.text("slug")
            person.first_name = record.text("first_name", required=True, max_length=120)
            person.last_name = record.text("last_name", required=True, max_length=120)
            person.name_variants = ", ".join(record.texts("name_variants"))
            person.mandates = [mandate_of(item, position) for position, item in enumerate(record.records("mandates"))]

        slug = record.text("slug", required=True, max_length=120)
        run.save(f"network:person:{slug}", record, Person, find={"slug": slug}, fill=fill)


def mandate_of(record, position):
    mandate = Mandate(
        sort_order=position,
        kind=record.choice("kind", Mandate.Kind, required=True),
        title=record.text("title", required=True, max_length=255),
        metropolis=record.reference("metropolis", Metropolis),
        organisation=record.text("organisation", max_length=160),
        starts_on=record.date("starts_on"),
        ends_on=record.date("ends_on"),
        attested_on=record.date("attested_on", required=True),
        source=record.text("source", required=True, max_length=255),
    )
    record.finish()
    return mandate


def load_working_groups(run):
    for record in run.records("network/content/working_groups.yaml"):

        def fill(group, record=record):
            record.text("slug")
            group.title = record.text("title", required=True, max_length=160)
            group.description = record.text("description")
            group.started_on = record.date("started_on")
            group.started_text = record.text("started_text", max_length=80)

        slug = record.text("slug", required=True, max_length=80)
        run.save(
            f"network:working-group:{slug}",
            record,
            WorkingGroup,
            find={"slug": slug},
            fill=fill,
        )

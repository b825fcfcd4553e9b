"""The network's own content: themes, metropolises, glossary, people, working groups and pages."""

import json
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import slugify
from wagtail.models import Page, Site

from network.models import (
    GlossaryIndexPage,
    GlossaryTerm,
    HomePage,
    Mandate,
    ManifestoArticle,
    ManifestoChapter,
    ManifestoPage,
    Metropolis,
    MetropolisIndexPage,
    NetworkSettings,
    Person,
    StandardPage,
    StatementPage,
    Theme,
    WorkingGroup,
)

FACTS_SOURCE = "INSEE (code officiel géographique, recensement), DGCL, Etalab"
SEVERAL_MEANINGS = {"BP", "CA", "CC", "CD", "SIG"}
"""Acronyms that need a person to say which meaning is meant (CC: also Creative Commons)."""


def load(run):
    load_themes(run)
    load_metropolises(run)
    load_glossary(run)
    load_people(run)
    load_working_groups(run)
    load_pages(run)


def typographic(text):
    """Registers write the apostrophe of typewriters; readers are given the real one."""
    return text.replace("'", "’")


# Records


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


# Pages


def load_pages(run):
    records = run.records("network/content/pages.yaml")
    home = None
    for record in records:
        type_name = record.text("page", required=True)
        if type_name not in PAGES:
            record.error(
                "page",
                f"“{type_name}” is not a page that ships. Expected one of: {', '.join(PAGES)}.",
            )
        if type_name != "home" and home is None:
            return  # an editor removed the home page: there is nothing to put the others under
        model, fill_more = PAGES[type_name]
        slug = record.text("slug", required=True)

        def fill(page, record=record, fill_more=fill_more):
            page.title = record.text("title", required=True, max_length=255)
            page.seo_title = record.text("seo_title", max_length=255)
            page.summary = record.text("summary", max_length=300)
            fill_more(page, record)

        parent = home or Page.get_first_root_node()
        page = run.page(f"network:page:{slug}", record, model, parent=parent, slug=slug, fill=fill)
        if type_name == "home":
            home = page
            if home is not None:
                make_site(home)


def make_site(home):
    """Show ``home`` at the site's root, in place of the page that Wagtail makes on a new database."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname="localhost")
    if site.pk and site.root_page_id == home.pk:
        return
    welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page").first()
    if site.pk and (welcome is None or site.root_page_id != welcome.pk):
        return  # an administrator chose another root
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.root_page = home
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.save()
    NetworkSettings.for_site(site)  # made here, so that no page has to write it
    if welcome is not None and not welcome.numchild:
        welcome.delete()


def fill_home(page, record):
    page.promise = record.text("promise", max_length=200)
    page.introduction = record.text("introduction")


def fill_manifesto(page, record):
    page.version = record.text("version", required=True, max_length=20)
    page.adopted_text = record.text("adopted_text", max_length=160)
    page.introduction = record.markdown("introduction")
    page.chapters = [chapter_of(item, position) for position, item in enumerate(record.records("chapters"))]


def chapter_of(record, position):
    chapter = ManifestoChapter(
        sort_order=position,
        number=record.integer("number", required=True),
        title=record.text("title", required=True, max_length=200),
        summary=record.text("summary"),
    )
    chapter.articles = [article_of(item, place) for place, item in enumerate(record.records("articles"))]
    record.finish()
    return chapter


def article_of(record, position):
    article = ManifestoArticle(
        sort_order=position,
        number=record.text("number", required=True, max_length=10),
        title=record.text("title", max_length=200),
        text=record.markdown("text"),
    )
    record.finish()
    return article


def fill_introduction(page, record):
    page.introduction = record.markdown("introduction")


def fill_standard(page, record):
    page.body = stream_of(record, "body")


def fill_statement(page, record):
    page.kind = record.choice("kind", StatementPage.Kind, required=True)
    page.body = stream_of(record, "body")


PAGES = {
    "home": (HomePage, fill_home),
    "manifesto": (ManifestoPage, fill_manifesto),
    "metropolises": (MetropolisIndexPage, fill_introduction),
    "standard": (StandardPage, fill_standard),
    "glossary": (GlossaryIndexPage, fill_introduction),
    "statement": (StatementPage, fill_statement),
}


# Text in blocks


def stream_of(record, field):
    """The blocks of a text, as a StreamField keeps them."""
    blocks = []
    for position, item in enumerate(record.records(field)):
        name = next(iter(item.values))
        if name not in BLOCKS:
            item.error(name, f"“{name}” is not a block. Expected one of: {', '.join(BLOCKS)}.")
        kind, value_of = BLOCKS[name]
        value = value_of(item, name)
        place = f"{record.file}:{record.text('slug')}:{field}:{position}"
        # A heading's id is its anchor, part of addresses: readable, and the same at every load.
        block_id = (
            slugify(value["text"].replace("’", " "))
            if kind == "heading"
            else str(uuid.uuid5(uuid.NAMESPACE_URL, place))
        )
        blocks.append({"type": kind, "value": value, "id": block_id})
        item.finish()
    return json.dumps(blocks)


def heading_block(record, name):
    return {
        "text": record.text(name, required=True, max_length=200),
        "level": record.text("level") or "2",
    }


def paragraph_block(record, name):
    return record.markdown(name, required=True)


def timeline_block(record, name):
    steps = []
    for step in record.records(name, required=True):
        steps.append(
            {
                "when": step.text("when", required=True, max_length=60),
                "title": step.text("title", required=True, max_length=200),
                "text": step.markdown("text"),
            }
        )
        step.finish()
    return {"steps": steps}


def key_figures_block(record, name):
    given = record.record(name, required=True)
    figures = []
    for figure in given.records("figures", required=True):
        figures.append(
            {
                "value": figure.text("value", required=True),
                "label": figure.text("label", required=True),
            }
        )
        figure.finish()
    value = {"figures": figures, "source": given.text("source")}
    given.finish()
    return value


def working_groups_block(record, name):
    return {"groups": [group.pk for group in record.references(name, WorkingGroup, required=True)]}


def quote_block(record, name):
    return {"text": record.text(name, required=True), "source": record.text("source")}


def links_block(record, name):
    given = record.record(name, required=True)
    links = []
    for link in given.records("links", required=True):
        links.append(
            {
                "label": link.text("label", required=True, max_length=200),
                "url": link.url("url"),
            }
        )
        link.finish()
    value = {"title": given.text("title", max_length=120), "links": links}
    given.finish()
    return value


BLOCKS = {
    "heading": ("heading", heading_block),
    "text": ("paragraph", paragraph_block),
    "timeline": ("timeline", timeline_block),
    "key_figures": ("key_figures", key_figures_block),
    "working_groups": ("working_groups", working_groups_block),
    "quote": ("quote", quote_block),
    "links": ("links", links_block),
}
"""How a block is written in a content file: its name there, its name in the stream, and how it is read."""

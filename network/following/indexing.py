"""What search may know of the network's own records."""

from functools import cached_property

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from network.audience.rules import all_restrictions, collection_restrictions, page_audience, reader_for
from network.directory.acronyms import plain_text
from network.directory.models.glossary import GlossaryIndexPage, GlossaryTerm
from network.directory.models.manifesto import ManifestoPage
from network.directory.models.metropolises import Metropolis, MetropolisIndexPage
from network.directory.models.pages import StandardPage
from network.directory.models.people import Person
from network.directory.models.statements import StatementPage
from network.documents.carriers import carrier_audience, document_tokens
from network.documents.models.texts import DocumentCarrier
from search.sources import SearchDocument, Section, sources


def reader_tokens(request):
    return tokens_of(reader_for(request))


def tokens_of(reader):
    """Every token by which this reader may find something, in pages or in documents."""
    return reader.tokens | document_tokens(reader)


def stream_text(stream, value):
    """The plain text of a stream of blocks: what each block gives to search."""
    return " ".join(plain_text(text) for text in stream.get_searchable_content(value))


class PartsOfOnePage:
    """Sources whose records all stand on one page: its audience is theirs, and without it there are none."""

    page_model = None

    @property
    def depends_on(self):
        return (self.page_model,)

    @cached_property
    def page(self):
        return self.page_model.objects.live().first()

    @cached_property
    def audience(self):
        return page_audience(self.page)

    def only_if_shown(self, records):
        return records if self.page is not None else records.none()


class MetropolisSource(PartsOfOnePage):
    name, label, model = "metropolises", _("Metropolises"), Metropolis
    page_model = MetropolisIndexPage

    def queryset(self):
        return self.only_if_shown(Metropolis.objects.all())

    def document(self, metropolis):
        names = {metropolis.short_name, metropolis.official_name, metropolis.main_city}
        return SearchDocument(
            key=f"{self.name}:{metropolis.pk}",
            title=metropolis.usual_name,
            url=metropolis.get_absolute_url(),
            summary=metropolis.facts_in_a_sentence,
            text=" ".join([*sorted(names), metropolis.department, plain_text(metropolis.presentation)]).strip(),
            audience=self.audience,
            facets={"metropolis": [metropolis.short_name]},
        )


class PersonSource(PartsOfOnePage):
    """People shown on the page of a metropolis; those whose office is elsewhere are found by their meetings."""

    name, label, model = "people", _("People"), Person
    page_model = MetropolisIndexPage

    def queryset(self):
        people = Person.objects.filter(mandates__metropolis__isnull=False, is_listed=True).distinct()
        return self.only_if_shown(people.prefetch_related("mandates__metropolis"))

    def document(self, person):
        mandates = list(person.mandates.all())
        metropolises = list(
            {mandate.metropolis.pk: mandate.metropolis for mandate in mandates if mandate.metropolis}.values()
        )
        titles = [f"{mandate.title} {mandate.organisation}".strip() for mandate in mandates]
        return SearchDocument(
            key=f"{self.name}:{person.pk}",
            title=person.full_name,
            url=f"{metropolises[0].get_absolute_url()}#{person.anchor}",
            summary=person.role_when_known,
            text=" ".join([person.variants_shown, *titles]).strip(),
            audience=self.audience,
            facets={"metropolis": [metropolis.short_name for metropolis in metropolises]},
        )


class GlossarySource(PartsOfOnePage):
    name, label, model = "glossary", _("Glossary"), GlossaryTerm
    page_model = GlossaryIndexPage

    def queryset(self):
        return self.only_if_shown(GlossaryTerm.objects.all())

    def document(self, term):
        return SearchDocument(
            key=f"{self.name}:{term.pk}",
            title=term.label,
            url=term.get_absolute_url(),
            summary=term.expansion or term.definition,
            text=" ".join(part for part in (term.definition, term.synonyms) if part),
            audience=self.audience,
        )


class ManifestoSource:
    name, label, model = "manifesto", _("Manifesto"), ManifestoPage

    def queryset(self):
        return ManifestoPage.objects.live().prefetch_related("chapters__articles")

    def document(self, page):
        sections = []
        for chapter in page.chapters.all():
            sections.append(Section(chapter.anchor, f"{chapter.number}. {chapter.title}", chapter.summary))
            sections.extend(
                Section(article.anchor, article.name, plain_text(article.text))
                for article in chapter.articles.all()
                if article.text
            )
        return SearchDocument(
            key=f"{self.name}:{page.pk}",
            title=page.title,
            url=page.get_url(),
            summary=page.summary,
            text=plain_text(page.introduction),
            sections=tuple(sections),
            audience=page_audience(page),
            facets={"year": [page.version]} if page.version.isdigit() else {},
        )


class StandardPageSource:
    name, label, model = "pages", _("Pages"), StandardPage

    def queryset(self):
        return self.model.objects.live()

    def document(self, page):
        before, sections = split_by_headings(page.body)
        return SearchDocument(
            key=f"{self.name}:{page.pk}",
            title=page.title,
            url=page.get_url(),
            summary=page.summary,
            text=before,
            sections=sections,
            audience=page_audience(page),
        )


class StatementSource(StandardPageSource):
    name, label, model = "statements", _("About this site"), StatementPage


class DocumentSource:
    """Files, found with the page that carries them; each page of a file is a section."""

    name, label, singular, model = "documents", _("Documents"), _("Document"), DocumentCarrier

    def queryset(self):
        return DocumentCarrier.objects.filter(page__live=True).select_related(
            "page", "document__collection", "document__extracted_text"
        )

    @cached_property
    def _restrictions(self):
        return all_restrictions(), collection_restrictions()

    @cached_property
    def _sources(self):
        return {source.model: source for source in sources().values() if issubclass(source.model, Page)}

    def document(self, carrier):
        file, text = carrier.document, getattr(carrier.document, "extracted_text", None)
        contents = list(text.pages.values_list("number", "content")) if text else []
        has_pages = bool(text and text.pages_count)
        about = self._about(carrier.page)
        return SearchDocument(
            key=f"{self.name}:{carrier.pk}",
            title=file.title,
            url=file.url,
            summary=" · ".join(part for part in (file.file_extension.upper(), file.credit) if part),
            text="" if has_pages else "\n".join(content for _number, content in contents),
            sections=tuple(
                # What PDF readers go to: RFC 8118 §3.
                Section(f"page={number}", gettext("Page %(number)s") % {"number": number}, content)
                for number, content in contents
                if has_pages
            ),
            audience=carrier_audience(carrier, *self._restrictions),
            facets=about.facets if about else {},
            date=about.date if about else None,
            within_title=carrier.page.title,
            within_url=carrier.page.get_url(),
        )

    def _about(self, page):
        """What search knows of the page: a file is about the same metropolises, themes and year."""
        source = self._sources.get(page.specific_class)
        record = source.queryset().filter(pk=page.pk).first() if source else None
        return source.document(record) if record else None


def split_by_headings(body):
    """The text before the first heading, and one ``Section`` for each heading with what follows it."""
    before, sections, heading = [], [], None
    texts = before
    for block in body:
        if block.block_type == "heading":
            heading, texts = block, []
            sections.append((heading, texts))
        else:
            texts.extend(plain_text(text) for text in block.block.get_searchable_content(block.value))
    return " ".join(before), tuple(Section(block.id, block.value["text"], " ".join(texts)) for block, texts in sections)

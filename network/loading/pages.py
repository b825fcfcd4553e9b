"""The pages that ship, and the site that shows them."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from network.directory.models.glossary import GlossaryIndexPage
from network.directory.models.home import HomePage
from network.directory.models.manifesto import ManifestoArticle, ManifestoChapter, ManifestoPage
from network.directory.models.metropolises import MetropolisIndexPage
from network.directory.models.pages import StandardPage
from network.directory.models.site_settings import NetworkSettings
from network.directory.models.statements import StatementPage
from network.loading.blocks import stream_of


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

"""The lists of the knowledge base, below the home page."""

from network.directory.models.home import HomePage
from resources.follow_ups.models import FollowUpsPage
from resources.matrix.models import QuestionsPage
from resources.minutes.models import MinutesIndexPage
from resources.practices.models import PracticeIndexPage

FILE = "resources/content/pages.yaml"

PAGES = {
    "pratiques": PracticeIndexPage,
    "comptes-rendus": MinutesIndexPage,
    "regards-croises": QuestionsPage,
    "suites": FollowUpsPage,
}


def load_pages(run):
    home = HomePage.objects.get()
    for record in run.records(FILE):
        slug = record.text("slug", required=True)
        if slug not in PAGES:
            record.error(
                "slug", f"“{slug}” is not an address of the knowledge base. Expected one of: {', '.join(PAGES)}."
            )

        def fill(page, record=record):
            page.title = record.text("title", required=True, max_length=255)
            page.summary = record.text("summary", max_length=300)
            page.introduction = record.markdown("introduction")

        run.page(f"resources:page:{slug}", record, PAGES[slug], parent=home, slug=slug, fill=fill)

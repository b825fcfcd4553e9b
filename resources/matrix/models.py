"""`/regards-croises/`: what each metropolis answered to each question."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from network.audience.rules import reader_for
from network.directory.models.pages import NetworkPage
from network.look.components import Breadcrumb, PageHead
from resources.matrix.components import lists_by_metropolis, lists_by_question, nothing_yet, tables_of, view_tabs
from resources.matrix.csv_export import csv_response
from resources.minutes.positions import Position, questions_seen_by


class QuestionsPage(RoutablePageMixin, NetworkPage):
    """`/regards-croises/`: questions × metropolises, as a table, by question or by metropolis, and as CSV."""

    VIEWS = ("tableau", "question", "metropole")

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "resources/matrix/page.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("questions and positions")

    def records(self, reader):
        """The questions and positions the reader may see, light and in order: two queries."""
        questions = (
            questions_seen_by(reader)
            .select_related("meeting", "meeting__host")
            .order_by(models.F("meeting__starts_at").desc(nulls_last=True), "meeting", "number")
        )
        positions = (
            Position.objects.seen_by(reader)
            .select_related("metropolis", "minutes")
            .defer("minutes__body", "minutes__key_points", "minutes__source_note")
            .order_by("sort_order", "pk")
        )
        return list(questions), list(positions)

    def get_context(self, request, *args, **kwargs):
        questions, positions = self.records(reader_for(request))
        asked = request.GET.get("vue", "")
        view = asked if asked in self.VIEWS else ""
        tables = tables_of(questions, positions, request)
        return super().get_context(request, *args, **kwargs) | {
            "breadcrumb": Breadcrumb([], here=self.title),
            "head": PageHead(self.title, lead=self.summary),
            "view": view,
            "tables": tables if view in {"", "tableau"} else [],
            "by_question": lists_by_question(tables) if view in {"", "question"} else [],
            "by_metropolis": lists_by_metropolis(tables) if view == "metropole" else [],
            "tabs": view_tabs(view or "tableau"),
            "question_tabs": view_tabs("question"),
            "empty": None if tables else nothing_yet(),
            "csv_url": self.get_url(request) + "csv/" if tables else "",
        }

    @path("", name="table")
    def table(self, request):
        return self.render(request)

    @path("csv/", name="csv")
    def csv(self, request):
        questions, positions = self.records(reader_for(request))
        return csv_response(questions, positions, request)

"""Practices: participation approaches run by a metropolis, in comparable fields."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet

from network.audience.disclosure import SHOWN
from network.audience.rules import reader_for
from network.directory.models.metropolises import Metropolis
from network.directory.models.pages import NetworkPage
from network.look.blocks import ProseStreamBlock
from network.look.choices_field import ChoicesField
from network.look.components import (
    Breadcrumb,
    CardList,
    EmptyState,
    Facts,
    KeyPoints,
    Link,
    PageHead,
    Pagination,
    SearchForm,
)
from resources.practices import vocabularies
from resources.practices.catalogue import Catalogue
from resources.practices.components import (
    PRACTICES,
    conduct_facts,
    discussion_link,
    essential_facts,
    facet_chips,
    facet_panel,
    head_tags,
    outcome_facts,
    related_cards,
    reviewed_text,
    stale_notice,
    timeline_of,
)
from resources.practices.drafting import PracticeListPermissions, PracticePermissions
from resources.practices.forms import PracticePageForm

PAGE_SIZE = 12


class PracticeIndexPage(NetworkPage):
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "resources/practices/list.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = ["resources.PracticePage"]
    max_count = 1

    class Meta:
        verbose_name = _("list of practices")

    def permissions_for_user(self, user):
        return PracticeListPermissions(user, self)

    def get_context(self, request, *args, **kwargs):
        reader = reader_for(request)
        practices = reader.visible(PracticePage.objects.live())
        catalogue = Catalogue(practices, request.GET)
        page = Paginator(catalogue.found, PAGE_SIZE).get_page(request.GET.get("page"))
        sort = "" if catalogue.sort == "titre" else catalogue.sort
        return super().get_context(request, *args, **kwargs) | {
            "breadcrumb": Breadcrumb([], here=self.title),
            "head": PageHead(self.title, lead=self.summary),
            "panel": facet_panel(catalogue.groups(), sort=catalogue.sort, sorts=catalogue.sorts()),
            "chips": facet_chips(catalogue.chosen, catalogue.labels, path=request.path, sort=sort),
            "count": page.paginator.count,
            "cards": CardList(catalogue.cards(page, request), columns=2) if page.paginator.count else None,
            "search": SearchForm(
                label=gettext("Search the practices"), field_id="champ-pratiques", hidden=[("kind", "practices")]
            ),
            "empty": EmptyState(
                gettext("No practice matches these filters"),
                gettext("Remove one of them, or look at all practices."),
                [Link(gettext("All practices"), request.path)],
            ),
            "pagination": Pagination.of(page, request),
        }


def _choice(label, vocabulary, **kwargs):
    return models.CharField(label, max_length=30, choices=vocabulary.choices, blank=True, **kwargs)


class PracticeQuerySet(PageQuerySet):
    def with_metropolis_name(self):
        """With ``metropolis_name``, the first of its metropolises by name: enough for a card, without a query more."""
        metropolises = Metropolis.objects.filter(practices=OuterRef("pk")).order_by("short_name")
        return self.annotate(metropolis_name=Subquery(metropolises.values("short_name")[:1]))

    def with_step_count(self):
        steps = PracticeStep.objects.filter(practice=OuterRef("pk")).order_by().values("practice")
        return self.annotate(step_count=Coalesce(Subquery(steps.annotate(count=Count("pk")).values("count")), 0))


class PracticePage(NetworkPage):
    """A participation approach. An empty field is unknown, and the page says so; “none” is a value of its own."""

    strapline = models.CharField(_("in one sentence"), max_length=160, help_text=_("160 signs at most."))
    metropolises = ParentalManyToManyField(
        "network.Metropolis", verbose_name=_("metropolises"), related_name="practices"
    )
    approach = models.CharField(_("approach"), max_length=30, choices=vocabularies.ApproachType.choices)
    themes = ParentalManyToManyField("network.Theme", verbose_name=_("themes"), related_name="practices", blank=True)
    status = _choice(_("status"), vocabularies.PracticeStatus)
    year_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    period_text = models.CharField(
        _("period in words"), max_length=120, blank=True, help_text=_("For example “July to December 2020”.")
    )
    scale = _choice(_("scale"), vocabularies.Scale)
    presentation = RichTextField(_("what, for whom, why"), blank=True, features=["bold", "italic", "link", "ul", "ol"])
    key_points = StreamField(
        [("point", blocks.TextBlock(label=_("Point"), max_length=280, rows=2))],
        verbose_name=_("to remember"),
        blank=True,
        max_num=4,
        help_text=_("Two to four points."),
    )
    contact = models.CharField(
        _("contact"), max_length=255, blank=True, help_text=_("A service or a person, published with their agreement.")
    )
    platform_url = models.URLField(_("page on the platform"), blank=True)

    origin = models.TextField(_("origin and commissioner"), blank=True)
    brief = models.TextField(
        _("participation brief"), blank=True, help_text=_("The question, what is open, what is not.")
    )
    phase = _choice(_("phase of the decision"), vocabularies.DecisionPhase)
    iap2_level = _choice(_("level of participation"), vocabularies.Iap2Level)
    publics = ChoicesField(_("public"), choices_enum=vocabularies.TargetPublic)
    recruitment = ChoicesField(_("recruitment"), choices_enum=vocabularies.Recruitment)
    recruitment_note = models.TextField(_("recruitment in words"), blank=True)
    compensation = _choice(_("pay and support"), vocabularies.Compensation)
    compensation_note = models.CharField(_("pay and support in words"), max_length=255, blank=True)
    mode = _choice(_("on site or online"), vocabularies.Mode)
    duration_type = _choice(_("how often"), vocabularies.DurationType)
    participants_range = _choice(_("participants"), vocabularies.ParticipantsRange)
    participants_text = models.CharField(_("participants in words"), max_length=160, blank=True)
    contributions_count = models.PositiveIntegerField(_("online contributions"), null=True, blank=True)
    proposals_count = models.PositiveIntegerField(_("proposals"), null=True, blank=True)
    facilitation = models.CharField(_("facilitation and contractor"), max_length=255, blank=True)
    cost_range = _choice(_("cost"), vocabularies.CostRange)
    elected_role = models.TextField(_("role of elected officials"), blank=True)
    reply_state = _choice(_("reply"), vocabularies.ReplyState)
    reply_note = models.CharField(_("reply in words"), max_length=255, blank=True)
    effects = ChoicesField(_("effects"), choices_enum=vocabularies.EffectType)
    effects_note = models.TextField(_("effects in words"), blank=True)
    evaluation = _choice(_("evaluation"), vocabularies.EvaluationType)
    transferability = _choice(_("transferability"), vocabularies.Transferability)
    body = StreamField(ProseStreamBlock(), verbose_name=_("text"), blank=True)
    source = models.TextField(_("source"), blank=True, help_text=_("Where these facts come from, with the date."))
    last_reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)

    objects = PageManager.from_queryset(PracticeQuerySet)()

    essential_panels = [
        *NetworkPage.content_panels,
        FieldPanel("strapline"),
        FieldPanel("metropolises", widget=forms.CheckboxSelectMultiple, classname="collapsed"),
        FieldRowPanel([FieldPanel("approach"), FieldPanel("scale")]),
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple, classname="collapsed"),
        FieldRowPanel([FieldPanel("status"), FieldPanel("year_from"), FieldPanel("year_to")]),
        FieldPanel("period_text"),
        FieldPanel("presentation"),
        FieldPanel("key_points"),
        FieldPanel("contact"),
        FieldPanel("platform_url"),
    ]
    conduct_panels = [
        FieldPanel("origin"),
        FieldPanel("brief"),
        FieldRowPanel([FieldPanel("phase"), FieldPanel("iap2_level")]),
        FieldPanel("publics"),
        MultiFieldPanel([FieldPanel("recruitment"), FieldPanel("recruitment_note")], heading=_("Recruitment")),
        FieldRowPanel([FieldPanel("compensation"), FieldPanel("compensation_note")]),
        FieldRowPanel([FieldPanel("mode"), FieldPanel("duration_type")]),
        FieldRowPanel([FieldPanel("participants_range"), FieldPanel("participants_text")]),
        FieldRowPanel([FieldPanel("contributions_count"), FieldPanel("proposals_count")]),
        FieldRowPanel([FieldPanel("facilitation"), FieldPanel("cost_range")]),
        FieldPanel("elected_role"),
    ]
    outcome_panels = [
        InlinePanel("steps", heading=_("Steps"), label=_("Step")),
        FieldRowPanel([FieldPanel("reply_state"), FieldPanel("reply_note")]),
        MultiFieldPanel([FieldPanel("effects"), FieldPanel("effects_note")], heading=_("Effects")),
        FieldRowPanel([FieldPanel("evaluation"), FieldPanel("transferability")]),
        FieldPanel("body"),
        InlinePanel("discussions", heading=_("Discussed at"), label=_("Meeting")),
        FieldPanel("source"),
        FieldRowPanel([FieldPanel("last_reviewed_on"), FieldPanel("licence")]),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(essential_panels, heading=_("The essential")),
            ObjectList(conduct_panels, heading=_("How it is run")),
            ObjectList(outcome_panels, heading=_("Steps and effects")),
            ObjectList(NetworkPage.promote_panels, heading=_("Promote")),
            ObjectList(NetworkPage.settings_panels, heading=_("Settings")),
        ],
        base_form_class=PracticePageForm,
    )
    template = "resources/practices/page.html"
    parent_page_types = ["resources.PracticeIndexPage"]
    subpage_types = []

    TEXTS = ("body", "presentation", "key_points", "origin", "brief", "elected_role", "effects_note", "source")
    """What lists need not read."""

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    def clean(self):
        super().clean()
        if self.year_from and self.year_to and self.year_to < self.year_from:
            raise ValidationError({"year_to": gettext("The end comes before the start.")})

    def permissions_for_user(self, user):
        return PracticePermissions(user, self)

    def labels_of(self, field):
        """The labels of the values of a field that holds several."""
        return [str(label) for label in self._meta.get_field(field).labels(self)]

    def get_context(self, request, *args, **kwargs):
        reader = reader_for(request)
        today = timezone.localdate()
        metropolises, themes = list(self.metropolises.all()), list(self.themes.all())
        points = [block.value for block in self.key_points]
        return super().get_context(request, *args, **kwargs) | {
            "breadcrumb": Breadcrumb([Link(gettext("Practices"), PRACTICES)], here=self.title),
            "head": PageHead(
                self.title,
                kicker=", ".join(metropolis.short_name for metropolis in metropolises),
                lead=self.strapline,
                tags=head_tags(self, today),
            ),
            "notice": stale_notice(self, today),
            "key_points": KeyPoints(points, title=gettext("To remember"), anchor="a-retenir") if points else None,
            "timeline": timeline_of(self.steps.all()),
            "essential": Facts(essential_facts(self, metropolises, themes, today), narrow=True),
            "conduct": Facts(conduct_facts(self)),
            "outcome": Facts(outcome_facts(self)),
            "discussions": [discussion_link(discussion, request) for discussion in self.seen_discussions(reader)],
            "reviewed": reviewed_text(self),
            "related": related_cards(self.related(reader, metropolises, themes), request, today=today),
        }

    def seen_discussions(self, reader):
        """Where the practice was discussed, as far as the reader may see, with the address of the minutes."""
        if not self.pk:
            return []
        # Not `self.discussions`: in a preview that is a list, which cannot be annotated.
        discussions = PracticeDiscussion.objects.filter(practice=self.pk, meeting__live=True)
        minutes = reader.visible(Page.objects.live().filter(minutespage__isnull=False))
        minutes = minutes.filter(path__startswith=OuterRef("meeting__path"), depth=OuterRef("meeting__depth") + 1)
        return (
            reader.visible(discussions, "meeting__")
            .select_related("meeting", "agenda_item")
            .annotate(minutes_address=Subquery(minutes.order_by("path").values("url_path")[:1]))
        )

    def related(self, reader, metropolises, themes):
        """Up to three others, nearest first: same approach, then a theme or a metropolis in common."""
        if not self.pk:
            return []
        return (
            reader.visible(PracticePage.objects.live().exclude(pk=self.pk))
            .with_metropolis_name()
            .annotate(
                nearness=(
                    Case(When(approach=self.approach, then=3), default=0, output_field=IntegerField())
                    + Case(When(Exists(shared(PracticePage.themes.through, "theme", themes)), then=2), default=0)
                    + Case(
                        When(Exists(shared(PracticePage.metropolises.through, "metropolis", metropolises)), then=1),
                        default=0,
                    )
                ),
            )
            .filter(nearness__gt=0)
            .order_by("-nearness", "title")
            .defer(*self.TEXTS)[:3]
        )


def shared(through, field, objects):
    """The rows that tie the practice of the outer query to one of these objects."""
    return through.objects.filter(practicepage=OuterRef("pk"), **{f"{field}__in": objects})


class PracticeStep(Orderable):
    """A step of the practice's timeline; the date may be in words."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("step"), max_length=160)
    date_text = models.CharField(_("date in words"), max_length=80, blank=True)
    text = models.TextField(_("text"), blank=True)

    panels = [FieldRowPanel([FieldPanel("title"), FieldPanel("date_text")]), FieldPanel("text")]

    disclosure = SHOWN

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")


class PracticeDiscussion(Orderable):
    """Where a practice was discussed: a meeting, the item of its programme, the passage of its minutes."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="discussions")
    meeting = models.ForeignKey(
        "events.MeetingPage", verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="practice_discussions"
    )
    agenda_item = models.ForeignKey(
        "events.AgendaItem",
        verbose_name=_("agenda item"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="practice_discussions",
    )
    passage = models.SlugField(
        _("anchor in the minutes"), max_length=80, blank=True, help_text=_("The section or passage that speaks of it.")
    )

    panels = [FieldPanel("meeting"), FieldRowPanel([FieldPanel("agenda_item"), FieldPanel("passage")])]

    disclosure = SHOWN

    class Meta(Orderable.Meta):
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

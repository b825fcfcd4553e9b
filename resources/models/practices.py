"""Practices: participation approaches run by a metropolis, in comparable fields."""

import re
import unicodedata
from collections import defaultdict

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet

from network.audience import reader_for
from network.blocks import ProseStreamBlock
from network.components import Breadcrumb, CardList, EmptyState, Facts, KeyPoints, Link, PageHead, Pagination, SearchForm
from network.models import Metropolis, NetworkPage, Theme
from network.models.fields import ChoicesField
from resources import facets, vocabularies
from resources.components import practices as parts

PAGE_SIZE = 12


class PracticeIndexPage(NetworkPage):
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*NetworkPage.content_panels, FieldPanel("introduction")]
    template = "resources/pages/practice_index.html"
    parent_page_types = ["network.HomePage"]
    subpage_types = ["resources.PracticePage"]
    max_count = 1

    class Meta:
        verbose_name = _("list of practices")

    def get_context(self, request, *args, **kwargs):
        reader = reader_for(request)
        practices = reader.visible(PracticePage.objects.live())
        catalogue = Catalogue(practices, request.GET)
        page = Paginator(catalogue.found, PAGE_SIZE).get_page(request.GET.get("page"))
        sort = "" if catalogue.sort == "titre" else catalogue.sort
        return super().get_context(request, *args, **kwargs) | {
            "breadcrumb": Breadcrumb([], here=self.title),
            "head": PageHead(self.title, lead=self.summary),
            "panel": parts.facet_panel(catalogue.groups(), sort=catalogue.sort, sorts=catalogue.sorts()),
            "chips": parts.facet_chips(catalogue.chosen, catalogue.labels, path=request.path, sort=sort),
            "count": page.paginator.count,
            "cards": CardList(catalogue.cards(page, request), columns=2) if page.paginator.count else None,
            "search": SearchForm(
                label=gettext("Search the practices"), field_id="champ-pratiques", hidden=[("type", "practices")]
            ),
            "empty": EmptyState(
                gettext("No practice matches these filters"),
                gettext("Remove one of them, or look at all practices."),
                [Link(gettext("All practices"), request.path)],
            ),
            "pagination": Pagination.of(page, request),
        }


LEADING_ARTICLE = re.compile(r"^(?:(?:le|la|les|un|une|des)\s+|l['’])", re.IGNORECASE)


def sorting_key(title):
    """How a French list orders a title: without its article, its accents and its capitals."""
    bare = unicodedata.normalize("NFD", LEADING_ARTICLE.sub("", title))
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()


class Catalogue:
    """The practices a reader may see, filtered, counted and sorted as an address asks.

    Four queries whatever the number of practices: three light ones over all of
    them, one for the cards of the page shown.
    """

    FACETS = ("metropole", "approche", "theme", "statut")

    def __init__(self, practices, parameters):
        self.practices = practices
        self.labels = {
            "metropole": {},
            "approche": dict(vocabularies.ApproachType.choices),
            "theme": {},
            "statut": dict(vocabularies.PracticeStatus.choices),
        }
        self.top_themes = {}
        self.metropolises = defaultdict(list)
        self.rows, self.order = self.read()
        self.know_more(parameters)
        self.chosen = facets.chosen_in(parameters, self.labels)
        asked = parameters.get("tri", "")
        self.sort = asked if asked in dict(self.sorts()) else "titre"
        found = facets.matching(self.rows, self.chosen)
        self.found = sorted(found, key=lambda row: self.order[row.key][self.sort])

    @staticmethod
    def sorts():
        return [
            ("titre", gettext("Title")),
            ("metropole", gettext("Metropolis")),
            ("recent", gettext("Last reviewed first")),
        ]

    def read(self):
        values = defaultdict(lambda: defaultdict(set))
        through = PracticePage.metropolises.through.objects.filter(practicepage__in=self.practices.order_by())
        for key, slug, name in through.order_by("metropolis__short_name").values_list(
            "practicepage_id", "metropolis__slug", "metropolis__short_name"
        ):
            values[key]["metropole"].add(slug)
            self.metropolises[key].append(name)
            self.labels["metropole"][slug] = name
        through = PracticePage.themes.through.objects.filter(practicepage__in=self.practices.order_by())
        for key, code, label, parent, parent_label in through.order_by(
            "theme__parent__sort_order", "theme__sort_order"
        ).values_list("practicepage_id", "theme__code", "theme__label", "theme__parent__code", "theme__parent__label"):
            values[key]["theme"].update({code, parent} - {None})
            self.labels["theme"] |= {code: label} | ({parent: parent_label} if parent else {})
            self.top_themes[parent or code] = parent_label or label
        rows, order = [], {}
        for key, title, approach, status, reviewed in self.practices.order_by().values_list(
            "pk", "title", "approach", "status", "last_reviewed_on"
        ):
            values[key] |= {"approche": {approach}, "statut": {status} - {""}}
            rows.append(facets.Row(key, {facet: frozenset(values[key][facet]) for facet in self.FACETS}))
            folded = sorting_key(title)
            order[key] = {
                "titre": (folded,),
                "metropole": (self.metropolises[key], folded),
                "recent": (-reviewed.toordinal() if reviewed else 0, folded),
            }
        return rows, order

    def know_more(self, parameters):
        """Names of metropolises and themes asked for of which there is no practice: the list is then empty, and says of what."""
        for facet, model, field, label in (
            ("metropole", Metropolis, "slug", "short_name"),
            ("theme", Theme, "code", "label"),
        ):
            unknown = {value for value in parameters.getlist(facet) if value not in self.labels[facet]}
            if unknown:
                known = model.objects.filter(**{f"{field}__in": unknown}).values_list(field, label)
                self.labels[facet] |= dict(known)

    def groups(self):
        """The choices of each facet with their counts; those that would find nothing are left out, chosen ones never."""
        offered = {
            "metropole": sorted(self.labels["metropole"].items(), key=lambda item: item[1].casefold()),
            "approche": list(self.labels["approche"].items()),
            "theme": [*self.top_themes.items()],
            "statut": list(self.labels["statut"].items()),
        }
        titles = {
            "metropole": gettext("Metropolises"),
            "approche": pgettext("practice", "Approaches"),
            "theme": gettext("Themes"),
            "statut": gettext("Status"),
        }
        for facet in self.FACETS:
            counts = facets.counts(self.rows, self.chosen, facet)
            chosen = self.chosen[facet]
            values = dict(offered[facet]) | {value: self.labels[facet][value] for value in chosen}
            yield (
                titles[facet],
                facet,
                [
                    (value, label, counts[value], value in chosen)
                    for value, label in values.items()
                    if counts[value] or value in chosen
                ],
            )

    def cards(self, page, request):
        keys = [row.key for row in page]
        today = timezone.localdate()
        practices = PracticePage.objects.defer(*PracticePage.TEXTS).in_bulk(keys)
        return [
            parts.practice_card(practices[key], practices[key].get_url(request), self.metropolises[key], today=today)
            for key in keys
        ]


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
    presentation = RichTextField(
        _("what, for whom, why"), blank=True, features=["bold", "italic", "link", "ul", "ol"]
    )
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
    brief = models.TextField(_("participation brief"), blank=True, help_text=_("The question, what is open, what is not."))
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
        ]
    )
    template = "resources/pages/practice.html"
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

    def labels_of(self, field):
        """The labels of the values of a field that holds several."""
        return [str(label) for label in self._meta.get_field(field).labels(self)]

    def get_context(self, request, *args, **kwargs):
        reader = reader_for(request)
        today = timezone.localdate()
        metropolises, themes = list(self.metropolises.all()), list(self.themes.all())
        points = [block.value for block in self.key_points]
        return super().get_context(request, *args, **kwargs) | {
            "breadcrumb": Breadcrumb([Link(gettext("Practices"), parts.PRACTICES)], here=self.title),
            "head": PageHead(
                self.title,
                kicker=", ".join(metropolis.short_name for metropolis in metropolises),
                lead=self.strapline,
                tags=parts.head_tags(self, today),
            ),
            "notice": parts.stale_notice(self, today),
            "key_points": KeyPoints(points, title=gettext("To remember"), anchor="a-retenir") if points else None,
            "timeline": parts.timeline_of(self.steps.all()),
            "essential": Facts(parts.essential_facts(self, metropolises, themes, today), narrow=True),
            "conduct": Facts(parts.conduct_facts(self)),
            "outcome": Facts(parts.outcome_facts(self)),
            "discussions": [
                parts.discussion_link(discussion, request) for discussion in self.seen_discussions(reader)
            ],
            "reviewed": parts.reviewed_text(self),
            "related": parts.related_cards(self.related(reader, metropolises, themes), request, today=today),
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

    class Meta(Orderable.Meta):
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

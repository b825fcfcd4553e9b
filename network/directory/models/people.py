"""The directory: people, and the offices they held, each with its dates and its source."""

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from network.audience.disclosure import SHOWN
from network.look.dates import format_day
from network.look.free_names import first_free

CURRENT_FOR_DAYS = 365
"""A mandate nobody confirmed for this long is no longer shown as current."""


class Person(index.Indexed, ClusterableModel):
    """Somebody of the network, named in her or his function. Never a party, a home address or a private phone."""

    first_name = models.CharField(_("first name"), max_length=120, blank=True)
    last_name = models.CharField(_("last name"), max_length=120, blank=True)
    slug = models.SlugField(
        _("stable name"),
        max_length=120,
        unique=True,
        help_text=_("Part of links to the person: first name and last name, without accents, never changed."),
    )
    name_variants = models.CharField(
        _("other spellings"),
        max_length=255,
        blank=True,
        help_text=_("Spellings found in documents, separated by commas: search finds the person by each of them."),
    )

    email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("Private: for invitations. Never shown on the site, in search, in feeds or in exports."),
    )
    assistant_email = models.EmailField(
        _("e-mail address of an assistant"),
        blank=True,
        help_text=_("Private: gets a copy of invitations and may answer on behalf."),
    )
    is_listed = models.BooleanField(
        _("listed in the directory"),
        default=True,
        help_text=_("Untick for a contact who is only invited: neither the site nor search names her or him."),
    )
    shown_as = models.CharField(
        _("shown as"),
        max_length=200,
        blank=True,
        editable=False,
        help_text=_(
            "The function that stands in place of the name everywhere, after an objection (network.privacy.names)."
        ),
    )

    panels = [
        FieldRowPanel([FieldPanel("first_name"), FieldPanel("last_name")]),
        FieldPanel("slug"),
        FieldPanel("name_variants"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("email"), FieldPanel("assistant_email")]), FieldPanel("is_listed")],
            heading=_("Private contact"),
        ),
        InlinePanel("mandates", heading=_("Offices held"), label=_("Office")),
    ]
    search_fields = [
        index.SearchField("first_name"),
        index.SearchField("last_name"),
        index.AutocompleteField("first_name"),
        index.AutocompleteField("last_name"),
        index.SearchField("name_variants"),
        index.AutocompleteField("name_variants"),
    ]

    disclosure = SHOWN

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["last_name", "first_name"]
        indexes = [models.Index(Lower("email"), name="person_by_email")]

    def __str__(self):
        return self.full_name

    @classmethod
    def free_slug(cls, name):
        """What nobody else has yet, for somebody of that name."""
        base = slugify(name)[:100] or "personne"
        return first_free(base, set(cls.objects.filter(slug__startswith=base).values_list("slug", flat=True)))

    @property
    def full_name(self):
        """The name as readers see it: the function in its place, when the person objected."""
        return self.shown_as or self.real_name or gettext("Name to be completed")

    @property
    def real_name(self):
        """For the desk and for mails to the person only."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def anchor(self):
        """What links to the person end with: the stable name, unless that would tell the name."""
        return f"personne-{self.pk}" if self.shown_as else self.slug

    @property
    def variants_shown(self):
        """The spellings by which search finds the person."""
        return "" if self.shown_as else self.name_variants

    @property
    def contact_email(self):
        """Where to write to: the address of the account, which its owner keeps, else the directory's; may be empty."""
        account = getattr(self, "account", None)
        return account.email if account and account.is_active else self.email

    @property
    def copy_email(self):
        """Where a copy goes that helps to answer: the assistant's address, unless the person is written to at it."""
        copy = self.assistant_email
        return copy if copy and copy.lower() != self.contact_email.lower() else ""

    @property
    def is_written_to(self):
        """Whether any address is known, of the person or of an assistant."""
        return bool(self.contact_email or self.assistant_email)

    @property
    def role_when_known(self):
        """The first office, where, and the day at which it was noted; empty when no office is known."""
        mandate = next(iter(self.mandates.all()), None)
        if mandate is None:
            return ""
        place = mandate.metropolis.usual_name if mandate.metropolis else mandate.organisation
        title = f"{mandate.title}, {place}" if place and place not in mandate.title else mandate.title
        return f"{title} ({mandate.period})"


class Mandate(Orderable):
    """An office held: elected, staff or in an association, where, from when to when, according to whom."""

    class Kind(models.TextChoices):
        ELECTED = "elected", _("Elected official")
        STAFF = "staff", _("Officer")
        ASSOCIATION = "association", _("Office in an association")  # the board of ICPC: neither elected nor staff

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="mandates")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=255)
    metropolis = models.ForeignKey(
        "network.Metropolis",
        verbose_name=_("metropolis"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
    )
    organisation = models.CharField(
        _("organisation"), max_length=160, blank=True, help_text=_("When it is not a metropolis: a municipality, ICPC…")
    )
    starts_on = models.DateField(_("in office from"), null=True, blank=True)
    ends_on = models.DateField(_("in office until"), null=True, blank=True)
    attested_on = models.DateField(_("attested on"), help_text=_("The day at which the source says so."))
    source = models.CharField(_("source"), max_length=255)

    panels = [
        FieldPanel("kind"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("metropolis"), FieldPanel("organisation")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldRowPanel([FieldPanel("attested_on"), FieldPanel("source")]),
            ],
            heading=_("Dates and source"),
        ),
    ]

    disclosure = SHOWN

    class Meta(Orderable.Meta):
        verbose_name = _("office held")
        verbose_name_plural = _("offices held")

    def __str__(self):
        return self.title

    @property
    def period(self):
        """When the office was held, in words that never let an old source speak of today."""
        start = format_day(self.starts_on) if self.starts_on else ""
        end = format_day(self.ends_on) if self.ends_on else ""
        if start and end:
            return gettext("from %(start)s to %(end)s") % {"start": start, "end": end}
        if end:
            return gettext("until %(end)s") % {"end": end}
        noted = format_day(self.attested_on)
        if self.is_current():
            return gettext("in office, confirmed on %(day)s") % {"day": noted}
        return gettext("office noted on %(day)s") % {"day": noted}

    def is_current(self, today=None):
        """Whether the office may be shown as held today.

        An old document does not say who holds an office now: without a
        confirmation of less than a year the answer is no.
        """
        today = today or timezone.localdate()
        if self.ends_on and self.ends_on < today:
            return False
        return (today - self.attested_on).days <= CURRENT_FOR_DAYS

"""Working groups (chantiers) inside the network."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from network.audience.disclosure import SHOWN, Disclosure


class WorkingGroup(index.Indexed, ClusterableModel):
    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    description = models.TextField(_("description"), blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    started_text = models.CharField(
        _("start as known"), max_length=80, blank=True, help_text=_("When only the year is known, for example “2017”.")
    )
    is_active = models.BooleanField(_("active"), default=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("started_on"),
        FieldPanel("started_text"),
        FieldPanel("is_active"),
        MultipleChooserPanel(
            "memberships",
            chooser_field_name="person",
            heading=_("Members"),
            label=_("Member of the group"),
            help_text=_("For invitations: the site does not name them."),
        ),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    disclosure = SHOWN

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["title"]

    def __str__(self):
        return self.title


class WorkingGroupMember(Orderable):
    """Somebody of a working group, invited to its meetings."""

    group = ParentalKey(WorkingGroup, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        "network.Person", verbose_name=_("person"), on_delete=models.CASCADE, related_name="group_memberships"
    )

    disclosure = Disclosure(on_pages=True, words={"group": _("Working group")})

    class Meta(Orderable.Meta):
        verbose_name = _("member of a working group")
        verbose_name_plural = _("members of working groups")
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="in_a_group_once")]

    def __str__(self):
        return str(self.person)

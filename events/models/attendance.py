"""Who came to a meeting: the one source, from which the minutes print their list."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from events.vocabularies import AttendanceCapacity, AttendanceStatus
from network.models.fields import ChoicesField


class Attendance(models.Model):
    """One person at one meeting. A plain foreign key, not part of the page's revisions:
    publishing an old draft of the meeting must never undo an answer."""

    Status = AttendanceStatus
    Capacity = AttendanceCapacity

    meeting = models.ForeignKey(
        "events.MeetingPage",
        verbose_name=_("meeting"),
        on_delete=models.CASCADE,
        related_name="attendances",
    )
    person = models.ForeignKey(
        "network.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="attendances",
    )
    status = models.CharField(
        _("attendance"),
        max_length=12,
        choices=Status.choices,
        blank=True,
        help_text=_("Empty when the source is silent."),
    )
    capacities = ChoicesField(_("capacities"), choices_enum=Capacity)
    role_text = models.TextField(
        _("role that day"),
        blank=True,
        help_text=_("As printed that day, one role on each line."),
    )
    metropolis = models.ForeignKey(
        "network.Metropolis",
        verbose_name=_("metropolis"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
    )
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    accompanies = models.ForeignKey(
        "self",
        verbose_name=_("accompanies"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="companions",
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldRowPanel([FieldPanel("meeting"), FieldPanel("person")]),
        FieldRowPanel([FieldPanel("status"), FieldPanel("sort_order")]),
        FieldPanel("capacities"),
        FieldPanel("role_text"),
        FieldRowPanel([FieldPanel("metropolis"), FieldPanel("organisation")]),
        FieldPanel("accompanies"),
    ]

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_per_person")]

    def __str__(self):
        return str(self.person)

    @property
    def capacities_in_words(self):
        return ", ".join(str(label) for label in self._meta.get_field("capacities").labels(self))

    @property
    def roles(self):
        """The roles held that day, one a line of ``role_text``."""
        return [line.strip() for line in self.role_text.splitlines() if line.strip()]

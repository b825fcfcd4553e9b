"""What is left of registrations once they are deleted: how many, without a name."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from events.vocabularies import AttendanceAnswer, AttendanceStatus
from network.audience.disclosure import SHOWN


class RegistrationCount(models.Model):
    """How many people of one meeting gave one answer and had one status. Added to as registrations are deleted."""

    meeting = models.ForeignKey(
        "events.MeetingPage", verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="registration_counts"
    )
    answer = models.CharField(_("answer"), max_length=12, choices=AttendanceAnswer.choices, blank=True)
    status = models.CharField(_("attendance"), max_length=12, choices=AttendanceStatus.choices, blank=True)
    count = models.PositiveIntegerField(_("how many"), default=0)

    disclosure = SHOWN

    class Meta:
        verbose_name = _("count of deleted registrations")
        verbose_name_plural = _("counts of deleted registrations")
        ordering = ["meeting", "status", "answer"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["meeting", "answer", "status"], name="registrations_counted_once")
        ]

    def __str__(self):
        words = [self.get_status_display(), self.get_answer_display()]
        return f"{', '.join(word for word in words if word)}: {self.count}"

    @classmethod
    def add(cls, attendance):
        """Count one registration that is about to be deleted."""
        row, _created = cls.objects.get_or_create(
            meeting=attendance.meeting, answer=attendance.answer, status=attendance.status
        )
        cls.objects.filter(pk=row.pk).update(count=F("count") + 1)

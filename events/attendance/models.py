"""Who came to a meeting: the one source, from which the minutes print their list."""

import secrets
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from events.vocabularies import AnswerChannel, AttendanceAnswer, AttendanceCapacity, AttendanceStatus, MeetingFormat
from network.audience.disclosure import NOT_SHOWN, Disclosure
from network.look.choices_field import ChoicesField


class EffectiveAnswer(NamedTuple):
    """What one person answers to one part of a meeting."""

    answer: str
    waiting_since: datetime | None

    @property
    def has_place(self):
        return self.answer in AttendanceAnswer.coming() and self.waiting_since is None


def answer_adapted(answer, format):
    """What an answer to a whole meeting means in a part of that format: who comes on site joins an online part
    remotely; who takes part remotely cannot be at one that is on site only."""
    if answer == AttendanceAnswer.ON_SITE and format == MeetingFormat.REMOTE:
        return AttendanceAnswer.REMOTE
    if answer == AttendanceAnswer.REMOTE and format == MeetingFormat.IN_PERSON:
        return AttendanceAnswer.EXCUSED
    return answer


def new_link_key():
    return secrets.token_urlsafe(12)


class AttendanceQuerySet(models.QuerySet):
    def on_record(self):
        """Those that a reader may know of: who came, was excused, organised. Not who was merely invited or said
        she or he would come: that is between the person and the organisers until somebody notes who was there."""
        return self.filter(~Q(status="") | Q(invited_at__isnull=True, answered_at__isnull=True))

    def expected(self):
        """Those who said that they come, on site or remotely, and have a place."""
        return self.filter(answer__in=[AttendanceAnswer.ON_SITE, AttendanceAnswer.REMOTE], waiting_since__isnull=True)


class Attendance(models.Model):
    """One person at one meeting: invited, what she or he answers, and afterwards what was. A plain foreign key, not part of the page's revisions:
    publishing an old draft of the meeting must never undo an answer."""

    Status = AttendanceStatus
    Answer = AttendanceAnswer
    Channel = AnswerChannel
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
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("invitation withdrawn"), null=True, blank=True, editable=False)
    link_key = models.CharField(
        max_length=24,
        default=new_link_key,
        editable=False,
        help_text=_("Part of the personal link: renewed, it makes earlier links worthless."),
    )
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices, blank=True, editable=False)
    is_tentative = models.BooleanField(
        _("perhaps"), default=False, editable=False, help_text=_("Said “perhaps” with a calendar’s button.")
    )
    represented_by = models.ForeignKey(
        "network.Person",
        verbose_name=_("represented by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="representations",
    )
    represented_by_name = models.CharField(
        _("represented by (name)"),
        max_length=160,
        blank=True,
        editable=False,
        help_text=_("When the person is not in the directory."),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answer_channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    waiting_since = models.DateTimeField(
        _("on the waiting list since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Waits for a place on the side that the answer names."),
    )
    comment = models.CharField(_("word to the organisers"), max_length=500, blank=True, editable=False)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldRowPanel([FieldPanel("meeting"), FieldPanel("person")]),
        FieldRowPanel([FieldPanel("status"), FieldPanel("sort_order")]),
        FieldPanel("capacities"),
        FieldPanel("role_text"),
        FieldRowPanel([FieldPanel("metropolis"), FieldPanel("organisation")]),
        FieldPanel("accompanies"),
    ]

    objects = AttendanceQuerySet.as_manager()

    disclosure = Disclosure(on_pages=True, secret=("link_key",))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_per_person")]

    def __str__(self):
        return str(self.person)

    def answer_to(self, session=None):
        """The ``EffectiveAnswer`` to one session, or to the meeting when it has none.

        Without a query when ``session_answers`` were prefetched.
        """
        if session is None:
            return EffectiveAnswer(self.answer, self.waiting_since)
        rows = self.session_answers.all() if self.pk else []
        for row in rows:
            if row.session_key == session.key:
                return EffectiveAnswer(row.answer, row.waiting_since)
        if rows:  # answered session by session, before this one was added
            return EffectiveAnswer("", None)
        answer = answer_adapted(self.answer, session.format)
        return EffectiveAnswer(answer, self.waiting_since if answer in AttendanceAnswer.coming() else None)

    @property
    def is_on_record(self):
        """Whether readers may know of this one, as ``AttendanceQuerySet.on_record`` says."""
        return bool(self.status) or (self.invited_at is None and self.answered_at is None)

    @property
    def capacities_in_words(self):
        return ", ".join(str(label) for label in self._meta.get_field("capacities").labels(self))

    @property
    def roles(self):
        """The roles held that day, one a line of ``role_text``."""
        return [line.strip() for line in self.role_text.splitlines() if line.strip()]


class SessionAnswer(models.Model):
    """What somebody answers for one session, where sessions differ; the attendance holds the answer to the whole."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="session_answers")
    session_key = models.UUIDField()
    answer = models.CharField(_("answer"), max_length=12, choices=AttendanceAnswer.choices)
    waiting_since = models.DateTimeField(_("on the waiting list since"), null=True, blank=True)
    status = models.CharField(_("attendance"), max_length=12, choices=AttendanceStatus.choices, blank=True)

    disclosure = Disclosure(on_pages=True, technical=("session_key",))

    class Meta:
        verbose_name = _("answer for a session")
        verbose_name_plural = _("answers for sessions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["attendance", "session_key"], name="one_answer_for_each_session")
        ]

    def __str__(self):
        return f"{self.attendance}: {self.get_answer_display()}"


class AttendanceChange(models.Model):
    """Who set what, when, by which channel: added to, never changed."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(_("when"), default=timezone.now)
    channel = models.CharField(_("channel"), max_length=12, choices=AnswerChannel.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    """Only the fields that changed, each as it was and as it became: ``{"answer": "remote"}``."""

    disclosure = NOT_SHOWN

    class Meta:
        verbose_name = _("history of an answer")
        verbose_name_plural = _("history of answers")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.attendance}: {self.after}"


class AttendanceNeeds(models.Model):
    """What somebody needs to take part: seen by organisers only, deleted thirty days after the meeting (RGPD)."""

    attendance = models.OneToOneField(Attendance, on_delete=models.CASCADE, related_name="needs")
    access = models.TextField(_("access needs"), blank=True)
    meals = models.TextField(_("meals"), blank=True)
    noted_at = models.DateTimeField(default=timezone.now)

    disclosure = Disclosure(on_pages=False, words={"noted_at": _("Noted on")})

    class Meta:
        verbose_name = _("needs for taking part")
        verbose_name_plural = _("needs for taking part")
        default_permissions = ()

    def __str__(self):
        return str(self.attendance)

"""Choosing a date together: a poll, its dates, those asked, and what each answers."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.attendance.models import new_link_key
from events.meetings.components.when import option_text
from events.vocabularies import TIME_ZONES, AnswerChannel, PollAnswer, PollSide, PollState, PollVisibility
from network.audience.disclosure import NOT_SHOWN, Disclosure

LEFT_ALONE = timedelta(days=1)
"""Who was asked within this time is not reminded yet."""


class DatePoll(models.Model):
    """Nobody answers before it was sent, after its deadline, or once a date is chosen."""

    State = PollState
    Visibility = PollVisibility

    title = models.CharField(_("title"), max_length=200)
    meeting = models.ForeignKey(
        "events.MeetingPage",
        verbose_name=_("meeting"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="date_polls",
        help_text=_("The meeting whose date is looked for. Empty: a draft is made once a date is chosen."),
    )
    is_hybrid = models.BooleanField(
        _("on site or remotely"),
        default=False,
        help_text=_("Each person also says on which side she or he would come."),
    )
    time_zone = models.CharField(_("time zone"), max_length=40, choices=TIME_ZONES, default="Europe/Paris")
    answers_until = models.DateTimeField(_("answers until"))
    remind_days = models.PositiveSmallIntegerField(
        _("reminder before the deadline"),
        default=2,
        choices=[
            (0, _("None")),
            (1, _("A day before, to those who have not answered")),
            (2, _("Two days before, to those who have not answered")),
            (3, _("Three days before, to those who have not answered")),
            (7, _("A week before, to those who have not answered")),
        ],
        help_text=_("Sent by itself, once. You may also remind them by hand."),
    )
    message = models.TextField(
        _("message"), blank=True, max_length=2000, help_text=_("Goes into the mail, in your own words.")
    )
    visibility = models.CharField(
        _("what those asked see of the answers"),
        max_length=10,
        choices=Visibility.choices,
        default=Visibility.COUNTS,
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    chosen_option = models.ForeignKey(
        "events.DatePollOption", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(pgettext_lazy("a date poll", "created"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(pgettext_lazy("a date poll", "sent"), null=True, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)
    reminded_for = models.DateTimeField(null=True, editable=False)
    """The deadline before which the site has reminded by itself: moved, it is due again."""
    reminders_sent = models.PositiveSmallIntegerField(default=0, editable=False)
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)

    disclosure = Disclosure(on_pages=False, technical=("reminded_for",))

    class Meta:
        verbose_name = _("date poll")
        verbose_name_plural = _("date polls")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.title

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    def takes_answers(self, now=None):
        return self.state == PollState.OPEN and (now or timezone.now()) <= self.answers_until

    @property
    def reminds_at(self):
        """When the site reminds by itself: not within a day of the first mail. ``None`` if there is no time for it."""
        if not (self.remind_days and self.sent_at):
            return None
        moment = max(self.answers_until - timedelta(days=self.remind_days), self.sent_at + LEFT_ALONE)
        return moment if moment < self.answers_until else None

    def is_late(self, now=None):
        """Whether the deadline is over while no date is chosen yet."""
        return self.state == PollState.OPEN and (now or timezone.now()) > self.answers_until


class DatePollOption(models.Model):
    """A span of hours, or of whole days."""

    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="options")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    hours_are_known = models.BooleanField(default=True)

    disclosure = NOT_SHOWN

    class Meta:
        default_permissions = ()
        ordering = ["starts_at", "ends_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "starts_at", "ends_at"], name="poll_option_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="poll_option_ends_after_start"),
        ]

    def __str__(self):
        return self.text_in("Europe/Paris")

    def text_in(self, time_zone):
        """« mardi 12 janvier 2027, 10 h 00 – 12 h 00 » in a zone."""
        return option_text(self, time_zone)


class DatePollVoter(models.Model):
    """Somebody asked for her or his dates."""

    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="voters")
    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="date_polls")
    link_key = models.CharField(max_length=24, default=new_link_key, editable=False)
    """Part of the personal link: renewed, it makes earlier links worthless."""
    asked_at = models.DateTimeField(_("asked"), null=True)
    revoked_at = models.DateTimeField(_("link withdrawn"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answer_channel = models.CharField(_("channel"), max_length=12, choices=AnswerChannel.choices, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("noted by")
    )
    comment = models.CharField(_("word to the organisers"), max_length=500, blank=True)

    disclosure = Disclosure(on_pages=False, secret=("link_key",), title=_("Date polls"), words={"poll": _("Date poll")})

    class Meta:
        default_permissions = ()
        ordering = ["person__last_name", "person__first_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="one_voter_per_person")]

    def __str__(self):
        return str(self.person)


class DatePollVote(models.Model):
    """One person's answer to one date."""

    voter = models.ForeignKey(DatePollVoter, on_delete=models.CASCADE, related_name="votes")
    option = models.ForeignKey(DatePollOption, on_delete=models.CASCADE, related_name="votes")
    answer = models.CharField(max_length=12, choices=PollAnswer.choices)
    side = models.CharField(max_length=10, choices=PollSide.choices, blank=True)

    disclosure = Disclosure(
        on_pages=False,
        title=_("Answers to dates"),
        words={"answer": _("Answer"), "option": _("Date"), "side": pgettext_lazy("of a meeting", "Side")},
    )

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["voter", "option"], name="one_vote_for_each_option")]

    def __str__(self):
        return f"{self.voter}: {self.get_answer_display()}"

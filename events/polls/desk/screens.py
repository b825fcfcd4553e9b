"""Date polls in the desk: made on one screen, followed on another."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.generic import CreateView, InspectView

from events.meetings.models.meeting import MeetingPage
from events.polls.components import PollGrid
from events.polls.desk.forms import PollScreen
from events.polls.models import DatePoll
from events.polls.results import result_of
from events.polls.running import choose, remind, send_poll, stop_poll, withdraw
from events.vocabularies import PollState
from network.look.dates import format_day, format_hour, in_paris

MORE = ("days", "hours")


class PollScreenView(CreateView):
    """Makes a poll or adds to one: the same screen. What is wrong is said beside its field, and nothing is lost."""

    template_name = "events/polls/desk/screen.html"
    page_title = gettext_lazy("New date poll")
    instance = None

    def screen(self, data=None):
        meeting = self.request.GET.get("meeting", "")
        meeting = MeetingPage.objects.filter(pk=meeting).first() if meeting.isdecimal() else None
        return PollScreen(data, instance=self.instance, meeting=meeting)

    def get(self, request, *args, **kwargs):
        return self.show(self.screen())

    def post(self, request, *args, **kwargs):
        screen = self.screen(request.POST)
        for prefix in MORE:
            if f"more-{prefix}" in request.POST:
                return self.show(self.unjudged(screen.with_more(prefix)), add=prefix)
        sending = "send" in request.POST
        if not screen.is_valid(sending=sending):
            return self.show(screen, status=422)
        try:
            with transaction.atomic():
                poll = screen.save(request.user)
                count = send_poll(poll) if sending else 0
        except ValidationError as error:
            screen.poll.add_error(None, error.messages[0])
            return self.show(screen, status=422)
        for double in screen.recipients.doubles:
            messages.info(request, _("Line %(line)s: %(problem)s") % {"line": double.line, "problem": double.problem})
        messages.success(request, sent_in_words(count) if sending else _("Saved. Nobody was asked yet."))
        return redirect("date_polls:inspect", poll.pk)

    def unjudged(self, data):
        screen = self.screen(data)
        for form in (screen.poll, screen.recipients, *screen.days, *screen.hours):
            form._errors = {}  # Django's own way to show what was typed without judging it is private too
        return screen

    def show(self, screen, status=200, add=""):
        context = self.get_context_data(screen=screen, add=add, errors=status != 200)
        return self.render_to_response(context, status=status)

    def get_context_data(self, screen, **context):
        self.object, self.form = self.instance, screen.poll
        return super().get_context_data(form=screen.poll, **context) | {
            "screen": screen,
            "poll": self.instance,
            "options": self.instance.options.all() if self.instance else [],
            "is_sent": bool(self.instance and self.instance.state == PollState.OPEN),
        }


class PollEditView(PollScreenView):
    page_title = gettext_lazy("Dates and people")
    permission_required = "change"

    def dispatch(self, request, *args, pk, **kwargs):
        self.instance = get_object_or_404(DatePoll, pk=pk)
        if self.instance.state not in (PollState.DRAFT, PollState.OPEN):
            messages.error(request, _("This poll is over: nothing can be changed."))
            return redirect("date_polls:inspect", pk)
        return super().dispatch(request, *args, pk=pk, **kwargs)

    def get_page_subtitle(self):
        return self.instance.title


class PollView(InspectView):
    """Where a poll stands: the grid, who has not answered, and what can be done now."""

    template_name = "events/polls/desk/poll.html"
    page_title = gettext_lazy("Date poll")

    def get_fields(self):
        return []

    def get_object(self, queryset=None):
        return get_object_or_404(DatePoll.objects.select_related("chosen_option", "meeting"), pk=self.pk)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Date polls")},
            {"url": "", "label": self.object.title},
        ]

    def get_context_data(self, **context):
        poll = self.object
        result = result_of(poll)
        may_change = self.user_has_permission("change")
        return super().get_context_data(**context) | {
            "poll": poll,
            "grid": PollGrid.of(poll, result, with_names=True, level=4),
            "result": result,
            "is_open": poll.takes_answers(),
            "reminder": reminder_in_words(poll),
            "is_late": poll.is_late(),
            "to_ask": [voter for voter in result.voters if not voter.asked_at and not voter.revoked_at],
            "without_address": [voter for voter in result.voters if not voter.person.is_written_to],
            "may_change": may_change and poll.state in (PollState.DRAFT, PollState.OPEN),
            "meeting_url": reverse("wagtailadmin_pages:edit", args=[poll.meeting_id]) if poll.meeting_id else "",
        }

    def post(self, request, *args, **kwargs):
        if not self.user_has_permission("change"):
            raise PermissionDenied
        action = request.POST.get("action", "")
        try:
            messages.success(request, self.act(action, request.POST))
        except ValidationError as error:
            messages.error(request, error.messages[0])
        return redirect("date_polls:inspect", self.object.pk)

    def act(self, action, data):
        """Do what the button pressed says; returns what was done, in words."""
        poll, key = self.object, data.get("key", "")
        key = int(key) if key.isdecimal() else 0
        if action == "send":
            return sent_in_words(send_poll(poll))
        if action == "remind":
            count = remind(poll)
            return ngettext("%(count)d person is reminded.", "%(count)d people are reminded.", count) % {"count": count}
        if action == "stop":
            stop_poll(poll)
            return _("The poll is closed without a date; those asked are told.")
        if action == "choose":
            meeting = choose(poll, get_object_or_404(poll.options, pk=key), user=self.request.user)
            if meeting.live and not meeting.has_unpublished_changes:
                return _("The date is set on the page of the meeting, and those asked are told.")
            return _("The date is set in the draft of the meeting: publish it. Those asked are told.")
        if action == "withdraw":
            withdraw(get_object_or_404(poll.voters, pk=key))
            return _("The link is withdrawn.")
        if action == "remove":
            option = get_object_or_404(poll.options, pk=key)
            if option.votes.exists():
                raise ValidationError(_("Somebody has answered this date already: it stays."))
            option.delete()
            return _("The date is removed.")
        raise ValidationError(_("This button is not known. Load the page again."))


def reminder_in_words(poll):
    if not poll.remind_days:
        return _("None by itself; by hand with the button below")
    if poll.reminded_for == poll.answers_until:
        return _("Sent to those who had not answered")
    if moment := poll.reminds_at:
        local = in_paris(moment)
        return _("%(day)s at %(hour)s, to those who have not answered") % {
            "day": format_day(local, weekday=True),
            "hour": format_hour(local),
        }
    return _("None: there is no time left before the deadline") if poll.sent_at else poll.get_remind_days_display()


def sent_in_words(count):
    return ngettext("%(count)d person is asked by mail.", "%(count)d people are asked by mail.", count) % {
        "count": count
    }

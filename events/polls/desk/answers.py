"""`/admin/sondages/<poll>/repondre/<person asked>/`: somebody of the team notes what a person said by telephone."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from events.invitations.views.one_invitation import BY_STAFF
from events.polls.answering import record_votes
from events.polls.forms import PollAnswerForm
from events.polls.models import DatePollVoter
from events.polls.results import result_of
from events.polls.views import fields_of, form_of
from events.vocabularies import PollState
from network.look.desk import DeskScreen


class NotedPollForm(PollAnswerForm):
    """The same answers, with how they came."""

    channel = forms.ChoiceField(label=gettext_lazy("How the answer came"), choices=BY_STAFF)


class NotePollAnswerView(DeskScreen, TemplateView):
    """Open until a date is chosen, past the deadline too."""

    permission_required = "events.change_datepoll"
    template_name = "events/polls/desk/answer.html"
    page_title = gettext_lazy("Note an answer")
    header_icon = "calendar-check"

    @cached_property
    def voter(self):
        voters = DatePollVoter.objects.select_related("poll", "person")
        return get_object_or_404(voters, pk=self.kwargs["voter"], poll=self.kwargs["pk"])

    @property
    def poll(self):
        return self.voter.poll

    @cached_property
    def result(self):
        return result_of(self.poll)

    @property
    def parents(self):
        return [
            (reverse("date_polls:index"), _("Date polls")),
            (reverse("date_polls:inspect", args=[self.poll.pk]), self.poll.title),
        ]

    def dispatch(self, request, *args, **kwargs):
        is_allowed = self.user_has_permission(self.permission_required)
        if is_allowed and (self.poll.state != PollState.OPEN or self.voter.revoked_at):
            messages.error(
                request, _("Nothing can be noted here: the poll is not open, or the person is no longer asked.")
            )
            return redirect("date_polls:inspect", self.poll.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.voter.person.full_name

    def get_breadcrumbs_items(self):
        *above, here = super().get_breadcrumbs_items()
        return [*above, here | {"sublabel": self.get_page_subtitle()}]

    def post(self, request, *args, **kwargs):
        form = form_of(self.voter, self.result, request.POST, NotedPollForm)
        if form.is_valid():
            values = form.cleaned_data
            try:
                record_votes(
                    voter=self.voter,
                    votes=form.votes,
                    channel=values["channel"],
                    user=request.user,
                    comment=values["comment"],
                )
            except ValidationError as error:
                form.add_error(None, error.messages[0])
            else:
                messages.success(
                    request, _("The answers of %(name)s are noted.") % {"name": self.voter.person.full_name}
                )
                return redirect("date_polls:inspect", self.poll.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, form=None, **context):
        form = form or form_of(self.voter, self.result, kind=NotedPollForm)
        return super().get_context_data(**context) | {
            "poll": self.poll,
            "voter": self.voter,
            "form": form,
            "fields": fields_of(self.poll, self.result, form, shows_counts=False),
            "on_behalf": True,
        }

"""`/organisation/<meeting>/inviter/` and `…/invitations/`: invite, see who was invited when and answered what, chase up."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.answers.window import answer_window, moment
from events.attendance.headcounts import head_count
from events.attendance.models import Attendance
from events.attendance.views.organising import OrganisingView
from events.invitations.inviting import (
    BUTTONS,
    chase_up,
    choices_of,
    invitation_context,
    plan_invitations,
    send_invitations,
    unanswered,
)
from events.invitations.models import InvitationRun
from events.invitations.recipients_form import RecipientsForm, active_groups
from network.look.components import Notice, PageHead, Pagination

PER_PAGE = 100
LISTED = 200
"""Names that a preview prints; of the others it says how many."""


class InviteForm(RecipientsForm):
    """Whom to invite, and what to say to them. A line that is no address may be a name: the preview says of what is
    pasted what is not used."""

    groups = forms.ModelMultipleChoiceField(
        label=gettext_lazy("A working group"),
        help_text=gettext_lazy("Its members, and who was at one of its meetings in the last two years."),
        queryset=active_groups(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    include_noted = forms.BooleanField(
        label=gettext_lazy("Those already on the list of the meeting who were not invited: speakers, organisers…"),
        required=False,
    )
    pasted = forms.CharField(
        label=gettext_lazy("Addresses or names, pasted"),
        help_text=gettext_lazy(
            "One a line, as a spreadsheet or a mail program gives them: an address, a name and an address, or the name of"
            " a person of the directory. Up to 5,000."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        required=False,
        strip=False,
    )
    message = forms.CharField(
        label=gettext_lazy("A message of your own"),
        help_text=gettext_lazy("Printed in the invitation, above the buttons."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self):
        values = super().clean()
        chosen = [values.get(name) for name in ("people", "metropolises", "groups", "include_noted")]
        if not any(chosen) and not values.get("pasted", "").strip() and "pasted" not in self.errors:
            self.add_error(
                "pasted", _("Nobody is chosen yet: tick people, a metropolis or a group, or paste addresses.")
            )
        return values


class InviteView(OrganisingView):
    def get(self, request, pk):
        return self.page(request, self.form_of())

    def form_of(self, data=None):
        form = InviteForm(data)
        invited = Attendance.objects.filter(meeting=self.meeting, invited_at__isnull=False, withdrawn_at=None)
        form.fields["people"].widget.invited = frozenset(invited.values_list("person", flat=True))
        return form

    def post(self, request, pk):
        form = self.form_of(request.POST)
        if not form.is_valid():
            return self.page(request, form, status=422)
        values = form.cleaned_data
        plan = plan_invitations(
            self.meeting,
            people=values["people"],
            pasted=values["pasted"],
            metropolises=values["metropolises"],
            groups=values["groups"],
            include_noted=values["include_noted"],
        )
        if request.POST.get("action") != "send":
            return self.page(request, form, plan)
        if values["expected"] != plan.count or not plan.count:
            problem = _("The list has changed since the preview: look at it again, then send.")
            return self.page(request, form, plan, problem=problem, status=422)
        send_invitations(self.meeting, plan, message=values["message"], user=request.user)
        return HttpResponseRedirect(reverse("events:invitations", args=[pk]))

    def page(self, request, form, plan=None, *, problem="", status=200):
        window = answer_window(self.meeting)
        context = {
            "meeting": self.meeting,
            "breadcrumb": self.breadcrumb(_("Invite")),
            "head": PageHead(_("Invite"), kicker=self.meeting.title, meta=[self.meeting.when.short_text]),
            "form": form,
            "plan": plan,
            "problem": Notice(problem, tone="danger") if problem else None,
            "warning": self.warning(window),
            "named": [*plan.people, *plan.contacts][:LISTED] if plan else [],
            "more": max(0, plan.count - LISTED) if plan else 0,
            "mail": self.mail_of(form.cleaned_data["message"]) if plan else "",
        }
        return render(request, "events/invitations/invite.html", context, status=status)

    def warning(self, window):
        """What makes an invitation useless just now."""
        if not self.meeting.live:
            return Notice(_("The page of the meeting is not published: those invited could not read it."), tone="warn")
        return None if window.is_open else Notice(window.reason, tone="warn")

    def mail_of(self, message):
        """The text of the mail as it would leave, with made-up links."""
        context = invitation_context(self.meeting, message) | {
            "person": {"full_name": _("(name)")},
            "answers": [(BUTTONS[answer][0], "…") for answer in choices_of(self.meeting)],
        }
        return render_to_string("events/invitations/mails/invitation.txt", context).strip()


STATES = {
    "sans-reponse": (gettext_lazy("Unanswered"), Q(answer="", invited_at__isnull=False, withdrawn_at=None)),
    "sur-place": (gettext_lazy("On site"), Q(answer="on_site", waiting_since=None, withdrawn_at=None)),
    "a-distance": (gettext_lazy("Remotely"), Q(answer="remote", waiting_since=None, withdrawn_at=None)),
    "attente": (gettext_lazy("Waiting"), Q(waiting_since__isnull=False, withdrawn_at=None)),
    "excuse": (gettext_lazy("Excused"), Q(answer="excused", withdrawn_at=None)),
    "represente": (gettext_lazy("Represented"), Q(answer="represented", withdrawn_at=None)),
    "retiree": (gettext_lazy("Withdrawn"), Q(withdrawn_at__isnull=False)),
}


class InvitationsView(OrganisingView):
    """Everybody invited or noted, one line a person; sendings and their progress; the button that chases up."""

    def get(self, request, pk):
        return self.page(request)

    def post(self, request, pk):
        """Chase up, as the button said how many."""
        count = unanswered(self.meeting).count()
        if not answer_window(self.meeting).is_open:
            return self.page(request, problem=answer_window(self.meeting).reason)
        if request.POST.get("expected") != str(count) or not count:
            problem = _("Somebody has answered meanwhile: look at the number again, then send.")
            return self.page(request, problem=problem)
        chase_up(self.meeting, message=request.POST.get("message", "")[:3000], user=request.user)
        messages.success(request, _("The reminder is on its way to those who have not answered."))
        return HttpResponseRedirect(reverse("events:invitations", args=[pk]))

    def page(self, request, *, problem=""):
        words, state = request.GET.get("q", "").strip(), request.GET.get("etat", "")
        people = Attendance.objects.filter(meeting=self.meeting).select_related(
            "person", "metropolis", "represented_by"
        )
        if state in STATES:
            people = people.filter(STATES[state][1])
        for word in words.split():
            people = people.filter(
                Q(person__last_name__icontains=word)
                | Q(person__first_name__icontains=word)
                | Q(person__email__icontains=word)
                | Q(metropolis__usual_name__icontains=word)
            )
        people = people.order_by("person__last_name", "person__first_name", "pk")
        shown = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
        runs = list(InvitationRun.objects.filter(meeting=self.meeting).select_related("created_by")[:10])
        context = {
            "meeting": self.meeting,
            "breadcrumb": self.breadcrumb(_("Invitations")),
            "head": PageHead(_("Invitations"), kicker=self.meeting.title, meta=[self.meeting.when.short_text]),
            "problem": Notice(problem, tone="danger") if problem else None,
            "numbers": head_count(self.meeting).total,
            "runs": runs,
            "is_sending": any(not run.is_done for run in runs),
            "lines": [line_of(attendance) for attendance in shown],
            "total": shown.paginator.count,
            "pagination": Pagination.of(shown, request),
            "states": [(key, label) for key, (label, _condition) in STATES.items()],
            "state": state,
            "words": words,
            "unanswered": unanswered(self.meeting).count(),
            "is_open": answer_window(self.meeting).is_open,
        }
        return render(request, "events/invitations/invitations.html", context, status=422 if problem else 200)


def line_of(attendance):
    """One person in the list, in words."""
    represented = attendance.represented_by or attendance.represented_by_name
    answer = attendance.get_answer_display() or (_("Perhaps") if attendance.is_tentative else _("No answer"))
    if represented:
        answer = _("Represented by %(name)s") % {"name": represented}
    elif attendance.waiting_since:
        answer = _("%(answer)s, waiting since %(moment)s") % {
            "answer": answer,
            "moment": moment(attendance.waiting_since),
        }
    return {
        "pk": attendance.pk,
        "name": attendance.person.full_name,
        "place": attendance.metropolis.usual_name if attendance.metropolis else attendance.organisation,
        "invited": _("invited on %(moment)s") % {"moment": moment(attendance.invited_at)}
        if attendance.invited_at
        else _("not invited"),
        "answer": _("Invitation withdrawn") if attendance.withdrawn_at else answer,
        "is_answered": bool(attendance.answer) and not attendance.withdrawn_at,
        "how": _("%(channel)s, %(moment)s")
        % {"channel": attendance.get_answer_channel_display(), "moment": moment(attendance.answered_at)}
        if attendance.answered_at
        else "",
    }

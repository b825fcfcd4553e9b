"""`/organisation/<meeting>/invitations/<attendance>/`: one person invited: note an answer, see its history, withdraw."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.answers.components import history_lines
from events.answers.forms import AnswerForm
from events.answers.links import renew_link
from events.answers.mails import send_new_link
from events.answers.recording import count_sides, parts_to_answer
from events.answers.summary import answer_summary
from events.answers.window import moment
from events.attendance.models import Attendance, AttendanceNeeds
from events.attendance.views.organising import OrganisingView
from events.invitations.inviting import withdraw
from events.meetings.mails import MEETING
from events.vocabularies import AnswerChannel
from network.look.components import Notice, PageHead
from network.mail.models.outgoing import OutgoingMail

BY_STAFF = [
    (AnswerChannel.TELEPHONE, gettext_lazy("By telephone")),
    (AnswerChannel.STAFF, gettext_lazy("Otherwise: by word of mouth, by letter…")),
]


class NotedForm(AnswerForm):
    """The same answer, noted by somebody of the team who says how it came."""

    channel = forms.ChoiceField(label=gettext_lazy("How the answer came"), choices=BY_STAFF)
    give_place = forms.BooleanField(label=gettext_lazy("Give a place even when the side is full"), required=False)


class InvitationView(OrganisingView):
    def get(self, request, pk, attendance):
        return self.page(request, attendance)

    def post(self, request, pk, attendance):
        actions = {"withdraw": self.withdraw, "renew": self.renew}
        return actions.get(request.POST.get("action"), self.note)(request, self.found(attendance))

    def found(self, pk):
        people = Attendance.objects.select_related("person__account", "represented_by", "metropolis", "answered_by")
        attendance = get_object_or_404(people, pk=pk, meeting=self.meeting)
        attendance.meeting = self.meeting
        return attendance

    def form_of(self, attendance, parts, data=None):
        return NotedForm(
            data,
            attendance=attendance,
            parts=parts,
            counts=count_sides(self.meeting, without=attendance),
            needs=AttendanceNeeds.objects.filter(attendance=attendance).first(),
            on_behalf=True,
        )

    def note(self, request, attendance):
        form = self.form_of(attendance, parts_to_answer(self.meeting), request.POST)
        if not form.is_valid():
            return self.page(request, attendance.pk, form, status=422)
        try:
            form.record(
                channel=form.cleaned_data["channel"], user=request.user, give_place=form.cleaned_data["give_place"]
            )
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                form.add_error(name if name in form.fields else None, sentences)
            return self.page(request, attendance.pk, form, status=422)
        messages.success(request, _("The answer of %(name)s is noted.") % {"name": attendance.person.full_name})
        return HttpResponseRedirect(request.path)

    def withdraw(self, request, attendance):
        withdraw(attendance, user=request.user, tell="tell" in request.POST)
        messages.success(request, _("The invitation of %(name)s is withdrawn.") % {"name": attendance.person.full_name})
        return HttpResponseRedirect(request.path)

    def renew(self, request, attendance):
        renew_link(attendance)
        if send_new_link(attendance, now=timezone.now()):
            messages.success(request, _("The old link is closed; the new one is on its way to the person."))
        else:
            messages.warning(request, _("The old link is closed. No address is known: nobody was told."))
        return HttpResponseRedirect(request.path)

    def page(self, request, pk, form=None, *, status=200):
        attendance = self.found(pk)
        parts = parts_to_answer(self.meeting)
        mails = OutgoingMail.objects.filter(about=MEETING.key(self.meeting.pk), person=attendance.person)
        titles = {str(part.key): part.title for part in parts if part.key}
        context = {
            "meeting": self.meeting,
            "attendance": attendance,
            "breadcrumb": self.breadcrumb(attendance.person.full_name),
            "head": PageHead(
                attendance.person.full_name,
                kicker=self.meeting.title,
                meta=[
                    text
                    for text in (
                        attendance.metropolis.usual_name if attendance.metropolis else attendance.organisation,
                        attendance.person.contact_email or _("no address known"),
                        _("invited on %(moment)s") % {"moment": moment(attendance.invited_at)}
                        if attendance.invited_at
                        else _("not invited"),
                    )
                    if text
                ],
            ),
            "withdrawn": Notice(
                _("This invitation was withdrawn on %(moment)s. Invite the person again to note an answer.")
                % {"moment": moment(attendance.withdrawn_at)},
                tone="warn",
            )
            if attendance.withdrawn_at
            else None,
            "summary": answer_summary(attendance, parts=parts, is_of_reader=False),
            "form": None if attendance.withdrawn_at else form or self.form_of(attendance, parts),
            "history": history_lines(attendance.changes.select_related("user"), titles),
            "mails": mails.order_by("created_at")[:30],
            "back": reverse("events:invitations", args=[self.meeting.pk]),
        }
        return render(request, "events/invitations/invitation.html", context, status=status)

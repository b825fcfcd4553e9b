"""Check-in on the day, on a telephone: each tick is a form of its own, so that it works without a script; with one,
ticks are kept on the telephone until they are sent."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.attendance.check_in import add_uninvited, close_check_in, note_status
from events.attendance.components.check_in import check_in_list
from events.attendance.headcounts import valid
from events.attendance.models import SessionAnswer
from events.attendance.views.organising import OrganisingView
from events.meetings.protocol_order import in_protocol_order
from events.vocabularies import AttendanceStatus
from network.directory.models.metropolises import Metropolis
from network.look.components import Notice, PageHead

ON_THE_DAY = [
    (AttendanceStatus.PRESENT, _("On site")),
    (AttendanceStatus.REMOTE, _("Remotely")),
]


class TickForm(forms.Form):
    attendance = forms.IntegerField()
    status = forms.ChoiceField(choices=AttendanceStatus.choices, required=False)
    session = forms.UUIDField(required=False)
    at = forms.CharField(required=False, max_length=40)

    def clean_at(self):
        return moment_of(self.cleaned_data["at"])


class NewcomerForm(forms.Form):
    """Somebody who came without an invitation."""

    first_name = forms.CharField(label=_("First name"), max_length=120, required=False)
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=120,
        error_messages={"required": _("Write at least the last name of the person who came.")},
    )
    metropolis = forms.ModelChoiceField(
        label=_("Metropolis"), queryset=Metropolis.objects.order_by("short_name"), required=False
    )
    organisation = forms.CharField(label=_("Or another organisation"), max_length=160, required=False)
    status = forms.ChoiceField(label=_("Where"), choices=ON_THE_DAY, initial=AttendanceStatus.PRESENT)
    at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_at(self):
        return moment_of(self.cleaned_data["at"])


def moment_of(text):
    """When a telephone says that it was ticked; a clock that makes no sense is as good as none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if timezone.is_aware(moment) else None


class CheckInView(OrganisingView):
    def get(self, request, pk, form=None, problem=""):
        sessions = list(self.meeting.sessions.all())
        session = self.session_of(sessions, request.GET.get("seance"))
        people = in_protocol_order(
            valid(self.meeting).select_related("person", "metropolis", "represented_by"), host_id=self.meeting.host_id
        )
        noted = {}
        if session:
            answers = SessionAnswer.objects.filter(attendance__meeting=pk, session_key=session.key)
            noted = {answer.attendance_id: answer for answer in answers}
        return render(
            request,
            "events/attendance/check_in.html",
            {
                "meeting": self.meeting,
                "breadcrumb": self.breadcrumb(_("Check-in")),
                "head": PageHead(
                    _("Check-in"), kicker=self.meeting.title, meta=list(filter(None, [self.meeting.when.date_text]))
                ),
                "list": check_in_list(people, session=session, answers=noted),
                "sessions": sessions,
                "session": session,
                "problem": Notice(problem, tone="danger") if problem else None,
                "form": form or NewcomerForm(initial={"status": AttendanceStatus.PRESENT}),
                "is_over": self.meeting.is_over(),
                "left": sum(1 for each in people if each.answer and not each.status),
            },
            status=400 if form or problem else 200,
        )

    def post(self, request, pk):
        actions = {"add": self.add, "close": self.close}
        return actions.get(request.POST.get("action"), self.tick)(request, pk)

    def tick(self, request, pk):
        form = TickForm(request.POST)
        if not form.is_valid():
            return self.refused(request, _("This tick was not understood. Reload the page and tick again."))
        values = form.cleaned_data
        attendance = get_object_or_404(valid(self.meeting), pk=values["attendance"])
        session = values["session"]
        if session and not self.meeting.sessions.filter(key=session).exists():
            return self.refused(request, _("This session is no longer part of the meeting. Reload the page."))
        note_status(
            attendance=attendance,
            status=values["status"],
            user=request.user,
            session_key=session,
            at=values["at"],
        )
        return self.noted(request, f"#personne-{attendance.pk}")

    def add(self, request, pk):
        form = NewcomerForm(request.POST)
        if form.is_valid():
            values = form.cleaned_data
            try:
                attendance = add_uninvited(meeting=self.meeting, user=request.user, **values)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return self.noted(request, f"#personne-{attendance.pk}")
        if self.by_script(request):
            sentences = [sentence for errors in form.errors.values() for sentence in errors]
            return JsonResponse({"error": " ".join(sentences)}, status=400)
        return self.get(request, pk, form=form)

    def close(self, request, pk):
        close_check_in(meeting=self.meeting, user=request.user)
        return self.noted(request, "")

    def noted(self, request, place):
        """What was noted is in the database: say so to the script, or show the list again where the reader was."""
        if self.by_script(request):
            return JsonResponse({"noted": True})
        address = reverse("events:check_in", args=[self.meeting.pk])
        session = request.POST.get("session", "")
        query = f"?seance={session}" if session and self.session_of(self.meeting.sessions.all(), session) else ""
        return HttpResponseRedirect(f"{address}{query}{place}")

    def refused(self, request, sentence):
        if self.by_script(request):
            return JsonResponse({"error": str(sentence)}, status=400)
        return self.get(request, self.meeting.pk, problem=sentence)

    @staticmethod
    def by_script(request):
        return request.headers.get("Accept") == "application/json"

    @staticmethod
    def session_of(sessions, key):
        """The session of the address, else the one that is on or comes next; ``None`` where there are none."""
        sessions = list(sessions)
        named = [session for session in sessions if str(session.key) == key]
        coming = [session for session in sessions if session.ends_at >= timezone.now()]
        return next(iter([*named, *coming, *sessions]), None)

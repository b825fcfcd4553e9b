"""`/agenda/reponse/<token>/` and `…/repondre/`: somebody answers an invitation, by a personal link or with an account.

Looking at either changes nothing, since mail programs open links in advance: the page has a form whose answer is the
one that the button of the mail named. A form sent from a personal link needs no cookie: the address is all the proof.
"""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from events.answers.forms import AnswerForm
from events.answers.links import open_link, renew_link
from events.answers.mails import send_new_link
from events.answers.recording import count_sides, parts_to_answer
from events.answers.registration import may_register, register, registrant
from events.answers.summary import answer_summary
from events.answers.window import answer_window, moment, whom_to_tell
from events.attendance.models import Attendance, AttendanceNeeds
from events.meetings.components.cards import format_tag
from events.meetings.components.contact import contact_links
from events.meetings.models.meeting import MeetingPage
from events.vocabularies import AnswerChannel
from network.accounts.secret_pages import secret_page
from network.audience.rules import reader_for
from network.look.components import Link, Notice, PageHead

DONE = "enregistre"


class AnswerView(View):
    """One person's answer to one meeting: ``self.attendance``, ``self.channel``, ``self.meeting`` are set first."""

    user = None
    is_assistant = False
    by_link = False

    def show(self, request, form=None, *, status=200):
        window = answer_window(self.meeting)
        parts = parts_to_answer(self.meeting)
        is_open = window.is_open
        if form is None and is_open:
            form = self.form_of(parts, suggested=request.GET.get("reponse", ""))
        is_new = DONE in request.GET and not (form and form.is_bound)
        context = {
            "meeting": self.meeting,
            "person": self.attendance.person,
            "head": PageHead(
                self.meeting.title,
                kicker=_("Invitation"),
                meta=[text for text in (self.meeting.when.text, self.meeting.venue_name) if text],
                tags=[tag] if (tag := format_tag(self.meeting)) else [],
            ),
            "summary": answer_summary(self.attendance, parts=parts, is_new=is_new, is_of_reader=not self.is_assistant),
            "closed": None if is_open else closed_notice(self.meeting, window, has_answered=self.has_answered),
            "form": form,
            "is_open": is_open,
            "has_many_parts": len(parts) > 1,
            "until": moment(window.closes_at) if is_open and window.closes_at else "",
            "is_assistant": self.is_assistant,
            "by_link": self.by_link,
            "meeting_url": self.meeting.get_url(request) if self.meeting.live else "",
        }
        return render(request, "events/answers/answer.html", context, status=status)

    def form_of(self, parts, data=None, suggested=""):
        needs = AttendanceNeeds.objects.filter(attendance=self.attendance).first() if self.attendance.pk else None
        return AnswerForm(
            data,
            attendance=self.attendance,
            parts=parts,
            counts=count_sides(self.meeting, without=self.attendance if self.attendance.pk else None),
            suggested=suggested,
            needs=needs,
            on_behalf=self.is_assistant,
        )

    def take(self, request):
        """The form was sent: note the answer, or show again what was typed with what is wrong in it."""
        parts = parts_to_answer(self.meeting)
        form = self.form_of(parts, request.POST)
        valid = form.is_valid()
        if not (window := answer_window(self.meeting)).is_open:
            valid = False
            refusal = _("Your answer was not noted.")
            form.add_error(form.name_of(parts[0]), f"{refusal} {window.reason}")
        if not valid:
            return self.show(request, form, status=422)
        try:
            self.before_recording()
            form.attendance = self.attendance
            form.record(channel=self.channel, user=self.user)
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                form.add_error(name if name in form.fields else None, sentences)
            return self.show(request, form, status=422)
        return HttpResponseRedirect(f"{request.path}?{DONE}=1")

    def before_recording(self):
        pass

    @property
    def has_answered(self):
        return self.attendance.answered_at is not None

    def closed(self, request, title, text, *, status, tone="warn"):
        """A plain page that says why there is no form, and what to do. What was typed into one is there to be copied."""
        meeting = getattr(self, "meeting", None)
        links = [Link(_("All meetings"), "/agenda/")]
        if meeting is not None and meeting.live:
            links.insert(0, Link(_("The page of the meeting"), meeting.get_url(request)))
        context = {"title": title, "notice": Notice(text, tone=tone), "links": links, "typed": typed_in(request.POST)}
        return render(request, "events/answers/closed.html", context, status=status)


def closed_notice(meeting, window, *, has_answered):
    """Why no answer is taken and whom to write to or call, with links that a telephone follows."""
    if not window.closes_at:
        return Notice(window.reason, tone="warn")
    return Notice(
        window.told, tone="warn", html=format_html("<p>{}</p>", contact_links(whom_to_tell(meeting, has_answered)))
    )


def typed_in(data):
    """``(label, what was typed)`` of the texts in a form that comes too late."""
    labels = {name: field.label for name, field in AnswerForm.base_fields.items()}
    return [(label, data[name]) for name, label in labels.items() if data.get(name, "").strip()]


@method_decorator([csrf_exempt, secret_page], name="dispatch")
class LinkView(AnswerView):
    """The personal link of a mail. No account, no cookie."""

    by_link = True

    def dispatch(self, request, token):
        link = open_link(token)
        if link.attendance is None:
            return self.refused(request, link)
        self.attendance, self.channel = link.attendance, link.channel
        self.meeting = self.attendance.meeting
        self.is_assistant = self.channel == AnswerChannel.ASSISTANT
        if self.attendance.withdrawn_at:
            return self.closed(
                request,
                _("This invitation was withdrawn"),
                _("The organisers withdrew it: there is nothing to answer."),
                status=410,
            )
        if self.meeting.is_over():
            return self.closed(
                request,
                _("This link has ended with the meeting"),
                _("The meeting is over: the link opens nothing any more."),
                status=410,
            )
        return super().dispatch(request)

    def get(self, request):
        return self.show(request)

    def post(self, request):
        if request.POST.get("action") == "renew":
            return self.renew(request)
        return self.take(request)

    def renew(self, request):
        """Whoever passed the mail on by mistake closes the link; the new one goes to the person's own address."""
        if not self.attendance.person.contact_email:
            return self.closed(
                request,
                _("The link was not renewed"),
                _("We know no address to which a new link could be sent.") + " " + whom_to_tell(self.meeting),
                status=409,
            )
        renew_link(self.attendance)
        send_new_link(self.attendance, now=timezone.now())
        return self.closed(
            request,
            _("The link is renewed"),
            _("The old link is closed. A mail with the new one is on its way to the address that we know."),
            status=200,
            tone="ok",
        )

    def refused(self, request, link):
        if link.was_renewed:
            return self.closed(
                request,
                _("This link was renewed"),
                _(
                    "A newer link replaces it: open the latest mail about this meeting. If you have none, ask the organisers."
                ),
                status=410,
            )
        return self.closed(
            request,
            _("This link does not work"),
            _(
                "It is not complete, or was changed on its way. Open it again from the mail, or copy the whole address into your browser. If it still fails, ask the organisers for a new one."
            ),
            status=404,
        )


@method_decorator([secret_page, login_required], name="dispatch")
class MemberView(AnswerView):
    """`/agenda/<year>/<slug>/repondre/`: somebody signed in, invited or where registration is open to members."""

    channel = AnswerChannel.ACCOUNT

    def dispatch(self, request, year, slug):
        found = MeetingPage.objects.live().filter(slug=slug, url_path__endswith=f"/{year}/{slug}/")
        self.meeting = get_object_or_404(found)
        self.user = request.user
        self.attendance = self.attendance_of(request)
        if self.attendance is None:
            return self.closed(
                request,
                _("This meeting is by invitation"),
                _("Your account was not invited to it. If you think that you should be, ask the organisers."),
                status=403,
            )
        self.attendance.meeting = self.meeting
        return super().dispatch(request)

    def attendance_of(self, request):
        """What the account has to answer: ``None`` when it is neither invited nor may register."""
        person = registrant(request.user)
        mine = (
            Attendance.objects.filter(meeting=self.meeting, person=person) if person.pk else Attendance.objects.none()
        )
        attendance = mine.select_related("person").first()
        if attendance is not None:
            return None if attendance.withdrawn_at else attendance
        if not reader_for(request).may_see(self.meeting):
            raise Http404
        return Attendance(meeting=self.meeting, person=person) if may_register(request.user, self.meeting) else None

    def get(self, request):
        return self.show(request)

    def post(self, request):
        return self.take(request)

    def before_recording(self):
        if not self.attendance.pk:
            self.attendance = register(user=self.user, meeting=self.meeting)

"""The briefing sheet of a meeting: `/agenda/<year>/<slug>/fiche/` and `…/fiche.pdf`, and by the link of a mail."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.briefing.sheet import BriefingAccess, access_of, attendance_of, briefing_of, briefing_pdf
from events.meetings.models.meeting import MeetingPage
from network.accounts.secret_pages import secret_page
from network.look.components import Breadcrumb, Link, Notice, PageHead


@require_safe
@secret_page
def briefing(request, year, slug, kind=""):
    """For accounts: whoever may not read the meeting is told no more than that it is not there."""
    meetings = MeetingPage.objects.live().select_related("host").filter(slug=slug)
    meeting = get_object_or_404(meetings, url_path__endswith=f"/{year}/{slug}/")
    access = access_of(request, meeting)
    if not access.may_read:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    pdf_url = reverse("events:briefing_pdf", args=[year, slug])
    return answer(request, meeting, access, kind=kind, pdf_url=pdf_url)


@require_safe
@secret_page
def briefing_by_link(request, token, kind=""):
    """For whoever is invited and has no account. Follow-ups and positions for members only stay closed: a link may
    be passed on."""
    attendance = attendance_of(token)
    if attendance is None:
        head = PageHead(
            _("This link does not work"),
            lead=_("The meeting is over, or the link was replaced or withdrawn. Open it again from the latest mail."),
        )
        return render(request, "events/polls/refused.html", {"head": head}, status=404)
    pdf_url = reverse("events:briefing_pdf_by_link", args=[token])
    return answer(request, attendance.meeting, BriefingAccess(True, True), kind=kind, pdf_url=pdf_url)


def answer(request, meeting, access, *, kind, pdf_url):
    sheet = briefing_of(meeting, request, access)
    address = meeting.get_url(request)
    if kind == "pdf":
        made = briefing_pdf(sheet, footer_url=request.build_absolute_uri(address))
        name = f"fiche-{slugify(meeting.title)[:60]}.pdf"
        return HttpResponse(
            made,
            content_type="application/pdf",
            headers={"Content-Disposition": content_disposition_header(False, name)},
        )
    notices = []
    if meeting.is_sample:
        notices.append(Notice(_("An example: this meeting does not exist."), tone="warn"))
    if not request.user.is_authenticated:
        notices.append(Notice(_("What is for members only is shown once you are signed in.")))
    return render(
        request,
        "events/briefing/briefing.html",
        {
            "meeting": meeting,
            "sheet": sheet,
            "notices": notices,
            "pdf_url": pdf_url,
            "breadcrumb": Breadcrumb(
                [Link(_("Meetings"), "/agenda/"), Link(meeting.title, address)], here=_("Briefing sheet")
            ),
            "head": PageHead(
                meeting.title,
                kicker=_("Briefing sheet"),
                lead=meeting.summary,
                meta=[line for line in (sheet.when, sheet.where) if line],
            ),
            "people_hidden": not access.sees_people,
        },
    )

"""The head-count of a meeting for staff, what it exports, and the sheet people sign."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from events.attendance.components.headcounts import head_count_tables
from events.attendance.exports import HEADINGS, attendance_rows
from events.attendance.headcounts import head_count
from events.attendance.signing_sheet import sheet_pdf
from events.attendance.views.organising import OrganisingView
from events.attendance.viewset import attendances_of
from network.accounts import audit
from network.look.components import Link, LinkList, Notice, PageHead
from network.look.spreadsheets import csv_response, xlsx_response

EXPORTS = {"csv": csv_response, "xlsx": xlsx_response}


class HeadCountView(OrganisingView):
    def get(self, request, pk):
        count = head_count(self.meeting)
        words = _("%(side)s: %(count)s accepted for %(places)s places. Nobody was dropped; tell those concerned.")
        return render(
            request,
            "events/attendance/head_count.html",
            {
                "meeting": self.meeting,
                "breadcrumb": self.breadcrumb(_("Head-count")),
                "head": PageHead(_("Head-count"), kicker=self.meeting.title, meta=[self.meeting.when.short_text]),
                "notices": [
                    Notice(words % {"side": side.capitalize(), "count": taken, "places": places}, tone="warn")
                    for side, taken, places in count.over_capacity
                ],
                "has_deleted": count.has_deleted,
                "tables": head_count_tables(count, is_over=self.meeting.is_over()),
                "links": LinkList(
                    [
                        Link(_("People, one by one"), attendances_of(self.meeting.pk)),
                        Link(_("Check-in on the day"), reverse("events:check_in", args=[pk])),
                        Link(_("Attendance sheet to sign (PDF)"), reverse("events:attendance_sheet", args=[pk])),
                        Link(
                            _("Export for a spreadsheet (CSV)"), reverse("events:export_attendance", args=[pk, "csv"])
                        ),
                        Link(
                            _("Export for a spreadsheet (XLSX)"), reverse("events:export_attendance", args=[pk, "xlsx"])
                        ),
                        Link(_("Edit the meeting"), reverse("wagtailadmin_pages:edit", args=[pk])),
                    ]
                ),
            },
        )


class ExportView(OrganisingView):
    def get(self, request, pk, kind):
        if kind not in EXPORTS:
            raise Http404
        rows = list(attendance_rows(self.meeting))
        audit.record(
            audit.Action.EXPORT,
            _("Answers and attendance exported (%(count)s people)") % {"count": len(rows)},
            subject=self.meeting.title,
            request=request,
        )
        return EXPORTS[kind](
            rows, headings=[str(heading) for heading in HEADINGS], filename=f"presences-{self.meeting.slug}"
        )


class SheetView(OrganisingView):
    def get(self, request, pk):
        response = HttpResponse(sheet_pdf(self.meeting, now=timezone.now()), content_type="application/pdf")
        response["Content-Disposition"] = content_disposition_header(False, f"emargement-{self.meeting.slug}.pdf")
        return response

"""Addresses of `/calendriers/`, and the files of one meeting beside its page."""

from django.urls import path

from events.answers.views import LinkView, MemberView
from events.attendance.views import check_in, headcounts
from events.briefing.views import briefing, briefing_by_link
from events.feeds.urls import calendar_patterns
from events.invitations.views import invitations
from events.invitations.views.one_invitation import InvitationView
from events.polls.views import date_poll

app_name = "events"
urlpatterns = [
    *calendar_patterns,
    path("agenda/sondages/<str:token>/", date_poll, name="date_poll"),
    path("agenda/reponse/<str:token>/", LinkView.as_view(), name="answer"),
    path("agenda/<int:year>/<slug:slug>/repondre/", MemberView.as_view(), name="answer_as_member"),
    path("organisation/<int:pk>/inviter/", invitations.InviteView.as_view(), name="invite"),
    path("organisation/<int:pk>/invitations/", invitations.InvitationsView.as_view(), name="invitations"),
    path(
        "organisation/<int:pk>/invitations/<int:attendance>/",
        InvitationView.as_view(),
        name="invitation",
    ),
    path("agenda/<int:year>/<slug:slug>/fiche/", briefing, name="briefing"),
    path("agenda/<int:year>/<slug:slug>/fiche.pdf", briefing, {"kind": "pdf"}, name="briefing_pdf"),
    path("agenda/fiches/<str:token>/", briefing_by_link, name="briefing_by_link"),
    path("agenda/fiches/<str:token>/fiche.pdf", briefing_by_link, {"kind": "pdf"}, name="briefing_pdf_by_link"),
    path("organisation/<int:pk>/effectifs/", headcounts.HeadCountView.as_view(), name="head_count"),
    path(
        "organisation/<int:pk>/effectifs.<str:kind>",
        headcounts.ExportView.as_view(),
        name="export_attendance",
    ),
    path("organisation/<int:pk>/emargement.pdf", headcounts.SheetView.as_view(), name="attendance_sheet"),
    path("organisation/<int:pk>/pointage/", check_in.CheckInView.as_view(), name="check_in"),
]

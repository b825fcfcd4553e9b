"""Addresses of `/calendriers/`, and the files of one meeting beside its page."""

from django.urls import path

from events.calendar_urls import calendar_patterns
from events.views import answer, check_in, date_polls, headcounts

app_name = "events"
urlpatterns = [
    *calendar_patterns,
    path("agenda/sondages/<str:token>/", date_polls.date_poll, name="date_poll"),
    path("agenda/reponse/<str:token>/", answer.LinkView.as_view(), name="answer"),
    path("agenda/<int:year>/<slug:slug>/repondre/", answer.MemberView.as_view(), name="answer_as_member"),
    path("organisation/<int:pk>/effectifs/", headcounts.HeadCountView.as_view(), name="head_count"),
    path(
        "organisation/<int:pk>/effectifs.<str:kind>",
        headcounts.ExportView.as_view(),
        name="export_attendance",
    ),
    path("organisation/<int:pk>/emargement.pdf", headcounts.SheetView.as_view(), name="attendance_sheet"),
    path("organisation/<int:pk>/pointage/", check_in.CheckInView.as_view(), name="check_in"),
]

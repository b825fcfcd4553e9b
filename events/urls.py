"""Addresses of `/calendriers/`, and the file of one meeting beside its page."""

from django.urls import path

from events.views import check_in, date_polls, feeds, headcounts, subscribe

app_name = "events"
urlpatterns = [
    path("calendriers/", subscribe.subscribe, name="subscribe"),
    path("calendriers/tous.ics", feeds.all_meetings, name="feed"),
    path("agenda/sondages/<str:token>/", date_polls.date_poll, name="date_poll"),
    path(
        "agenda/<int:year>/<slug:slug>/rencontre.ics",
        feeds.one_meeting,
        name="meeting_file",
    ),
    path("organisation/<int:pk>/effectifs/", headcounts.HeadCountView.as_view(), name="head_count"),
    path(
        "organisation/<int:pk>/effectifs.<str:kind>",
        headcounts.ExportView.as_view(),
        name="export_attendance",
    ),
    path("organisation/<int:pk>/emargement.pdf", headcounts.SheetView.as_view(), name="attendance_sheet"),
    path("organisation/<int:pk>/pointage/", check_in.CheckInView.as_view(), name="check_in"),
]

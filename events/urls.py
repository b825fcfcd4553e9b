"""Addresses of `/calendriers/`, and the file of one meeting beside its page."""

from django.urls import path

from events.views import feeds, subscribe

app_name = "events"
urlpatterns = [
    path("calendriers/", subscribe.subscribe, name="subscribe"),
    path("calendriers/tous.ics", feeds.all_meetings, name="feed"),
    path(
        "agenda/<int:year>/<slug:slug>/rencontre.ics",
        feeds.one_meeting,
        name="meeting_file",
    ),
]

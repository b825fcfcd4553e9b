"""Addresses of `/calendriers/`, and the files of one meeting beside its page."""

from django.urls import path, register_converter

from events.feeds.views import health, my_calendars, personal, public, subscribe


class CalendarExtension:
    """How a calendar is written: iCalendar or jCal."""

    regex = "ics|json"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(CalendarExtension, "calendar")

calendar_patterns = [
    path("calendriers/", subscribe.subscribe, name="subscribe"),
    path("calendriers/tous.<calendar:extension>", public.feed, name="feed"),
    path("calendriers/tous.atom", public.feed, {"extension": "atom"}, name="atom"),
    path("calendriers/metropole/<str:metropole>.<calendar:extension>", public.feed, name="feed_metropole"),
    path("calendriers/groupe/<str:groupe>.<calendar:extension>", public.feed, name="feed_groupe"),
    path("calendriers/thematique/<str:thematique>.<calendar:extension>", public.feed, name="feed_thematique"),
    path("calendriers/type/<str:type>.<calendar:extension>", public.feed, name="feed_type"),
    path("calendriers/perso/<str:token>.<calendar:extension>", personal.personal, name="personal"),
    path("compte/calendriers/", my_calendars.overview, name="my_calendars"),
    path("compte/calendriers/suivre/", my_calendars.follow, name="follow"),
    path("compte/calendriers/<int:pk>/", my_calendars.change, name="my_calendar"),
    path("organisation/agendas/", health.calendar_health, name="calendar_health"),
    path("agenda/<int:year>/<slug:slug>/rencontre.<calendar:extension>", public.one_meeting, name="meeting_file"),
]

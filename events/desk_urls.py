"""Addresses of the desk about meetings, below `/admin/rencontres/`."""

from django.urls import path

from events.making.views import one_meeting, series

urlpatterns = [
    path("rencontres/modeles/", one_meeting.FromTemplateView.as_view(), name="meeting_from_template"),
    path("rencontres/series/", series.SeriesListView.as_view(), name="meeting_series_list"),
    path("rencontres/series/nouvelle/", series.NewSeriesView.as_view(), name="meeting_series_new"),
    path("rencontres/series/<int:pk>/", series.SeriesView.as_view(), name="meeting_series"),
    path("rencontres/<int:pk>/dupliquer/", one_meeting.DuplicateView.as_view(), name="meeting_duplicate"),
    path("rencontres/<int:pk>/annuler/", one_meeting.CancelView.as_view(), name="meeting_cancel"),
]

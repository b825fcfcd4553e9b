"""Addresses of `/compte/recherches/`."""

from django.urls import path

from network.views import saved_searches

urlpatterns = [
    path("", saved_searches.overview, name="saved_searches"),
    path("suivre/", saved_searches.follow, name="follow_search"),
    path("<int:pk>/", saved_searches.change, name="saved_search"),
    path("arreter/<str:code>/", saved_searches.StopMailsView.as_view(), name="stop_search_mails"),
    path("<str:token>.atom", saved_searches.feed, name="saved_search_feed"),
]

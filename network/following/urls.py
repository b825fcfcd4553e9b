"""Addresses of `/compte/recherches/`."""

from django.urls import path

from network.following import views

urlpatterns = [
    path("", views.overview, name="saved_searches"),
    path("suivre/", views.follow, name="follow_search"),
    path("<int:pk>/", views.change, name="saved_search"),
    path("arreter/<str:code>/", views.StopMailsView.as_view(), name="stop_search_mails"),
    path("<str:token>.atom", views.feed, name="saved_search_feed"),
]

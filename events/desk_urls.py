"""Addresses of the desk about meetings, below `/admin/rencontres/`."""

from django.urls import path

from events.views import making

urlpatterns = [
    path("rencontres/modeles/", making.FromTemplateView.as_view(), name="meeting_from_template"),
    path("rencontres/<int:pk>/dupliquer/", making.DuplicateView.as_view(), name="meeting_duplicate"),
    path("rencontres/<int:pk>/annuler/", making.CancelView.as_view(), name="meeting_cancel"),
]

"""Addresses beside the pages of the knowledge base."""

from django.urls import path

from resources.corrections import views

app_name = "resources"
urlpatterns = [path("comptes-rendus/<int:pk>/correction/", views.suggest, name="suggest_correction")]

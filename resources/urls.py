"""Addresses beside the pages of the knowledge base."""

from django.urls import path

from resources.views import corrections

app_name = "resources"
urlpatterns = [path("comptes-rendus/<int:pk>/correction/", corrections.suggest, name="suggest_correction")]

"""Addresses of `/compte/donnees/`."""

from django.urls import path

from network.privacy.views import my_data

urlpatterns = [
    path("", my_data.overview, name="my_data"),
    path("telecharger/", my_data.download, name="my_data_download"),
    path("corriger/", my_data.correct, name="correct_my_data"),
    path("effacer/", my_data.erase, name="erase_my_data"),
]

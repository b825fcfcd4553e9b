"""Addresses of what one may ask about one's own data: with an account, and without."""

from django.urls import path

from network.views import my_data, objections

urlpatterns = [
    path("compte/donnees/", my_data.overview, name="my_data"),
    path("compte/donnees/telecharger/", my_data.download, name="my_data_download"),
    path("compte/donnees/corriger/", my_data.correct, name="correct_my_data"),
    path("compte/donnees/effacer/", my_data.erase, name="erase_my_data"),
    path("donnees-personnelles/opposition/", objections.object_to_being_named, name="objection_form"),
    path("donnees-personnelles/opposition/envoyee/", objections.sent, name="objection_sent"),
    path(
        "donnees-personnelles/opposition/<str:code>/",
        objections.ConfirmObjectionView.as_view(),
        name="objection_confirm",
    ),
]

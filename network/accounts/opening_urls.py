"""Addresses of `/compte/` where an account is asked for, or an invitation to have one is accepted."""

from django.urls import path

from network.accounts.views import opening

urlpatterns = [
    path("ouverture/", opening.ask_for_account, name="account_signup"),
    path("ouverture/envoyee/", opening.asked, name="account_request_sent"),
    path("ouverture/<str:code>/", opening.ConfirmRequestView.as_view(), name="account_request_confirm"),
    path("invitation/<str:code>/", opening.InvitationView.as_view(), name="account_invitation"),
]

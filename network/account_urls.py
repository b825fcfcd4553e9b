"""Addresses of `/compte/`, in French."""

from allauth.account import views as allauth_views
from django.urls import path

urlpatterns = [
    path("connexion/", allauth_views.RequestLoginCodeView.as_view(), name="account_login"),
]

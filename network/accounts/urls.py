"""Addresses of `/compte/`, in French, under the names that allauth and Wagtail look for.

What is allauth's is no transaction: attempts are counted whatever becomes of the request.
"""

from allauth.account import views as allauth_views
from django.conf import settings
from django.urls import include, path

from network.accounts.views import overview, sign_in

urlpatterns = [
    path("", overview.overview, name="account"),
    path("connexion/", sign_in.CodeRequestView.as_view(), name="account_login"),
    # allauth asks for this second name when a code was refused.
    path("connexion/", sign_in.CodeRequestView.as_view(), name="account_request_login_code"),
    path("code/", allauth_views.confirm_login_code, name="account_confirm_login_code"),
    path("deconnexion/", allauth_views.logout, name="account_logout"),
    path("ferme/", allauth_views.account_inactive, name="account_inactive"),
]

urlpatterns += [path("", include("network.accounts.access_urls"))]

if settings.SAMPLE_ACCOUNTS:
    urlpatterns.append(path("lien/", overview.SignInLinkView.as_view(), name="account_link"))

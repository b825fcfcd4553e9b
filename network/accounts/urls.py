"""Addresses of `/compte/`, in French, under the names that allauth and Wagtail look for.

What is allauth's is no transaction: attempts are counted whatever becomes of the request.
"""

from allauth.account import views as allauth_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as codes_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from django.conf import settings
from django.urls import path

from network.accounts import openid
from network.accounts.secret_pages import secret_page
from network.accounts.views import opening, overview, sign_in
from network.accounts.views.devices import devices

urlpatterns = [
    path("", overview.overview, name="account"),
    path("connexion/", sign_in.CodeRequestView.as_view(), name="account_login"),
    # allauth asks for this second name when a code was refused.
    path("connexion/", sign_in.CodeRequestView.as_view(), name="account_request_login_code"),
    path("code/", allauth_views.confirm_login_code, name="account_confirm_login_code"),
    path("deconnexion/", allauth_views.logout, name="account_logout"),
    path("ferme/", allauth_views.account_inactive, name="account_inactive"),
    # Getting in and staying safe: second factor, passkeys, devices, other providers.
    path("mot-de-passe/connexion/", allauth_views.login, name="account_login_by_password"),
    path("mot-de-passe/choisir/", allauth_views.password_set, name="account_set_password"),
    path("mot-de-passe/", allauth_views.password_change, name="account_change_password"),
    path("confirmer/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("securite/", mfa_views.index, name="mfa_index"),
    path("securite/verification/", mfa_views.authenticate, name="mfa_authenticate"),
    path("securite/confirmer/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path("securite/application/", secret_page(totp_views.activate_totp), name="mfa_activate_totp"),
    path("securite/application/retirer/", totp_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("securite/codes/", secret_page(codes_views.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("securite/codes/nouveaux/", codes_views.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "securite/codes/telecharger/",
        secret_page(codes_views.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("securite/cles/", passkey_views.list_webauthn, name="mfa_list_webauthn"),
    path("securite/cles/ajouter/", passkey_views.add_webauthn, name="mfa_add_webauthn"),
    path("securite/cles/connexion/", passkey_views.login_webauthn, name="mfa_login_webauthn"),
    path("securite/cles/confirmer/", passkey_views.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("securite/cles/<int:pk>/retirer/", passkey_views.remove_webauthn, name="mfa_remove_webauthn"),
    path("securite/cles/<int:pk>/nommer/", passkey_views.edit_webauthn, name="mfa_edit_webauthn"),
    path("appareils/", devices, name="usersessions_list"),
    # Without a provider in the settings these two find nothing.
    path("<slug:provider_id>/connexion/", openid.begin, name="openid_connect_login"),
    path("<slug:provider_id>/retour/", openid.finish, name="openid_connect_callback"),
]

if settings.SAMPLE_ACCOUNTS:
    urlpatterns.append(path("lien/", overview.SignInLinkView.as_view(), name="account_link"))

opening_patterns = [
    path("ouverture/", opening.ask_for_account, name="account_signup"),
    path("ouverture/envoyee/", opening.asked, name="account_request_sent"),
    path("ouverture/<str:code>/", opening.ConfirmRequestView.as_view(), name="account_request_confirm"),
    path("invitation/<str:code>/", opening.InvitationView.as_view(), name="account_invitation"),
]
"""Below the same `/compte/`, each in one transaction: asking for an account, accepting an invitation to have one."""

"""Addresses of `/compte/`, in French, under the names that allauth and Wagtail look for."""

from allauth.account import views as allauth_views
from django.conf import settings
from django.urls import include, path

from network.one_transaction import all_in_one_transaction
from network.views import account, my_data, opening, saved_searches, sign_in

urlpatterns = [
    path("", account.overview, name="account"),
    path("connexion/", sign_in.CodeRequestView.as_view(), name="account_login"),
    # allauth asks for this second name when a code was refused.
    path("connexion/", sign_in.CodeRequestView.as_view(), name="account_request_login_code"),
    path("code/", allauth_views.confirm_login_code, name="account_confirm_login_code"),
    path("deconnexion/", allauth_views.logout, name="account_logout"),
    path("ferme/", allauth_views.account_inactive, name="account_inactive"),
    # What is allauth's stays as it is: attempts are counted whatever becomes of the request.
]

urlpatterns += all_in_one_transaction(
    [
        path("ouverture/", opening.ask_for_account, name="account_signup"),
        path("ouverture/envoyee/", opening.asked, name="account_request_sent"),
        path("ouverture/<str:code>/", opening.ConfirmRequestView.as_view(), name="account_request_confirm"),
        path("invitation/<str:code>/", opening.InvitationView.as_view(), name="account_invitation"),
        path("recherches/", saved_searches.overview, name="saved_searches"),
        path("recherches/suivre/", saved_searches.follow, name="follow_search"),
        path("recherches/<int:pk>/", saved_searches.change, name="saved_search"),
        path("recherches/arreter/<str:code>/", saved_searches.StopMailsView.as_view(), name="stop_search_mails"),
        path("recherches/<str:token>.atom", saved_searches.feed, name="saved_search_feed"),
        path("donnees/", my_data.overview, name="my_data"),
        path("donnees/telecharger/", my_data.download, name="my_data_download"),
        path("donnees/corriger/", my_data.correct, name="correct_my_data"),
        path("donnees/effacer/", my_data.erase, name="erase_my_data"),
    ]
)

urlpatterns += [path("", include("network.access_urls"))]

if settings.SAMPLE_ACCOUNTS:
    urlpatterns.append(path("lien/", account.SignInLinkView.as_view(), name="account_link"))

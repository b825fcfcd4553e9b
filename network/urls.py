"""Every address of the site. Pages are last: Wagtail takes whatever is left."""

from allauth.account.views import logout as account_logout
from django.apps import apps
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from network.accounts.urls import opening_patterns
from network.accounts.views import shared_password
from network.accounts.views.contact import contact
from network.accounts.views.overview import desk_sign_in
from network.documents import serving
from network.mail.webhook import inbound_mail
from network.privacy.views import objections
from network.running.one_transaction import all_in_one_transaction
from network.views.robots import robots, security, sitemap

urlpatterns = [
    # One sign-in for site and admin.
    path("admin/login/", desk_sign_in),
    path("admin/logout/", account_logout),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        shared_password.of_page,
        name="wagtailcore_authenticate_with_password",
    ),
    *all_in_one_transaction([path("admin/", include(wagtailadmin_urls))]),
    re_path(r"^documents/(\d+)/(.*)$", serving.document, name="wagtaildocs_serve"),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        shared_password.of_collection,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:name>", serving.picture, name="picture"),
    *all_in_one_transaction(
        [
            path("compte/", include(opening_patterns)),
            path("compte/donnees/", include("network.privacy.urls")),
            path("compte/recherches/", include("network.following.urls")),
        ]
    ),
    path("compte/", include("network.accounts.urls")),
    *all_in_one_transaction(
        [
            path("donnees-personnelles/opposition/", objections.object_to_being_named, name="objection_form"),
            path("donnees-personnelles/opposition/envoyee/", objections.sent, name="objection_sent"),
            path(
                "donnees-personnelles/opposition/<str:code>/",
                objections.ConfirmObjectionView.as_view(),
                name="objection_confirm",
            ),
            path("contact/message/", contact, name="contact_form"),
        ]
    ),
    path("recherche/", include("search.urls")),
    path("api/", include("search.api_urls")),
    *all_in_one_transaction([path("", include("events.urls")), path("", include("resources.urls"))]),
    path("courriels/reception/", inbound_mail, name="inbound_mail"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security, name="security"),
    path("sitemap.xml", sitemap, name="sitemap"),
]

if apps.is_installed("network.styleguide"):
    urlpatterns += [path("styleguide/", include("network.styleguide.urls"))]

urlpatterns += all_in_one_transaction([path("", include(wagtail_urls))])

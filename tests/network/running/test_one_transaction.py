"""A request that changes something changes all of it or nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import get_resolver, resolve, reverse

from network.accounts.rate_limits import allows
from network.directory.models.themes import Theme
from network.running.one_transaction import SAFE_METHODS, in_one_transaction

ALLAUTH = ("account_", "mfa_", "socialaccount_", "usersessions_")


@pytest.fixture
def view():
    @in_one_transaction
    def make_two(request):
        Theme.objects.create(code="A", label="Un")
        if request.POST.get("dies"):
            raise RuntimeError
        return HttpResponse(str(transaction.get_connection().in_atomic_block))

    return make_two


def asked(rf, method="post", **data):
    request = getattr(rf, method)("/", data)
    request.resolver_match = None
    return request


@pytest.mark.django_db(transaction=True)
def test_what_fails_half_way_has_changed_nothing(view, rf):
    with pytest.raises(RuntimeError):
        view(asked(rf, dies="1"))

    assert not Theme.objects.exists()
    assert view(asked(rf)).content == b"True"
    assert Theme.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("method", [method.lower() for method in SAFE_METHODS])
def test_readers_wait_for_nobody(rf, method):
    seen = []
    view = in_one_transaction(lambda _request: seen.append(transaction.get_connection().in_atomic_block))

    view(asked(rf, method))

    assert seen == [False]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [RuntimeError, Http404, PermissionDenied])
def test_how_often_a_form_was_sent_is_remembered_though_what_it_asked_for_is_undone(rf, settings, error):
    settings.CACHES = settings.CACHES | {
        "shared": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "network_shared_cache"}
    }
    settings.FORM_RATE_LIMITS = {"contact": "2/h/key"}
    allowed = []

    @in_one_transaction
    def send(request):
        allowed.append(allows(request, "contact", address="moi@ville.example"))
        raise error

    for _time in range(3):
        with pytest.raises(error):
            send(asked(rf))

    assert allowed == [True, True, False]


def test_it_holds_for_every_address_of_ours_and_of_the_desk():
    wrapped = {
        *("wagtailadmin_home", "wagtailadmin_pages:add", "wagtailusers_users:index", "meeting_cancel"),
        *("events:answer", "events:invite", "events:check_in", "resources:suggest_correction", "erase_my_data"),
        *("contact_form", "account_signup", "wagtail_serve"),
    }
    found = {name for name, view in views(get_resolver()) if is_wrapped(view)}

    assert wrapped <= found
    assert (
        not {"account_login", "account_confirm_login_code", "mfa_authenticate"} & found
    )  # attempts are counted anyway


def test_the_address_that_pictures_are_sent_to_holds_up_nobody(rf):
    seen = []
    view = in_one_transaction(lambda _request: seen.append(transaction.get_connection().in_atomic_block))
    request = asked(rf)
    request.resolver_match = resolve(reverse("wagtailimages:add"))

    view(request)

    assert seen == [False]


def views(resolver, space=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            name = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from views(pattern, space + name)
        else:
            yield space + (pattern.name or ""), pattern.callback


def is_wrapped(view):
    while view is not None:
        if view.__code__.co_name == "all_or_nothing" if hasattr(view, "__code__") else False:
            return True
        view = getattr(view, "__wrapped__", None)
    return False

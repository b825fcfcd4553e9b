"""What the desk's own screens have in common."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.generic import View

from network.look.desk import DeskMenuItem, DeskScreen, may


class Somebody:
    def __init__(self, *permissions, is_superuser=False):
        self.permissions, self.is_superuser = permissions, is_superuser

    def has_perm(self, permission):
        return permission in self.permissions


def is_superuser(user):
    return user.is_superuser


class Screen(DeskScreen, View):
    permission_required, permission_to_act = "network.view_thing", "network.change_thing"
    page_title = "One thing"
    parents = [("/things/", "Things")]

    def get(self, request):
        return HttpResponse("read")

    def post(self, request):
        return HttpResponse("done")


class AdministratorsScreen(Screen):
    permission_required, permission_to_act = staticmethod(is_superuser), None


def ask(rf, user, method="get", screen=Screen):
    request = getattr(rf, method)("/")
    request.user = user
    return screen.as_view()(request).content


def test_a_permission_is_a_name_or_a_question():
    assert may(Somebody("network.view_thing"), "network.view_thing")
    assert not may(Somebody(), "network.view_thing")
    assert may(Somebody(is_superuser=True), is_superuser)
    assert not may(Somebody(), is_superuser)


def test_a_screen_opens_only_to_those_who_may(rf):
    assert ask(rf, Somebody("network.view_thing")) == b"read"
    with pytest.raises(PermissionDenied):
        ask(rf, Somebody("network.change_thing"))


def test_who_may_only_read_sends_no_form(rf):
    assert ask(rf, Somebody("network.view_thing", "network.change_thing"), "post") == b"done"
    with pytest.raises(PermissionDenied):
        ask(rf, Somebody("network.view_thing"), "post")
    with pytest.raises(PermissionDenied):
        ask(rf, Somebody("network.change_thing"), "post")


def test_a_screen_may_ask_a_question_of_the_user(rf):
    assert ask(rf, Somebody(is_superuser=True), "post", AdministratorsScreen) == b"done"
    with pytest.raises(PermissionDenied):
        ask(rf, Somebody("network.view_thing"), screen=AdministratorsScreen)


def test_the_way_back_begins_at_home_and_ends_here():
    above, things, here = Screen().get_breadcrumbs_items()

    assert above["url"] == "/admin/"
    assert things == {"url": "/things/", "label": "Things"}
    assert here == {"url": "", "label": "One thing"}


def test_the_menu_shows_what_somebody_may_open():
    item = DeskMenuItem("Things", "/things/", permission="network.view_thing", order=10)

    assert item.is_shown(SimpleNamespace(user=Somebody("network.view_thing")))
    assert not item.is_shown(SimpleNamespace(user=Somebody()))

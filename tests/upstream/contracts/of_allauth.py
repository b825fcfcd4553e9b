"""What django-allauth must still do for us."""

import inspect

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows import login, reauthentication
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.internal import ratelimit
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth import get_user_model
from django.utils import timezone

from tests.upstream.contracts import contract, sent_form, takes


@contract("allauth.account.internal.flows.login.record_authentication")
def proof_is_noted_in_the_session():
    user = get_user_model().objects.create(email="a@site.example")
    request = sent_form()

    login.record_authentication(request, user, method="sample-link")
    login.record_authentication(request, user, method="mfa", type="totp", id=1, reauthenticated=True)

    first, second = get_authentication_records(request, user)
    assert (first["method"], second["method"], second["type"]) == ("sample-link", "mfa", "totp")
    assert first["at"] <= second["at"] <= timezone.now().timestamp()
    assert list(get_authentication_records(request, get_user_model().objects.create(email="b@site.example"))) == []


@contract("allauth.account.internal.flows.reauthentication.get_reauthentication_flows")
def ways_of_proof_are_named():
    user = get_user_model().objects.create(email="a@site.example")
    user.set_unusable_password()
    assert reauthentication.get_reauthentication_flows(user) == []

    user.set_password("quatre mots que personne ne met ensemble")
    assert [flow["id"] for flow in reauthentication.get_reauthentication_flows(user)] == ["reauthenticate"]
    assert '"mfa_reauthenticate"' in inspect.getsource(reauthentication.get_reauthentication_flows)


@contract("allauth.account.internal.flows.reauthentication.suspend_request")
def form_is_kept_for_later():
    request = sent_form()

    answer = reauthentication.suspend_request(request, "/proof/")

    assert (answer.status_code, answer["Location"]) == (302, "/proof/?next=%2Fsomewhere%2F%3Fa%3D1")
    assert request.session


@contract("allauth.account.internal.userkit.filter_users_by_email")
def accounts_are_found_whatever_the_case():
    user = get_user_model().objects.create(email="a@site.example")
    get_user_model().objects.create(email="closed@site.example", is_active=False)

    assert filter_users_by_email("A@site.example", is_active=True) == [user]
    assert filter_users_by_email("closed@site.example", is_active=True) == []


@contract("allauth.core.internal.ratelimit")
def sent_forms_are_counted():
    request = sent_form()

    def asked(key):
        return ratelimit.consume(request, app="network", action="contract", config={"contract": "2/h/key"}, key=key)

    assert [asked("a") is not None for _time in range(3)] == [True, True, False]
    assert asked("b") is not None
    rate = ratelimit.parse_rates("2/h/key")[0]
    assert ratelimit.get_cache_key(request, app="network", action="x", rate=rate, key="a").startswith("allauth")


@contract("allauth.socialaccount.internal.jwtkit")
def signed_tokens_are_checked():
    takes(jwtkit.verify_and_decode, credential="", keys_url="", issuer="", audience="", lookup_kid=None)
    takes(jwtkit.lookup_kid_jwk, {"keys": []}, "kid")
    assert inspect.signature(jwtkit.verify_and_decode).parameters["verify_signature"].default is True


@contract("._fetch_user_info")
def identity_is_asked_by_one_method():
    takes(OpenIDConnectOAuth2Adapter._fetch_user_info, "adapter", "token")
    assert "_fetch_user_info" in OpenIDConnectOAuth2Adapter.complete_login.__code__.co_names

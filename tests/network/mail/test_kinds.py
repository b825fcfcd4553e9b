"""Every kind of mail is declared by the room that writes it, and nobody meets its code."""

import ast
from datetime import timedelta

import pytest
from django.utils import translation

from events.answers.mails import PLACE
from events.invitations.calendar_mails import INVITATION
from network.mail.about import page_of
from network.mail.kinds import (
    MAIL_KIND_HOOK,
    UNKNOWN,
    MailKind,
    Secrecy,
    UndeclaredKind,
    declared_kinds,
    kind_of,
    mail_kind,
)
from network.mail.models.outgoing import OutgoingMail
from network.mail.plain_mails import ACCOUNT, SIGN_IN
from network.settings.env import PROJECT_DIR
from tests.html import soup_of
from tests.network.mail.posting import write

APPS = ("network", "events", "resources")


def calls(name):
    """``(file, call)`` of every call of a function in our source."""
    for app in APPS:
        for path in sorted((PROJECT_DIR / app).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == name:
                    yield path.relative_to(PROJECT_DIR).as_posix(), node


def test_every_kind_in_the_source_is_declared_once():
    written = sorted(call.args[0].value for _file, call in calls("mail_kind"))
    declared = sorted(kind.code for kind in declared_kinds())

    assert declared == written
    assert len(declared) == len(set(declared)) == 17
    assert all(len(code) <= OutgoingMail._meta.get_field("kind").max_length for code in declared)


@pytest.mark.parametrize("name", ["post", "post_template", "post_to_attendee", "send", "tell_team"])
def test_no_mail_is_written_with_a_kind_in_a_string(name):
    """A kind that is a name is found when the module is read; one in a string, when somebody waits for the mail."""
    strings = [
        f"{file}:{call.lineno}"
        for file, call in calls(name)
        for given in call.keywords
        if given.arg == "kind" and isinstance(given.value, ast.Constant)
    ]

    assert strings == []


@pytest.mark.parametrize("kind", [*declared_kinds(), UNKNOWN], ids=lambda kind: kind.code or "unknown")
def test_every_kind_has_a_name_in_french(kind):
    with translation.override(None):
        english = str(kind.label)
    with translation.override("fr"):
        french = str(kind.label)

    assert french not in {"", kind.code}
    assert french != english or english in {"Invitation"}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["place", "", MailKind("place", "Autre"), MailKind("telegram", "Télégramme")])
def test_a_mail_of_an_undeclared_kind_is_refused(kind):
    with pytest.raises(UndeclaredKind):
        write(kind=kind)

    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_the_desk_prints_the_name_of_each_kind_and_of_one_nobody_declares_any_more(organiser, sign_in):
    news = {"headers": {"List-Unsubscribe": "<https://site.example/stop>"}}
    for kind in declared_kinds():
        write(kind=kind, **(news if kind.is_news else {}))
    row = write()
    OutgoingMail.objects.filter(pk=row.pk).update(kind="telegram", text="Secret de 2024")
    desk = sign_in(organiser)

    page = soup_of(desk.get("/admin/courriels/"))

    codes = {kind.code for kind in declared_kinds()} | {"telegram"}
    cells = {cell.get_text(strip=True) for cell in page.select("td")}
    choices = {option["value"]: option.get_text(strip=True) for option in page.select("select[name=kind] option")}
    assert cells & codes == set()
    assert {value for value in choices if value} == codes
    assert set(choices.values()) & codes == set()
    assert choices["place"] == "Liste d’attente"
    assert choices["telegram"] == "Autre"
    assert "Secret de 2024" not in desk.get(f"/admin/courriels/{row.pk}/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [ACCOUNT, SIGN_IN])
def test_what_lets_somebody_in_is_not_shown_and_a_code_is_forgotten(kind, organiser, sign_in):
    row = write(kind=kind, text="Votre code : 1234AB")
    row.refresh_from_db()

    assert (row.text == "") is (kind.secrecy is Secrecy.FORGOTTEN)
    assert "1234AB" not in sign_in(organiser).get(f"/admin/courriels/{row.pk}/").content.decode()


@pytest.mark.django_db
def test_a_new_kind_is_one_line():
    before = declared_kinds()
    try:
        kind = mail_kind("telegram", "Télégramme", is_urgent=True)
        assert write(kind=kind).is_urgent
        assert kind_of("telegram") == kind
    finally:
        take_back(MAIL_KIND_HOOK, kind)

    assert declared_kinds() == before
    assert kind_of("telegram") is UNKNOWN


def take_back(hook, declared):
    from wagtail.hooks import _hooks  # noqa: PLC0415 -- what ``register_temporarily`` does, for what registers itself

    _hooks[hook].remove((declared, 0))


@pytest.mark.django_db
def test_the_page_that_a_mail_is_of_is_found_by_its_owners_word(home):
    assert page_of(f"meeting:{home.pk}").pk == home.pk
    assert page_of("meeting:0") is page_of("meeting:x") is page_of(f"poll:{home.pk}") is page_of("") is None


def test_two_kinds_differ_in_what_becomes_of_them():
    assert (PLACE.kept_for, SIGN_IN.kept_for) == (None, timedelta(days=7))
    assert [kind.code for kind in declared_kinds() if kind.is_urgent] == ["sign_in"]
    assert {kind.code for kind in declared_kinds() if kind.is_news} == {"news", "search_digest"}
    assert {kind.code for kind in declared_kinds() if kind.kept_for} == {"sign_in", "erasure"}
    assert INVITATION.secrecy is Secrecy.SHORTENED

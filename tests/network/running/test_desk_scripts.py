"""The desk runs the few scripts that Wagtail writes inline, and no other."""

import re
from pathlib import Path

import pytest
import wagtail
from django.template.loader import get_template

from network.settings.env import PROJECT_DIR
from tests.factories.events import AgendaPageFactory, make_meeting, publish
from tests.html import soup_of

OURS = PROJECT_DIR
WAGTAIL = Path(wagtail.__file__).parent
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\btype=[\"'](?!text/javascript|module))[^>]*>")


def nonce_of(response):
    return re.search(r"script-src 'self' 'nonce-([^']{20,})'(;|$)", response["Content-Security-Policy"])[1]


@pytest.fixture
def edit_address(home):
    meeting = make_meeting(publish(AgendaPageFactory(parent=home)), "Rencontre", items=[{"title": "Accueil"}])
    return f"/admin/pages/{meeting.pk}/edit/"


def test_every_script_of_a_page_being_edited_is_a_file_or_has_the_nonce(administrator, sign_in, edit_address):
    response = sign_in(administrator).get(edit_address)

    nonce = nonce_of(response)
    run = [script for script in soup_of(response).find_all("script", src=False) if not script.get("type")]
    assert {script["nonce"] for script in run} == {nonce}
    text = " ".join(script.string for script in run)
    started = {'initDateTimeChooser("id_', 'SnippetChooser("id_', "new InlinePanel("}
    assert {words for words in started if words in text} == started
    # Rows that are added later bring theirs from a template in the page.
    waiting = re.findall(
        r"<script([^>]*)>", " ".join(one.decode_contents() for one in soup_of(response).find_all("template"))
    )
    assert waiting
    assert {nonce} == {
        re.search(r'nonce="([^"]+)"', attributes)[1] for attributes in waiting if "type=" not in attributes
    }


def test_a_script_somebody_smuggles_in_has_no_nonce(administrator, sign_in, edit_address):
    response = sign_in(administrator).get(edit_address)

    assert "'unsafe-inline'" not in re.search("script-src[^;]*", response["Content-Security-Policy"])[0]
    assert "unsafe-eval" not in response["Content-Security-Policy"]


def test_a_dialog_has_the_nonce_of_the_page_it_opens_in_and_another_session_has_another(
    administrator, organiser, sign_in, edit_address
):
    client = sign_in(administrator)
    page, dialog = client.get(edit_address), client.get("/admin/choose-page/")

    assert nonce_of(page) == nonce_of(dialog)
    assert nonce_of(page) != nonce_of(sign_in(organiser).get(edit_address))


def test_the_site_itself_never_gets_the_nonce_of_the_desk(administrator, sign_in, home):
    client = sign_in(administrator)
    nonce = nonce_of(client.get("/admin/"))

    response = client.get("/")
    assert nonce not in response.content.decode() + response["Content-Security-Policy"]


def test_wagtail_writes_no_other_script_inline():
    """A new one, after an upgrade, would not run: it must be given the nonce as well."""
    found = {
        str(path.relative_to(WAGTAIL)).rpartition("templates/")[2]
        for path in WAGTAIL.rglob("templates/**/*.html")
        if INLINE.search(path.read_text())
    }
    used = {name for name in found if not name.startswith(("wagtailsearchpromotions/", "wagtailstyleguide/"))}

    assert used == {
        "wagtailadmin/panels/inline_panel.html",
        "wagtailadmin/panels/multiple_chooser_panel.html",
        "wagtailadmin/widgets/date_input.html",
        "wagtailadmin/widgets/datetime_input.html",
        "wagtailadmin/widgets/time_input.html",
    }
    assert {get_template(name).origin.name.rpartition("/templates/")[0] for name in used} == {str(OURS / "network")}
    in_python = [path for path in WAGTAIL.rglob("*.py") if "<script>{" in path.read_text()]
    assert [path.name for path in in_python if "test" not in str(path.relative_to(WAGTAIL))] == ["chooser.py"]


@pytest.mark.parametrize("kind", ["date", "time", "datetime"])
def test_our_copies_of_date_fields_are_wagtail_s_own_but_for_the_nonce(kind):
    name = f"wagtailadmin/widgets/{kind}_input.html"
    ours = (OURS / "network/templates" / name).read_text()

    theirs = (WAGTAIL / "admin/templates" / name).read_text()
    assert (
        ours.removeprefix("{% load desk_scripts_tags %}")
        .replace("{% nonce %}", "")
        .replace('"django', "'django")
        .replace('.html" %}', ".html' %}")
        .strip()
        == theirs.strip()
    )

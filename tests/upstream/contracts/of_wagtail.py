"""What Wagtail, and treebeard below it, must still do for us."""

import re
from hashlib import sha1
from io import BytesIO

from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from wagtail import views as wagtail_views
from wagtail import wagtail_hooks
from wagtail.admin.views.account import AvatarSettingsPanel, BaseSettingsPanel
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents.views import serve as wagtail_documents
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.utils.file import hash_filelike
from wagtail.utils.urlpatterns import decorate_urlpatterns

from tests.upstream.contracts import contract, sent_form, takes
from tests.upstream.finding import our_templates, their_templates


@contract("._cached_parent_obj")
def page_above_is_not_asked_again():
    above, page = Page(path="00010001", depth=2), Page(path="000100010001", depth=3)
    page._cached_parent_obj = above

    with CaptureQueriesContext(connection) as asked:
        assert page.get_parent() is above
    assert len(asked) == 0


@contract("._get_permission_codenames")
def rights_are_named():
    assert PagePermissionPolicy()._get_permission_codenames({"change", "bulk_delete"}) == {
        "change_page",
        "bulk_delete_page",
    }


@contract("wagtail.admin.views.account.AvatarSettingsPanel.is_active")
def panels_may_be_inactive():
    assert issubclass(AvatarSettingsPanel, BaseSettingsPanel)
    takes(BaseSettingsPanel.is_active, "panel")
    assert BaseSettingsPanel.is_active("panel") is True
    assert AvatarSettingsPanel.is_active("panel") is False


@contract("wagtail.admin.views.mixins.SpreadsheetExportMixin.preprocess_field_value")
def each_cell_goes_through_one_method():
    written = []

    class View(SpreadsheetExportMixin):
        list_export = ("name",)

        def preprocess_field_value(self, field, value, export_format):
            written.append((field, value, export_format))
            return super().preprocess_field_value(field, value, export_format)

    lines = []
    writer = type("Writer", (), {"writerow": lambda _self, row: lines.append(row)})()
    View().write_csv_row(writer, {"name": "=1+1"})

    assert written == [("name", "=1+1", "csv")]
    assert lines == [{"name": "'=1+1"}]


@contract("wagtail.admin.views.pages.choose_parent.ChooseParentView")
def parents_are_those_one_may_add_below():
    view = ChooseParentView()
    view.model, view.locale = Page, None
    administrator = get_user_model()(is_superuser=True, is_active=True)

    assert not view.get_valid_parent_pages(administrator).exclude(pk__in=Page.objects.values("pk")).exists()
    takes(ChooseParentView.get, view, sent_form())


@contract("wagtail.admin.widgets.chooser.BaseChooser.render")
def chooser_writes_one_script():
    html = AdminPageChooser().render("page", None, {"id": "page"})

    assert re.findall("<script[^>]*>", html) == ["<script>"]  # without a request there is no nonce
    takes(AdminPageChooser.render, AdminPageChooser(), "name", "value", {}, None)


@contract("wagtail.documents.views.serve.authenticate_with_password")
def password_of_a_collection():
    takes(wagtail_documents.authenticate_with_password, sent_form(), 1)


@contract("wagtail.documents.views.serve.serve")
def document_is_served_by_number_and_name():
    takes(wagtail_documents.serve, sent_form(), "1", "name.pdf")


@contract("wagtail.utils.file.hash_filelike")
def hash_is_that_of_the_whole_file():
    file = BytesIO(b"abc")
    file.read()

    assert hash_filelike(file) == sha1(b"abc", usedforsecurity=False).hexdigest()


@contract("wagtail.utils.urlpatterns.decorate_urlpatterns")
def views_below_are_decorated():
    def view(_request):
        return "answer"

    patterns = [path("a/", view), path("b/", include([path("c/", view)]))]
    decorated = decorate_urlpatterns(patterns, lambda below: lambda request: f"in {below(request)}")

    assert decorated[0].callback(None) == "in answer"
    assert decorated[1].url_patterns[0].callback(None) == "in answer"


@contract("wagtail.views.authenticate_with_password")
def password_of_a_page():
    takes(wagtail_views.authenticate_with_password, sent_form(), 1, 2)


@contract("wagtail.wagtail_hooks.require_wagtail_login")
def sign_in_comes_back():
    answer = wagtail_hooks.require_wagtail_login(next="/documents/1/a.pdf")

    assert (answer.status_code, answer["Location"]) == (302, "/compte/connexion/?next=/documents/1/a.pdf")


def templates_of(name):
    """``(ours, theirs)``, each as a text without differences that mean nothing."""
    ours, theirs = our_templates()[name].read_text("utf-8"), their_templates()[name].read_text("utf-8")
    return tuple(re.sub(r"\s+", "", text.replace("'", '"')) for text in (ours, theirs))


@contract("template: wagtailadmin/panels/inline_panel.html")
def inline_panel_starts_in_its_block(name="inline_panel"):
    theirs = their_templates()[f"wagtailadmin/panels/{name}.html"].read_text("utf-8")

    _before, block, after = theirs.partition("{% block js_init %}")
    assert block
    assert theirs.count("<script>") == after.partition("{% endblock %}")[0].count("<script>") == 1


@contract("template: wagtailadmin/panels/multiple_chooser_panel.html")
def multiple_chooser_starts_in_its_block():
    inline_panel_starts_in_its_block("multiple_chooser_panel")


@contract("template: wagtailadmin/shared/set_privacy.html")
def privacy_form_is_theirs_and_a_warning():
    ours, theirs = templates_of("wagtailadmin/shared/set_privacy.html")

    ours = re.sub(r"\{#.*?#\}|\{%help_block.*?%endhelp_block%\}", "", ours).replace("%translate", "%trans")
    theirs = theirs.replace("{%loadi18nwagtailadmin_tags%}", "{%loadwagtailadmin_tags%}")
    assert ours == theirs.replace('method="POST"', 'method="post"').replace('class="button"/>', 'class="button">')


def widget_is_theirs_with_a_nonce(kind):
    ours, theirs = templates_of(f"wagtailadmin/widgets/{kind}_input.html")

    assert ours.replace("{%loaddesk_scripts_tags%}", "").replace("{%nonce%}", "") == theirs


for kind in ("date", "datetime", "time"):
    contract(f"template: wagtailadmin/widgets/{kind}_input.html")(lambda kind=kind: widget_is_theirs_with_a_nonce(kind))

"""What the network registers with Wagtail and with search."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import AdminOnlyMenuItem
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import AbstractPage
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from network import desk, files, indexing, loader, outbox, pages, search_desk, tasks
from network.clock import EVERY_MINUTE_HOOK
from network.inbox import INCOMING_HOOK, note_bounce
from network.inbox.mailbox import read_every_minute
from network.interrupted import resume_interrupted_tasks
from network.loading import CONTENT_HOOK
from network.privacy import rules
from network.privacy.retention import RETENTION_HOOK
from network.secret_addresses import REVOKE_HOOK, renew_search_feeds
from network.views import accounts_viewsets, mails_viewsets, names_desk
from network.views.audit import AuditReport
from network.views.merging import MergeView, refuse_deletion
from network.views.retention import RetentionMenuItem, RetentionReport
from network.views.saved_searches import follow_action
from network.views.search_viewsets import SearchViewSetGroup
from network.viewsets import DirectoryViewSetGroup
from search.sources import ACTIONS_HOOK, ANSWERED_HOOK, PROMOTION_HOOK, READER_HOOK, SOURCE_HOOK, SYNONYM_HOOK

hooks.register(CONTENT_HOOK, loader.load, order=10)
hooks.register(EVERY_MINUTE_HOOK, resume_interrupted_tasks, order=-2)
hooks.register(EVERY_MINUTE_HOOK, outbox.rescue_stuck_mails)
hooks.register(EVERY_MINUTE_HOOK, read_every_minute)
hooks.register(INCOMING_HOOK, note_bounce, order=10)

register_snippet(DirectoryViewSetGroup)
hooks.register("register_admin_viewset", SearchViewSetGroup)

register_permission_policy(AbstractPage, desk.DeskPagePolicy())
for model, kept_on in ((get_image_model(), "wagtailimages.Image"), (get_document_model(), "wagtaildocs.Document")):
    policy = desk.DeskFilePolicy(model, kept_on, owner_field_name="uploaded_by_user")
    register_permission_policy(model, policy, exact_class=True)  # Wagtail registers its own for subclasses too, later
hooks.register("construct_page_chooser_queryset", desk.only_readable)
hooks.register("before_serve_page", pages.refuse_page, order=-1)  # before Wagtail's own, which asks to sign in
hooks.register("before_serve_document", files.refuse_document, order=1)  # after Wagtail's own, which asks passwords


hooks.register("register_admin_urls", accounts_viewsets.admin_urls)
hooks.register("register_admin_urls", mails_viewsets.admin_urls)
hooks.register("register_admin_menu_item", mails_viewsets.menu)
hooks.register("register_admin_menu_item", accounts_viewsets.menu)
hooks.register("register_snippet_listing_buttons", accounts_viewsets.invite_button)


@hooks.register("register_admin_urls")
def merging_urls():
    return [path("personnes/<int:pk>/fusionner/", MergeView.as_view(), name="merge_people")]


hooks.register("before_delete_snippet", refuse_deletion)


@hooks.register("register_admin_urls")
def audit_urls():
    return [
        path("reports/audit/", AuditReport.as_view(), name="audit_report"),
        path("reports/audit/results/", AuditReport.as_view(results_only=True), name="audit_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def audit_menu_item():
    return AdminOnlyMenuItem(_("Audit log"), reverse("audit_report"), icon_name="history", order=100)


@hooks.register("register_admin_urls")
def retention_urls():
    return [
        path("reports/retention/", RetentionReport.as_view(), name="retention_report"),
        path("reports/retention/results/", RetentionReport.as_view(results_only=True), name="retention_report_results"),
    ]


@hooks.register("register_reports_menu_item")
def retention_menu_item():
    return RetentionMenuItem(_("Data retention"), reverse("retention_report"), icon_name="time", order=110)


@hooks.register("insert_global_admin_js")
def admin_fields():
    return format_html('<script src="{}"></script>', static("network/js/desk.js"))


@hooks.register("insert_global_admin_css")
def admin_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("network/css/admin.css"))


hooks.register(READER_HOOK, indexing.reader_tokens)
hooks.register(ACTIONS_HOOK, follow_action)
hooks.register(ANSWERED_HOOK, search_desk.note_unanswered)
hooks.register(PROMOTION_HOOK, search_desk.promotions)
hooks.register(SYNONYM_HOOK, indexing.synonyms)
hooks.register(SYNONYM_HOOK, indexing.name_synonyms)
for source in (
    indexing.MetropolisSource,
    indexing.PersonSource,
    indexing.ManifestoSource,
    indexing.GlossarySource,
    indexing.StandardPageSource,
    indexing.StatementSource,
    indexing.DocumentSource,
):
    hooks.register(SOURCE_HOOK, source)

for rule in rules.RULES:
    hooks.register(RETENTION_HOOK, rule())

hooks.register(EVERY_MINUTE_HOOK, tasks.apply_retention_when_due)
hooks.register(EVERY_MINUTE_HOOK, tasks.keep_index_in_step)
hooks.register("register_admin_urls", names_desk.admin_urls)
hooks.register("register_admin_menu_item", names_desk.menu)
hooks.register("register_snippet_listing_buttons", names_desk.replace_button)

hooks.register(REVOKE_HOOK, renew_search_feeds)

# No portraits: their files would outlive the account, and are served to nobody.
AvatarSettingsPanel.is_active = lambda _panel: False

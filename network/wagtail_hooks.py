"""What the network registers with Wagtail and with search."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import AbstractPage
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from network.accounts.desk import accounts_menu, audit_report
from network.accounts.secret_addresses import REVOKE_HOOK
from network.audience import refusal
from network.audience.desk import DeskPagePolicy, only_readable
from network.directory.desk import GlossaryTermViewSet, MetropolisViewSet, ThemeViewSet, WorkingGroupViewSet
from network.documents import access
from network.documents.desk import DeskFilePolicy
from network.following import indexing, promoted, synonyms, unanswered
from network.following.saved_searches import renew_search_feeds
from network.following.search_menu import SearchViewSetGroup
from network.following.tasks import keep_index_in_step
from network.following.views import follow_action
from network.loading.directory import load_directory
from network.loading.pages import load_pages
from network.loading.run import CONTENT_HOOK
from network.mail import mails_menu, outbox
from network.mail.inbox import INCOMING_HOOK, note_bounce
from network.mail.inbox.mailbox import read_every_minute
from network.mail.people_desk import ReachablePersonViewSet
from network.privacy import retention_rules
from network.privacy.desk import merging, names, retention_report
from network.privacy.retention import RETENTION_HOOK
from network.privacy.tasks import apply_retention_when_due
from network.running.clock import EVERY_MINUTE_HOOK
from network.running.interrupted import resume_interrupted_tasks
from search.sources import ACTIONS_HOOK, ANSWERED_HOOK, PROMOTION_HOOK, READER_HOOK, SOURCE_HOOK, SYNONYM_HOOK

hooks.register(CONTENT_HOOK, load_directory, order=10)
hooks.register(CONTENT_HOOK, load_pages, order=11)
hooks.register(EVERY_MINUTE_HOOK, resume_interrupted_tasks, order=-2)
hooks.register(EVERY_MINUTE_HOOK, outbox.rescue_stuck_mails)
hooks.register(EVERY_MINUTE_HOOK, read_every_minute)
hooks.register(INCOMING_HOOK, note_bounce, order=10)


class DirectoryViewSetGroup(SnippetViewSetGroup):
    items = (MetropolisViewSet, ReachablePersonViewSet, WorkingGroupViewSet, ThemeViewSet, GlossaryTermViewSet)
    menu_label = _("Network")
    menu_icon = "group"
    menu_order = 200


register_snippet(DirectoryViewSetGroup)
hooks.register("register_admin_viewset", SearchViewSetGroup)

register_permission_policy(AbstractPage, DeskPagePolicy())
for model, kept_on in ((get_image_model(), "wagtailimages.Image"), (get_document_model(), "wagtaildocs.Document")):
    policy = DeskFilePolicy(model, kept_on, owner_field_name="uploaded_by_user")
    register_permission_policy(model, policy, exact_class=True)  # Wagtail registers its own for subclasses too, later
hooks.register("construct_page_chooser_queryset", only_readable)
hooks.register("before_serve_page", refusal.refuse_page, order=-1)  # before Wagtail's own, which asks to sign in
hooks.register("before_serve_document", access.refuse_document, order=1)  # after Wagtail's own, which asks passwords

hooks.register("register_admin_urls", accounts_menu.admin_urls)
hooks.register("register_admin_urls", mails_menu.admin_urls)
hooks.register("register_admin_menu_item", mails_menu.menu)
hooks.register("register_admin_menu_item", accounts_menu.menu)
hooks.register("register_snippet_listing_buttons", accounts_menu.invite_button)
hooks.register("register_admin_urls", merging.admin_urls)
hooks.register("before_delete_snippet", merging.refuse_deletion)
hooks.register("register_admin_urls", audit_report.admin_urls)
hooks.register("register_reports_menu_item", audit_report.menu)
hooks.register("register_admin_urls", retention_report.admin_urls)
hooks.register("register_reports_menu_item", retention_report.menu)


@hooks.register("insert_global_admin_js")
def admin_fields():
    return format_html('<script src="{}"></script>', static("network/js/look/desk.js"))


@hooks.register("insert_global_admin_css")
def admin_colours():
    return format_html('<link rel="stylesheet" href="{}">', static("network/css/look/desk.css"))


hooks.register(READER_HOOK, indexing.reader_tokens)
hooks.register(ACTIONS_HOOK, follow_action)
hooks.register(ANSWERED_HOOK, unanswered.note_unanswered)
hooks.register(PROMOTION_HOOK, promoted.promotions)
hooks.register(SYNONYM_HOOK, synonyms.synonyms)
hooks.register(SYNONYM_HOOK, synonyms.name_synonyms)
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

for rule in retention_rules.RULES:
    hooks.register(RETENTION_HOOK, rule())

hooks.register(EVERY_MINUTE_HOOK, apply_retention_when_due)
hooks.register(EVERY_MINUTE_HOOK, keep_index_in_step)
hooks.register("register_admin_urls", names.admin_urls)
hooks.register("register_admin_menu_item", names.menu)
hooks.register("register_snippet_listing_buttons", names.replace_button)

hooks.register(REVOKE_HOOK, renew_search_feeds)

# No portraits: their files would outlive the account, and are served to nobody.
AvatarSettingsPanel.is_active = lambda _panel: False

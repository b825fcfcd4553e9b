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

from network import (
    desk,
    desk_files,
    files,
    following_tasks,
    indexing,
    outbox,
    pages,
    retention_tasks,
    search_desk,
    synonyms,
)
from network.clock import EVERY_MINUTE_HOOK
from network.inbox import INCOMING_HOOK, note_bounce
from network.inbox.mailbox import read_every_minute
from network.interrupted import resume_interrupted_tasks
from network.loading import CONTENT_HOOK
from network.loading.directory import load_directory
from network.loading.pages import load_pages
from network.people_desk import ReachablePersonViewSet
from network.privacy import rules
from network.privacy.retention import RETENTION_HOOK
from network.saved_searches import renew_search_feeds
from network.secret_addresses import REVOKE_HOOK
from network.views import accounts_viewsets, audit, mails_viewsets, merging, names_desk, retention
from network.views.saved_searches import follow_action
from network.views.search_viewsets import SearchViewSetGroup
from network.viewsets import GlossaryTermViewSet, MetropolisViewSet, ThemeViewSet, WorkingGroupViewSet
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

register_permission_policy(AbstractPage, desk.DeskPagePolicy())
for model, kept_on in ((get_image_model(), "wagtailimages.Image"), (get_document_model(), "wagtaildocs.Document")):
    policy = desk_files.DeskFilePolicy(model, kept_on, owner_field_name="uploaded_by_user")
    register_permission_policy(model, policy, exact_class=True)  # Wagtail registers its own for subclasses too, later
hooks.register("construct_page_chooser_queryset", desk.only_readable)
hooks.register("before_serve_page", pages.refuse_page, order=-1)  # before Wagtail's own, which asks to sign in
hooks.register("before_serve_document", files.refuse_document, order=1)  # after Wagtail's own, which asks passwords

hooks.register("register_admin_urls", accounts_viewsets.admin_urls)
hooks.register("register_admin_urls", mails_viewsets.admin_urls)
hooks.register("register_admin_menu_item", mails_viewsets.menu)
hooks.register("register_admin_menu_item", accounts_viewsets.menu)
hooks.register("register_snippet_listing_buttons", accounts_viewsets.invite_button)
hooks.register("register_admin_urls", merging.admin_urls)
hooks.register("before_delete_snippet", merging.refuse_deletion)
hooks.register("register_admin_urls", audit.admin_urls)
hooks.register("register_reports_menu_item", audit.menu)
hooks.register("register_admin_urls", retention.admin_urls)
hooks.register("register_reports_menu_item", retention.menu)


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

for rule in rules.RULES:
    hooks.register(RETENTION_HOOK, rule())

hooks.register(EVERY_MINUTE_HOOK, retention_tasks.apply_retention_when_due)
hooks.register(EVERY_MINUTE_HOOK, following_tasks.keep_index_in_step)
hooks.register("register_admin_urls", names_desk.admin_urls)
hooks.register("register_admin_menu_item", names_desk.menu)
hooks.register("register_snippet_listing_buttons", names_desk.replace_button)

hooks.register(REVOKE_HOOK, renew_search_feeds)

# No portraits: their files would outlive the account, and are served to nobody.
AvatarSettingsPanel.is_active = lambda _panel: False

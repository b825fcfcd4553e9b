"""What we lean on though its authors promise nothing: one line each, and a contract in ``contracts`` of the same name.

``where`` is all of our files that use it (``finding`` reads them; a test compares), ``why`` what we could not have
otherwise, ``since`` the version with which it was written or last looked at.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """``name`` as ``finding.Use.part`` writes it."""

    name: str
    where: tuple[str, ...]
    why: str
    since: str


DJANGO, WAGTAIL, ALLAUTH = "Django 5.2", "Wagtail 8.0", "django-allauth 65.21"
MIME, OPENID = "network/mail/outbox/mime.py", "network/accounts/openid.py"
DESK_TEMPLATES = "network/templates/wagtailadmin"

PARTS = (
    # Django
    Part("._create_message", (MIME,), "the one place where a whole message is put together: a calendar stands beside text and HTML (RFC 6047)", DJANGO),
    Part("._create_alternatives", (MIME,), "text and HTML as Django writes them, to put the calendar beside them", DJANGO),
    Part("django.core.mail.message.SafeMIMEMultipart", (MIME,), "multipart without header injection, as Django's own", DJANGO),
    Part("._errors", ("events/polls/desk/screens.py",), "shows again what was typed when a row is added, without judging it yet", DJANGO),
    Part("._has_been_logged", ("events/feeds/serving.py",), "the log of refusals would hold secret addresses", DJANGO),
    Part("._prefetched_objects_cache", ("events/agenda/days.py",), "asks whether a relation was fetched already, instead of asking the database again", DJANGO),
    Part("._raw_delete", ("network/accounts/models/audit.py",), "the audit log refuses delete(); retention alone passes by it", DJANGO),
    Part("django.core.servers.basehttp.get_internal_wsgi_application", ("network/running/processes.py",), "loads the application that WSGI_APPLICATION names, before the web server forks", DJANGO),
    Part("django.utils.autoreload.DJANGO_AUTORELOAD_ENV", ("network/management/commands/work.py",), "tells the process that works from the one that only restarts it", DJANGO),
    Part("django.utils.translation.reloader.translation_file_changed", ("network/running/catalogues.py",), "forgets the catalogue that was just compiled anew", DJANGO),
    Part("django.utils.translation.template.templatize", ("network/running/catalogues.py",), "reads the messages of templates without GNU gettext", DJANGO),
    # Wagtail and what comes with it
    Part("._cached_parent_obj", ("network/directory/routing.py",), "the page above was fetched with the page: treebeard need not ask again", "django-treebeard 5"),
    Part("._get_permission_codenames", ("network/audience/desk.py",), "names of rights over pages, as the policy we inherit from compares them", WAGTAIL),
    Part("wagtail.admin.views.account.AvatarSettingsPanel.is_active", ("network/wagtail_hooks.py",), "no portraits of accounts: the panel has no setting", WAGTAIL),
    Part("wagtail.admin.views.mixins.SpreadsheetExportMixin.preprocess_field_value", ("network/look/spreadsheets.py",), "no cell of an export of the desk is a formula, whatever view exports it", WAGTAIL),
    Part("wagtail.admin.views.pages.choose_parent.ChooseParentView", ("events/making/viewset.py",), "a new meeting skips the choice of a parent", WAGTAIL),
    Part("wagtail.admin.widgets.chooser.BaseChooser.render", ("network/running/desk_scripts.py",), "choosers write an inline script in Python: it must carry the nonce", WAGTAIL),
    Part("wagtail.documents.views.serve.authenticate_with_password", ("network/accounts/views/shared_password.py",), "the shared password of a collection, behind a rate limit", WAGTAIL),
    Part("wagtail.documents.views.serve.serve", ("network/documents/serving.py",), "documents at an address of ours, with headers of ours", WAGTAIL),
    Part("wagtail.utils.file.hash_filelike", ("network/documents/texts.py",), "the hash that Wagtail keeps with a document, to know whether its text is still that of the file", WAGTAIL),
    Part("wagtail.utils.urlpatterns.decorate_urlpatterns", ("network/running/one_transaction.py",), "every view below an address in one transaction, the desk's included", WAGTAIL),
    Part("wagtail.views.authenticate_with_password", ("network/accounts/views/shared_password.py",), "the shared password of a page, behind a rate limit", WAGTAIL),
    Part("wagtail.wagtail_hooks.require_wagtail_login", ("network/documents/access.py",), "a document that asks to sign in answers as a page does", WAGTAIL),
    Part("template: wagtailadmin/panels/inline_panel.html", (f"{DESK_TEMPLATES}/panels/inline_panel.html",), "its inline script carries the nonce", WAGTAIL),
    Part("template: wagtailadmin/panels/multiple_chooser_panel.html", (f"{DESK_TEMPLATES}/panels/multiple_chooser_panel.html",), "its inline script carries the nonce", WAGTAIL),
    Part("template: wagtailadmin/shared/set_privacy.html", (f"{DESK_TEMPLATES}/shared/set_privacy.html",), "a copy: the form says what a shared password is worth", WAGTAIL),
    Part("template: wagtailadmin/widgets/date_input.html", (f"{DESK_TEMPLATES}/widgets/date_input.html",), "a copy: its inline script carries the nonce", WAGTAIL),
    Part("template: wagtailadmin/widgets/datetime_input.html", (f"{DESK_TEMPLATES}/widgets/datetime_input.html",), "a copy: its inline script carries the nonce", WAGTAIL),
    Part("template: wagtailadmin/widgets/time_input.html", (f"{DESK_TEMPLATES}/widgets/time_input.html",), "a copy: its inline script carries the nonce", WAGTAIL),
    # django-allauth
    Part("allauth.account.internal.flows.login.record_authentication", ("network/accounts/second_factor.py", "network/accounts/views/overview.py"), "notes in the session how somebody proved who she or he is", ALLAUTH),
    Part("allauth.account.internal.flows.reauthentication.get_reauthentication_flows", ("network/accounts/reauthentication.py",), "which proofs an account can give", ALLAUTH),
    Part("allauth.account.internal.flows.reauthentication.suspend_request", ("network/accounts/reauthentication.py",), "a form that was sent goes on after the proof", ALLAUTH),
    Part("allauth.account.internal.userkit.filter_users_by_email", (OPENID,), "the account of an address, looked for as allauth does", ALLAUTH),
    Part("allauth.core.internal.ratelimit", ("network/accounts/rate_limits.py",), "rates of our forms counted like those of sign-in, over all processes (its keys begin with « allauth »: network/page_cache/site_cache.py)", ALLAUTH),
    Part("allauth.socialaccount.internal.jwtkit", (OPENID,), "the signed identity of ProConnect checked as allauth checks others", ALLAUTH),
    Part("._fetch_user_info", (OPENID,), "ProConnect answers with a signed token, where allauth expects JSON", ALLAUTH),
    # Others
    Part("._csp_nonce", ("network/running/headers.py",), "one nonce for a session of the desk: dialogs bring scripts into an earlier page", "django-csp 4.0"),
    Part("._execute_task", ("network/running/at_once.py",), "a task without a worker waits for the commit of what asks for it", "django-tasks 0.12"),
    Part("django_tasks_db.management.commands.db_worker", ("network/management/commands/work.py",), "our worker is theirs, and keeps time beside", "django-tasks-db 0.13"),
    Part("django_tasks_db.models.DBTaskResult", ("network/privacy/retention_rules.py", "network/running/interrupted.py"), "tasks of a dead worker are queued again, old ones are dropped", "django-tasks-db 0.13"),
    Part("elasticsearch.dsl.utils.DslBase", ("search/engines/elasticsearch/analysis.py",), "the type of analyzers and filters, for annotations", "elasticsearch-dsl 8.18"),
)  # fmt: skip

MARKS = {
    "._explained_acronyms": "network/templatetags/network_tags.py",
    "._groups_known": "network/audience/roles.py",
    "._reader": "network/audience/rules.py",
    "._restricted_collections": "network/audience/words.py",
    "._was_superuser": "network/accounts/signals.py",
}
"""Private names of our own that we put on requests and accounts, to ask once: nobody else may use them there."""

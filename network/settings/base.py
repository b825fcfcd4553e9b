"""Settings that are true everywhere; dev, test and production are short differences."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from network.documents import upload_limits
from network.running import security_policy
from network.settings.database import default_database
from network.settings.env import PROJECT_DIR, env, port_number
from network.settings.openid import openid_apps, openid_origins

DATA_DIR = Path(env.str("DATA_DIR", default=str(PROJECT_DIR / ".data"))).resolve()
HOST = env.str("HOST", default="127.0.0.1")
PORT = port_number("PORT", 8000)

INSTALLED_APPS = [
    "resources",
    "events",
    "network",
    "search",
    "wagtail.api.v3",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "events.feeds.middleware.CalendarFilesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages for signed-in readers; hides their length (BREACH)
    "network.page_cache.kept_pages.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "network.running.headers.SecurityHeadersMiddleware",
    "network.running.headers.MethodsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "network.accounts.second_factor.SecondFactorMiddleware",
    "network.audience.desk.DeskMiddleware",
    "network.accounts.audit.ExportsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

# In the session: no cookie of their own, and a page kept ready (network.page_cache.kept_pages) is not given to who awaits one.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ROOT_URLCONF = "network.urls"
WSGI_APPLICATION = "network.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "laces.templatetags.laces",
                "wagtail.templatetags.wagtailcore_tags",
                "network.templatetags.network_tags",
            ],
        },
    }
]

DATABASES = {"default": default_database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time: French content, Paris time; the code's own strings are English.
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
TIME_ZONE = "Europe/Paris"
USE_TZ = True
FORMAT_MODULE_PATH = ["network.look.formats"]

# Accounts: one sign-in for site and admin, by a code sent by mail.
AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = "/"
WAGTAIL_FRONTEND_LOGIN_URL = "/compte/connexion/"
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "network/accounts/password_required.html"  # noqa: S105 -- a template
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = WAGTAIL_PASSWORD_REQUIRED_TEMPLATE
ACCOUNT_ADAPTER = "network.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # nobody signs up; allauth reads here that passwords exist
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code itself proves the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds: mail may be slow
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False

ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds: adding a key, then another, without proving oneself twice
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/h/ip,3/m/key,10/h/key",
    "login": "20/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
}
ACCOUNT_FORMS = {"request_login_code": "network.accounts.forms.SignInCodeForm"}

# How often forms of visitors may be sent (network.accounts.rate_limits): from one network, by one address. The network first:
# once it has had its share, it uses up nobody's address, and leaves no count of the addresses it makes up.
FORM_RATE_LIMITS = {
    "account_request": "20/h/ip,3/h/key",
    "contact": "20/h/ip,5/h/key",
    "correction": "40/h/ip,10/h/key",
    "objection": "20/h/ip,3/h/key",
    "shared_password": "10/m/ip,300/h/key",  # the key is what it opens: a whole group gives the same
}

# The second factor (network.accounts.second_factor says who needs it) and passkeys.
MFA_ADAPTER = "network.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Métropoles participatives"
MFA_TOTP_TOLERANCE = 1  # one code early or late: telephones drift
MFA_FORMS = {}

# ProConnect, or any OpenID Connect provider: only when its three settings are given.
SOCIALACCOUNT_ADAPTER = "network.accounts.openid.OpenIDAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": openid_apps(env)}}

CACHES = {
    "default": {"BACKEND": "network.page_cache.site_cache.SiteCache", "LOCATION": "site"},
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "network_shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static"))).resolve()
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "network.running.staticfiles.HashedStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 300

# Mail
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Métropoles participatives <ne-pas-repondre@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_DELIVERY_BACKEND = ""
"""By what mails leave the outbox, where ``EMAIL_BACKEND`` is the way into it."""
REPLIES_ADDRESS = env.str("REPLIES_ADDRESS", default="")
"""The mailbox that the site reads: answers to invitations and reports of failure arrive there."""
IMAP_URL = env.str("IMAP_URL", default="")
"""How to read that mailbox, `imaps://user:password@host:993/INBOX`."""
INBOUND_MAIL_SECRET = env.str("INBOUND_MAIL_SECRET", default="")
"""What a mail service proves itself with when it hands mails over instead (`/courriels/reception/`)."""
EMAIL_TIMEOUT = 10  # seconds: a mail server that does not answer must not hold up a reader

# Tasks: rows written in the same transaction as the change, done by a worker.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
if env.bool("TASKS_AT_ONCE", default=False):  # in the request itself: no worker needed, slower answers
    TASKS = {"default": {"BACKEND": "network.running.at_once.AtOnceBackend"}}

# Wagtail
WAGTAIL_SITE_NAME = "Métropoles participatives"
WAGTAILADMIN_BASE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False  # a new account signs in by a code; its owner may choose a password
WAGTAILEMBEDS_FINDERS = []
WAGTAILIMAGES_IMAGE_MODEL = "network.NetworkImage"
WAGTAILDOCS_DOCUMENT_MODEL = "network.NetworkDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "network.documents.uploads.CheckedImageForm"
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # an address can be read aloud: « reunion », not « r%C3%A9union »
WAGTAILIMAGES_EXTENSIONS = upload_limits.IMAGE_KINDS
WAGTAILIMAGES_MAX_UPLOAD_SIZE = upload_limits.MOST_BYTES_OF_AN_IMAGE
WAGTAILIMAGES_MAX_IMAGE_PIXELS = upload_limits.MOST_PIXELS
WAGTAILDOCS_DOCUMENT_FORM_BASE = "network.documents.uploads.CheckedDocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = upload_limits.MOST_BYTES_OF_A_DOCUMENT
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # never by the address of the file: see network.documents.access
WAGTAILDOCS_INLINE_CONTENT_TYPES = []  # always a download
WAGTAILDOCS_EXTENSIONS = upload_limits.DOCUMENT_KINDS
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Search: the embedded index in its own file, or Elasticsearch when its address is given.
SEARCH_INDEX_PATH = DATA_DIR / "search.sqlite3"
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")

# The site
SITE_DOMAIN = env.str("SITE_DOMAIN", default="metropoles-participatives.example")
"""Part of every calendar UID (RFC 5545 §3.8.4.7): must never change once published."""
CALENDARS_GZIP = env.bool("CALENDARS_GZIP", default=True)
"""Calendar files compressed for those who ask: a switch, since a client may fail on it (CALENDARS.md, R22)."""
CALENDAR_FETCHES_NOTED_AFTER_S = 30
"""Fetches of calendars are noted in memory and written together, so that none waits for it; 0: only when told."""
RGAA_VERSION = "4.1.2"

# Security headers: their values stand in network.running.security_policy, network.running.headers sends them.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": security_policy.PAGES
    | {"form-action": [*security_policy.PAGES["form-action"], *openid_origins(env)]},
}
ADMIN_PREFIX = "/admin/"
ADMIN_CONTENT_SECURITY_POLICY = CONTENT_SECURITY_POLICY["DIRECTIVES"] | security_policy.OF_THE_DESK
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in security_policy.SWITCHED_OFF)
CSRF_FAILURE_VIEW = "network.views.errors.csrf_failure"
# Same origin, not DENY: the admin shows previews in a frame.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor posts many fields

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

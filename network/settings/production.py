"""A public server. Refuses to start on a missing secret, naming it."""

from network.settings.base import *  # noqa: F403
from network.settings.base import CONTENT_SECURITY_POLICY
from network.settings.env import env, required

DEBUG = False
SECRET_KEY = required("SECRET_KEY", "a long random text that signs sessions and links")
ALLOWED_HOSTS = [
    host.strip() for host in required("ALLOWED_HOSTS", "the names this site answers to, separated by commas").split(",")
]
WAGTAILADMIN_BASE_URL = required("SITE_URL", "the address of the site, used in mails, for example https://…")
SITE_DOMAIN = required("SITE_DOMAIN", "the name in calendar identifiers, which must never change")
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", "the sender of the site's mails")
required("EMAIL_URL", "the mail server, for example smtp+tls://user:password@host:587")
vars().update(env.email("EMAIL_URL"))
MAIL_DELIVERY_BACKEND = vars()["EMAIL_BACKEND"]
EMAIL_BACKEND = "network.mail.outbox.backend.OutboxBackend"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

SAMPLE_ACCOUNTS = False

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# The web server in front sets this header itself (deploy/): granian must not be reachable past it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True

# How many proxies in front add to X-Forwarded-For: limits on sign-in count by the address they vouch for.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

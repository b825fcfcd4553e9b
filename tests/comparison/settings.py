"""A local start, but for what would make it slow or different from one record to the next."""

from network.settings.database import default_database
from network.settings.dev import *  # noqa: F403
from network.settings.dev import DATA_DIR, INSTALLED_APPS, LOGGING, STORAGES

DATABASES = {"default": default_database(DATA_DIR, pragmas="PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;")}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
CALENDAR_FETCHES_NOTED_AFTER_S = 0
INSTALLED_APPS = [*INSTALLED_APPS, "network.styleguide"]
INBOUND_MAIL_SECRET = "for-comparisons-only"  # noqa: S105 -- protects nothing
LOGGING = LOGGING | {"loggers": {"django": {"level": "ERROR"}}}  # addresses that are not there are asked on purpose

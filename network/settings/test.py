"""The tests: everything in a temporary folder, tasks done at once, no static manifest needed."""

import tempfile
from pathlib import Path

from network.settings.base import *  # noqa: F403
from network.settings.base import INSTALLED_APPS
from network.settings.database import default_database

DATA_DIR = Path(tempfile.mkdtemp(prefix="metropoles-tests-"))
DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "network.styleguide"]
SECRET_KEY = "for-tests-only"  # noqa: S105 -- protects nothing
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": default_database(DATA_DIR, pragmas="PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;")}
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
SEARCH_INDEX_PATH = DATA_DIR / "search.sqlite3"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
REPLIES_ADDRESS = "reponses@reseau.example"
INBOUND_MAIL_SECRET = "for-tests-only"  # noqa: S105 -- protects nothing
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
CACHES = {
    "default": {"BACKEND": "network.page_cache.site_cache.SiteCache", "LOCATION": "site"},
    "shared": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"},
}
ELASTICSEARCH_URL = ""  # tests of the search server name it themselves
SAMPLE_ACCOUNTS = True
CALENDAR_FETCHES_NOTED_AFTER_S = 0

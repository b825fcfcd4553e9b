"""The tests' settings with what a death may catch: tasks and what processes share in the database, mails that leave."""

from network.settings.test import *  # noqa: F403

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = "network.mail.outbox.backend.OutboxBackend"
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    "default": {"BACKEND": "network.page_cache.site_cache.SiteCache", "LOCATION": "site"},
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "network_shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

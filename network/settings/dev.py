"""A local start (`make run`): real content, sample accounts, mails written to files."""

from network.settings.base import *  # noqa: F403
from network.settings.base import DATA_DIR, HOST, INSTALLED_APPS, PORT, STORAGES
from network.settings.env import env
from network.settings.local_secret import local_secret_key

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret_key(DATA_DIR)
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]
WAGTAILADMIN_BASE_URL = env.str("SITE_URL", default=f"http://{'localhost' if HOST == '0.0.0.0' else HOST}:{PORT}")  # noqa: S104

EMAIL_BACKEND = "network.mail.outbox.backend.OutboxBackend"
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mails"
if env.str("EMAIL_URL", default=""):  # a mail server instead of files
    vars().update(env.email("EMAIL_URL"))
    MAIL_DELIVERY_BACKEND, EMAIL_BACKEND = vars()["EMAIL_BACKEND"], "network.mail.outbox.backend.OutboxBackend"
REPLIES_ADDRESS = env.str("REPLIES_ADDRESS", default="reponses@localhost")

SAMPLE_ACCOUNTS = True

if DEBUG:
    INSTALLED_APPS = [*INSTALLED_APPS, "network.styleguide"]
    # A changed stylesheet or script is seen at once.
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

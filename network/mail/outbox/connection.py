"""How mails leave in the end."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

OUTBOX = "network.mail.outbox.backend.OutboxBackend"


def delivery_connection() -> BaseEmailBackend:
    """A connection of ``MAIL_DELIVERY_BACKEND``, else of ``EMAIL_BACKEND`` where that is no way into the outbox."""
    backend = settings.MAIL_DELIVERY_BACKEND or settings.EMAIL_BACKEND
    if backend == OUTBOX:
        raise ImproperlyConfigured("MAIL_DELIVERY_BACKEND is not set: mails would never leave the outbox.")
    return get_connection(backend)

"""Who in the team did something, as a field of what was done."""

from django.conf import settings
from django.db import models


def account_key(label):
    """Who in the team did something: forgotten with the account, and looked up from this side only."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

"""What search keeps in the site's database: the changes that the index has yet to follow."""

from django.db import models


class IndexChange(models.Model):
    """A change to follow, written in the same transaction as the change itself.

    Says what changed, never how: whoever follows it reads the present state.
    """

    model_label = models.CharField(max_length=100)
    object_pk = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=255, blank=True)
    """For a part of the page tree: its tree path."""
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    done_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.model_label} {self.object_pk or self.path}"


class Arrival(models.Model):
    """Since when a document can be found by an audience. Outlives the index, which may be built anew at any time."""

    key = models.CharField(max_length=120)
    audience = models.CharField(max_length=255)
    since = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-since", "key"]
        constraints = [models.UniqueConstraint(fields=["key", "audience"], name="arrival_once")]

    def __str__(self) -> str:
        return f"{self.key} ({self.audience})"

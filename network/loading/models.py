"""What the content loader has made, so that a later load never overwrites an editor's change."""

from django.contrib.contenttypes.models import ContentType
from django.db import models

from network.audience.disclosure import Disclosure


class LoadedContent(models.Model):
    """One record of a content file: what it became, and both fingerprints at that moment."""

    key = models.CharField(max_length=200, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.CharField(max_length=40)
    source_fingerprint = models.CharField(max_length=64)
    state_fingerprint = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    disclosure = Disclosure(on_pages=False, technical=("key",))

    class Meta:
        ordering = ["key"]

    def __str__(self):
        return self.key

"""The cache that all processes share, kept in the database (``CACHES["shared"]``)."""

from django.db import models

from network.audience.disclosure import NOT_SHOWN


class SharedCacheEntry(models.Model):
    """The table that `django.core.cache.backends.db` reads and writes: made here so that migrating makes it."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    disclosure = NOT_SHOWN

    class Meta:
        db_table = "network_shared_cache"
        default_permissions = ()

    def __str__(self):
        return self.cache_key

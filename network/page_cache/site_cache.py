"""The site's cache: memory of each process, except what must be counted over all of them."""

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache

SHARED = "allauth"
"""Attempts, locks and used codes: an attacker must not get one allowance for each process of the web server."""


class SiteCache(LocMemCache):
    """Keeps keys that begin with ``SHARED`` in the cache of that name, all others in this process."""

    def get(self, key, default=None, version=None):
        return self.place(key).get(key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self.place(key).set(key, value, timeout, version)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self.place(key).add(key, value, timeout, version)

    def delete(self, key, version=None):
        return self.place(key).delete(key, version)

    def clear(self):
        super().clear()
        caches["shared"].clear()

    def place(self, key):
        return caches["shared"] if str(key).startswith(SHARED) else super()

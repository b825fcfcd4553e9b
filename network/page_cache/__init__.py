"""Whole pages kept ready for readers without a session, and the number that says when they are old.

Knows: no other room. Tables: ContentGeneration, SharedCacheEntry. Secrets: codes and attempts that allauth counts in
the shared cache.
"""

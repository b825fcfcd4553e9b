"""The knowledge base that ships, read from `resources/content/` in the order in which its parts need each other.

Knows every room. Tables: none. Secrets: none.
"""

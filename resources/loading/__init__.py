"""The knowledge base that ships, read from `resources/content/` in the order in which its parts need each other.

Knows: follow_ups, matrix, minutes, practices, questions. Tables: none. Secrets: none.
"""

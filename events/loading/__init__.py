"""The meetings and polls that ship, read from `events/content/`, and what the sample accounts hold.

Knows: every room of the app. Tables: none. Secrets: none.
"""

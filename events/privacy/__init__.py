"""What the app knows of somebody: exported, erased, kept no longer than its time; and secret addresses cut at once.

Knows: every room of the app. Tables: none. Secrets: none of its own.
"""

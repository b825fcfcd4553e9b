"""What the app knows of somebody: exported, erased, kept no longer than its time; secret addresses cut at once.

Knows: answers, attendance, feeds, polls. Tables: none. Secrets: none of its own.
"""

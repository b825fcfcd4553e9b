"""What follows from the publication of a meeting: filed, numbered, its texts written, its answers settled, people told.

Knows: reminders, changes and all below. Tables: none (it compares those of calendars and changes). Secrets: none.
"""

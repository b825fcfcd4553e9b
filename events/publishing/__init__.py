"""What follows from the publication of a meeting: filed, numbered, its texts written, its answers settled, people told.

Knows: agenda, answers, calendars, changes, meetings, reminders. Tables: none. Secrets: none.
"""

"""The meetings and polls that ship, read from `events/content/`, and what the sample accounts hold.

Knows: agenda, answers, attendance, feeds, making, meetings, polls. Tables: none. Secrets: none.
"""

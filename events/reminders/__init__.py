"""Reminders before a meeting: when they are due, to whom, and what they say.

Knows: briefing, invitations and all below. Tables: MeetingReminder. Secrets: the personal links in the mails it writes.
"""

"""Reminders before a meeting: when they are due, to whom, what they say.

Knows: answers, attendance, briefing, invitations, meetings. Tables: MeetingReminder. Secrets: the personal links and
the link to join in its mails.
"""

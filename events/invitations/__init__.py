"""Inviting people to a meeting and chasing them up, what their calendar gets (iTIP), the replies that come by mail.

Knows: answers, attendance, calendars, meetings. Tables: InvitationRun. Secrets: the personal links in its mails, and
the address to which each person's calendar replies.
"""

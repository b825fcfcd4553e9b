"""What was announced of a meeting and what has changed since: who is told, by mail and in their calendar.

Knows: invitations and all below. Tables: MeetingAnnouncement, MeetingChange. Secrets: none (of links to join only marks).
"""

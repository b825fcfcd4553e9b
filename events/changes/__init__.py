"""What was announced of a meeting and what has changed since: who is told, by mail and in their calendar.

Knows: answers, attendance, calendars, invitations, meetings. Tables: MeetingAnnouncement, MeetingChange. Secrets: none
(of links to join it keeps marks only).
"""

"""Invitations that calendars understand, and their answers (iTIP RFC 5546, iMIP RFC 6047). Pure functions: no query,
no request, no clock. The numbers R28… are those of CALENDARS.md."""

from events.invitations.itip.reading import Attendee, Reply, Unreadable, read_replies
from events.invitations.itip.writing import invitation_bytes

__all__ = ["Attendee", "Reply", "Unreadable", "invitation_bytes", "read_replies"]

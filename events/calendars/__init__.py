"""Calendar data (RFC 5545): meetings as events and files, the number of each version, the texts kept of them. ``vevent``,
``vcalendar``, ``altered_text`` and ``zones`` know no database, request or clock: same meeting, same bytes (R7).

Knows: meetings. Tables: CalendarEntry, SessionCalendarEntry, EventText, CalendarClock. Secrets: the text with the link
to join, kept beside the one for everybody.
"""

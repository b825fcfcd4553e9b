"""Calendar data (RFC 5545): pure functions that turn meetings into events and files, and the texts kept of them.

``vevent``, ``vcalendar``, ``altered_text`` and ``zones`` ask no database, no request and no clock: the same meeting gives
the same bytes (R7). Knows: meetings. Tables: CalendarEntry, SessionCalendarEntry, EventText, CalendarClock. Secrets: none.
"""

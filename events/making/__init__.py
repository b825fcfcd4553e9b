"""Making meetings in the desk: from a pattern, as a copy, as a series and the days it skips; their list, its buttons.

Knows: agenda, attendance, changes, meetings. Tables: MeetingSeries, SeriesMeeting. Secrets: none.
"""

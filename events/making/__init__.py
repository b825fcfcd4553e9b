"""Making meetings in the desk: from a pattern, as a copy, as a series; their list and its buttons.

Knows: changes and all below. Tables: MeetingSeries, SeriesMeeting. Secrets: none.
"""

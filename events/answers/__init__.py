"""What people answer to an invitation: places left and waiting lists, until when, by which link, mails about a place.

Knows: attendance, calendars, meetings. Tables: none. Secrets: the personal link of each person invited.
"""

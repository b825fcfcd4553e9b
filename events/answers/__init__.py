"""What people answer to an invitation: places and waiting lists, until when, by which link, and the mails about a place.

Knows: attendance, calendars, meetings; of network also its mail. Tables: none of its own. Secrets: personal links.
"""

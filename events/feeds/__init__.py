"""Calendars people subscribe to: public feeds and their refresh interval, personal ones at a secret address, the log
of fetches, and whether anybody still reads them.

Knows: agenda, attendance, calendars, changes, meetings. Tables: FeedFetch, CalendarSubscription, Follow. Secrets: the
addresses of personal calendars, derived from the secret key: tables hold only marks of them.
"""

"""Calendars people subscribe to: public feeds, personal ones at a secret address, and whether anybody still reads them.

Knows: changes and all below. Tables: CalendarSubscription, Follow, FeedFetch. Secrets: the addresses of personal
calendars, derived from the secret key: the tables hold only marks of them.
"""

"""Mail that leaves, a row each until it is gone (its kinds: `kinds.py`), and mail that comes in; the desk of both.

Knows: directory, audience, look. Tables: IncomingMail, UndeliverableAddress, MailboxState, OutgoingMail. Secrets: codes
and links in the texts of mails, the token of the address for bounces.
"""

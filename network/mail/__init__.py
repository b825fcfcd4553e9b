"""Mail that leaves (a row each, sent until it is gone; its kinds: `kinds.py`) and mail that comes in (kept, handled once),
and the desk of both.

Knows: directory, audience, look. Tables: OutgoingMail, IncomingMail, UndeliverableAddress, MailboxState.
Secrets: codes and links in the texts of mails, the token of the address for failures.
"""

"""Mail that leaves, a row each until it is gone, and mail that comes in, kept and handled once; the desk of both.

Knows: audience, directory. Tables: IncomingMail, UndeliverableAddress, MailboxState, OutgoingMail. Secrets: codes and
links in the texts of mails, the token of the address for bounces.
"""

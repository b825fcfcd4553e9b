"""Inviting people and chasing them up, the calendar parts of the mails (iTIP), and the replies that come back by mail.

Knows: answers and all below; of network also its mail. Tables: InvitationRun. Secrets: the personal links and addresses
for replies in the mails it writes.
"""

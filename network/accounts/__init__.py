"""Who has an account and how one gets in: requests, invitations, sign-in, second factor, what is logged, what readers write.

Knows: mail, directory, audience, look. Tables: User, AccountInvitation, AccountRequest, KnownDevice, AuditEntry,
ReaderMessage. Secrets: keys of second factors, signed links.
"""

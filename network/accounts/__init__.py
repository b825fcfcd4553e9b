"""Who has an account and how one gets in: requests, invitations, sign-in, second factor, rights, the audit log.

Knows: audience, directory, look, mail. Tables: AuditEntry, KnownDevice, AccountInvitation, ReaderMessage,
AccountRequest, User. Secrets: keys of second factors, signed links, what readers write.
"""

"""The content that ships, from files that people can read: never over what an editor changed, all or nothing.

Knows: accounts (the audit log), directory. Tables: LoadedContent. Secrets: none.
"""

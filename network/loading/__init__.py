"""The content that ships, from files that people can read: all or nothing, never over what an editor changed.

Knows: accounts, directory, audience. Tables: LoadedContent. Secrets: none.
"""

"""The sheet to have read before a meeting, as a page and on two sides of paper.

Knows: invitations and all below. Tables: none. Secrets: the link by which a sheet opens without an account.
"""

"""The sheet to have read before a meeting, as a page and on two sides of paper.

Knows: answers, attendance, meetings. Tables: none. Secrets: the link by which a sheet opens without an account.
"""

"""Questions put to all metropolises. What each answered is in minutes, the table of both in matrix.

Knows: records. Tables: Question. Secrets: none.
"""

"""What every room shows of a record: an answer, a follow-up, the days of the minutes that hold them, a preview.

Knows no other room. Tables: none. Secrets: none.
"""

"""What is known of somebody, shown and given out; erased, withheld or forgotten in time; two entries made one.

Knows: every room below. Tables: Objection, NameReplacement, RetentionSettings, RetentionEntry, InactivityWarning.
Secrets: the real name behind a function.
"""

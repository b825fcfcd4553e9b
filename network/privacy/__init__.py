"""What is known of somebody, shown and given out; erased, withheld or forgotten in time; two entries made one.

Knows: accounts, audience, directory, documents, following, look, mail, page_cache. Tables: Objection, NameReplacement,
RetentionSettings, RetentionEntry, InactivityWarning. Secrets: names that gave way to a function, and whose they were.
"""

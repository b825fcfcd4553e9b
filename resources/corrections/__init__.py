"""A reader suggests a correction to minutes; the team reads it (its message is kept by network).

Knows: minutes. Tables: none. Secrets: none.
"""

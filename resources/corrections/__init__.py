"""A reader suggests a correction to minutes, and the team reads it (the message itself is kept by network).

Knows: minutes. Tables: none. Secrets: none.
"""

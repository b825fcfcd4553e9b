"""Who may read what: roles, restrictions met on the way up the tree, and how a page says for whom it is.

Knows: look. Tables: none. Secrets: none.
"""

"""Who may read what: roles, restrictions met on the way up the tree, how a page says for whom it is and a table what it
shows (`disclosure.py`).

Knows: look. Tables: none. Secrets: none.
"""

"""The project's settings, from the environment where they differ: the wiring, which names every room as text.

Knows: running, documents. Tables: none. Secrets: the secret key, the keys of OpenID Connect, the passwords in
addresses of servers.
"""

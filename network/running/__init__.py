"""Starting the site and keeping it going: processes, the minute's clock, static files, security headers, catalogues.

Knows: loading, accounts, audience. Tables: Clock. Secrets: none.
"""

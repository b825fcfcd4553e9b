"""Starting the site and keeping it going: processes, the clock, static files, headers, catalogues.

Knows: accounts (sample accounts), loading. Tables: Clock. Secrets: none.
"""

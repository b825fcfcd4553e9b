"""What search knows of the network, searches that members follow, by mail and by feed, and the team's desk of search.

Knows: documents, accounts, mail, directory, audience, look. Tables: SavedSearch, PromotedResult, UnansweredSearch.
Secrets: the address of each feed.
"""

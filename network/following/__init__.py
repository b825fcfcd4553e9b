"""What search knows of the network and its synonyms, searches that members follow, the team's desk of search.

Knows: accounts, audience, directory, documents, look, mail. Tables: SavedSearch, UnansweredSearch, PromotedResult.
Secrets: the address of each feed, and what a member looks for.
"""

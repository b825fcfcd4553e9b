"""What several rooms show of a record: an answer, a follow-up, an agenda item, a citation, a preview.

Knows: no other room. Tables: none. Secrets: none.
"""

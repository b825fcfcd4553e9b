"""The minutes of meetings: their text and its passages, people in their order, the positions heard, who may read them.

Knows: practices, questions, records. Tables: MinutesIndexPage, MinutesPage, Position. Secrets: minutes are for members
until an editor opens them, and positions with them.
"""

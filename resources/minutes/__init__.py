"""The minutes of meetings: their text and its passages, the people, the positions heard, and who may read them.

Knows: practices, questions, records. Tables: MinutesIndexPage, MinutesPage, Position.
Secrets: minutes are for members until an editor opens them; positions follow their minutes.
"""

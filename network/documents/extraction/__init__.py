"""The text inside documents: read page by page in a process of its own, which a hostile file may fill or block.

Imports nothing here: the reading process must not load Django.
"""

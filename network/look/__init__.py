"""What every page is drawn with: components, blocks, French dates, typed text, places for other rooms, paper, tables.

Knows: no other room. Tables: none. Secrets: none.
"""

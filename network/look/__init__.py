"""What every page is drawn with: components, blocks of text, dates, places that other rooms fill, files for paper and
spreadsheets.

Knows: settings. Tables: none. Secrets: none.
"""

"""What every page is drawn with: components, blocks of text, dates, places that other rooms fill, files for paper and
spreadsheets; text as people type it; what the desk's own screens have in common.

Knows: settings. Tables: none. Secrets: none.
"""

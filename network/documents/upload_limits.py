"""The limits of uploads: how large a file may be, of which kinds, and what it may become once unpacked.

The settings hand those of files to Wagtail, which says them in words beside its fields; ``uploads`` applies the others.
"""

IMAGE_KINDS = ["avif", "gif", "jpeg", "jpg", "png", "webp"]  # no SVG: it may hold scripts
MOST_BYTES_OF_AN_IMAGE = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000  # a bomb is a small file of many pixels

DOCUMENT_KINDS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
MOST_BYTES_OF_A_DOCUMENT = 50 * 1024 * 1024  # larger files are not read for search either

MOST_UNPACKED_BYTES = 300 * 1024 * 1024
MOST_TIMES_LARGER = 200
"""A text of an office file is packed 5 to 20 times smaller; a bomb, a thousand times."""
MOST_ENTRIES = 10_000

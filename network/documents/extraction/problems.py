"""Why the text of a document, or a part of it, could not be had. Imports nothing: the reading process has it too."""

EMPTY_FILE = "empty_file"
MISSING = "missing"
TOO_LARGE = "too_large"
UNKNOWN_FORMAT = "unknown_format"
PROTECTED = "protected"
DAMAGED = "damaged"
UNSAFE = "unsafe"
TIME = "time"
MEMORY = "memory"
LENGTH = "length"
NO_TEXT = "no_text"


class Unreadable(Exception):
    """The document gives no text; ``problem`` is one of the words above."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

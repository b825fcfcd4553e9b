"""Text analysis: which words meet, and where they stand in a text."""

from search.analysis.fingerprint import FINGERPRINT
from search.analysis.tokenizer import Token, fold, term_of, terms, tokens

__all__ = ["FINGERPRINT", "Token", "fold", "term_of", "terms", "tokens"]

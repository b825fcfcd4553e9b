"""French as the network writes it: the one table that every engine's analysis is compiled from.

Nothing here computes. `tokenizer` turns the table into the Python tokenizer of the
embedded index, `search.engines.elasticsearch.analysis` into Elasticsearch settings.
Words in the stop list, the irregular words and the inflections are written folded
(lower case, no accent): folding comes first, on both sides.
"""

from dataclasses import dataclass

APOSTROPHES = "'’ʼ′＇"
ELIDED = ("l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu")
WHOLE_WORDS = ("aujourd'hui", "presqu'île", "presqu'ile", "prud'homme", "prud'homal", "prud'homaux", "quelqu'un")
"""Words that keep their apostrophe (an optional s or e(s) may follow)."""

MIDDLE_DOTS = "·•‧⋅∙・･᛫"
FULL_STOP = "."
HYPHENS = "-‐‑"
SLASH = "/"


@dataclass(frozen=True)
class Suffix:
    """A feminine ending of inclusive writing.

    ``after``: letters one of which must come just before the separator (any if empty);
    ``hyphen``: whether it may follow a hyphen or a slash (« doit-elle » is not inclusive).
    """

    text: str
    after: str = ""
    hyphen: bool = True


SUFFIXES = (
    Suffix("e"),
    Suffix("ne", after="n"),
    Suffix("le", after="l"),
    Suffix("te", after="tui"),
    Suffix("se", after="ruxs"),
    Suffix("ve", after="fi"),
    Suffix("fe", after="f"),
    Suffix("que", after="c"),
    Suffix("che", after="c"),
    Suffix("he", after="c"),
    Suffix("ue", after="g"),
    Suffix("ète", after="t"),
    Suffix("ete", after="t"),
    Suffix("sse"),
    Suffix("esse"),
    Suffix("ive"),
    Suffix("lle", hyphen=False),
    Suffix("elle", hyphen=False),
    Suffix("enne"),
    Suffix("ienne"),
    Suffix("onne"),
    Suffix("ère"),
    Suffix("ere"),
    Suffix("ière"),
    Suffix("iere"),
    Suffix("ice"),
    Suffix("rice"),
    Suffix("trice"),
    Suffix("drice"),
    Suffix("euse"),
    Suffix("eure"),
    Suffix("ale", hyphen=False),
    Suffix("aine", hyphen=False),
    Suffix("ette", hyphen=False),
)
MASCULINE_ENDINGS = ("eur", "teur", "er", "ier", "el", "if", "eux", "ien", "en", "al", "on", "et")
"""Endings written apart before the feminine one, and part of the word: interlocut.eur.ice.s."""

STOP_WORDS = frozenset(
    [
        "a",
        "au",
        "aux",
        "avec",
        "c",
        "ce",
        "ceci",
        "cela",
        "ces",
        "cet",
        "cette",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "e",
        "elle",
        "elles",
        "en",
        "es",
        "est",
        "et",
        "eu",
        "eut",
        "eux",
        "ai",
        "aie",
        "aient",
        "ait",
        "as",
        "aura",
        "aurait",
        "auront",
        "avait",
        "avaient",
        "avez",
        "avoir",
        "avons",
        "ayant",
        "furent",
        "il",
        "ils",
        "j",
        "je",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "lui",
        "m",
        "ma",
        "mais",
        "me",
        "meme",
        "memes",
        "mes",
        "moi",
        "mon",
        "n",
        "ne",
        "ni",
        "nos",
        "notre",
        "nous",
        "on",
        "ont",
        "or",
        "ou",
        "par",
        "pas",
        "pour",
        "qu",
        "que",
        "quel",
        "quelle",
        "quelles",
        "quels",
        "qui",
        "quoi",
        "s",
        "sa",
        "se",
        "sera",
        "serait",
        "seront",
        "ses",
        "si",
        "soi",
        "soient",
        "soit",
        "son",
        "sont",
        "sur",
        "t",
        "ta",
        "te",
        "tes",
        "toi",
        "ton",
        "tu",
        "un",
        "une",
        "vos",
        "votre",
        "vous",
        "y",
        "etaient",
        "etait",
        "etant",
        "etre",
        "fut",
        "etc",
    ]
)
"""Folded. « été » (summer) and « plus » are not in it."""

IRREGULAR = {
    "tous": "tout",
    "tou": "tout",
    "travaux": "travail",
    "baux": "bail",
    "vitraux": "vitrail",
    "yeux": "oeil",
    "cieux": "ciel",
    "materiaux": "materiau",
    "nouveau": "nouvelle",
    "nouveaux": "nouvelle",
    "nouvel": "nouvelle",
    "beau": "belle",
    "beaux": "belle",
    "bel": "belle",
    "vieux": "vieille",
    "vieil": "vieille",
    "jumeau": "jumelle",
    "jumeaux": "jumelle",
    "madame": "madame",
    "mesdames": "madame",
    "messieurs": "monsieur",
    "fou": "folle",
    "fous": "folle",
    "blanche": "blanc",
    "blanches": "blanc",
    "franche": "franc",
    "franches": "franc",
    "seche": "sec",
    "seches": "sec",
    "douce": "doux",
    "douces": "doux",
    "longue": "long",
    "longues": "long",
    "copine": "copain",
    "copines": "copain",
    "grecque": "grec",
    "grecques": "grec",
    "laique": "laic",
    "laiques": "laic",
    # Not plurals: kept apart from voie, pris, paye, croit, moi, foi. (A digit keeps a word from being stemmed.)
    "voix": "voix0",
    "prix": "prix0",
    "paix": "paix0",
    "croix": "croix0",
    "mois": "mois0",
    "fois": "fois0",
    # Not the acronym PLUM.
    "plume": "plume0",
    "plumes": "plume0",
}
"""Whole folded words and the word they are counted as, before inflection."""

KEPT_APART = {
    word: f"{word}0"
    for word in (
        *("communication", "concert", "conseiller", "departement", "direction", "environnement", "formation"),
        *("logement", "mairi", "manifestation", "parlement", "voiri"),
    )
}
"""Inflected words that the stemmer would take for another: communication for commune, voirie for voir."""


@dataclass(frozen=True)
class Inflection:
    """The end of a folded word and what replaces it, if ``keep`` letters are left before it."""

    ending: str
    replacement: str = ""
    keep: int = 1
    not_after: str = ""


PLURALS = (
    Inflection("eaux", "eau"),
    Inflection("yaux", "yau"),
    Inflection("aux", "al", keep=2),
    Inflection("s", keep=3, not_after="s"),
    Inflection("x", keep=3, not_after="x"),
)
FEMININES = (
    Inflection("trice", "teu", keep=2),
    Inflection("drice", "deu", keep=2),
    Inflection("ibilite", "ibl", keep=2),
    Inflection("abilite", "abl", keep=2),
    Inflection("euse", "eu", keep=2),
    Inflection("eure", "eu", keep=2),
    Inflection("eur", "eu", keep=2),
    Inflection("iere", "ier"),
    Inflection("ere", "er", keep=2),
    Inflection("ive", "if"),
    Inflection("euve", "euf"),
    Inflection("ienne", "ien"),
    Inflection("enne", "en"),
    Inflection("elle", "el"),
    Inflection("onne", "on"),
    Inflection("ique", "ic"),
    Inflection("effe", "ef"),
    Inflection("ee", keep=3),
    Inflection("e", keep=3),
)
INFLECTIONS = (PLURALS, FEMININES)
"""In each group the first ending that fits is replaced, and no other."""

STEMMER = "french"

FOLDED_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "ı": "i"}
"""Letters that Unicode does not decompose."""

UPPER = "A-ZÀ-ÖØ-ÞŒŸ"
FILE_EXTENSIONS = (
    *("pdf", "doc", "docx", "odt", "ods", "odp", "xls", "xlsx", "ppt", "pptx", "csv", "txt", "rtf", "zip"),
    *("ics", "vcf", "jpg", "jpeg", "png", "svg", "gif", "webp", "avif", "mp3", "mp4", "json", "xml", "html", "htm"),
)
ADDRESS_NOISE = frozenset({"http", "https", "www"})
"""Parts of web addresses that are no words."""

DIGIT_SPACES = "   "
"""Spaces between groups of three digits: plain, no-break, narrow no-break."""

INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f"
"""Soft hyphens, joiners and marks that may stand inside a word without being seen (a character range)."""

LONGEST_TERM = 64

"""Folding of French form text: case, accents, inclusive endings, typography; tokens keep their offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# élu·e, élu(e), élu-e, technicien·ne, habitant·e·s, président(e), le·la, chef·fe: the added ending goes
_INCLUSIVE = re.compile(
    r"(?<=[^\W\d_])(?:"
    r"[·‧⋅]\s(?:e|ne|s|es|nes)(?![^\W_])"  # broken at the end of a narrow line
    r"|[·•‧⋅](?:[^\W\d_]{1,5})(?:[·•‧⋅]s)?(?![^\W_])"
    r"|\((?:e|ne|le|la|trice|rice|se|ve|euse|ère|ere|fe|es|s|x)\)(?:\(?s\)?(?![^\W_]))?"
    r"|[-./](?:e|ne|la|trice|rice|ère)(?:[-./]?s)?(?![^\W_]|['’.@])"
    r")",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+|@|°")
_LEADER = re.compile(r"(?:[.\u2026·_\u2024]\s?){4,}|\u2026{1,}(?:\s*\u2026)+|_{2,}")
_SPACES = re.compile(r"\s+")

STOP = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "d",
        "un",
        "une",
        "et",
        "ou",
        "a",
        "au",
        "aux",
        "en",
        "pour",
        "par",
        "sur",
        "vos",
        "votre",
        "nos",
        "notre",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "n",
        "no",
        "numero",
        "°",
        "ce",
        "cette",
        "ces",
        "qu",
        "que",
        "qui",
        "est",
        "dans",
        "the",
    ]
)
_SHORT = {
    "tel": "telephone",
    "tph": "telephone",
    "nb": "nombre",
    "nbre": "nombre",
    "dpt": "departement",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One folded word and where it stands in the original text."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, no accents, œ → oe, straight apostrophes and hyphens, single spaces."""
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = re.sub(r"[\u2018\u2019\u02bc\u00b4`]", "'", text)
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return _SPACES.sub(" ", text).strip()


def neutral(text: str) -> str:
    """Blank out inclusive endings, keeping every other character at its offset."""
    return _INCLUSIVE.sub(lambda m: " " * len(m.group()), text)


def tokens(text: str) -> list[Token]:
    """Return the folded words of a text with their offsets, inclusive endings left out."""
    return [
        Token(fold(m.group()), m.start(), m.end())
        for m in _TOKEN.finditer(neutral(text))
        if m.group() != "°"
    ]


@lru_cache(maxsize=65536)
def key(text: str) -> tuple[str, ...]:
    """Return the words that count in a label: folded, inclusive endings and small words left out.

    A label of small words only (« le », « À ») keeps them.
    """
    words = tuple(t.word for t in tokens(text))
    return tuple(w for w in words if w not in STOP) or words


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without plural nor feminine ending: « référentes » → « referent »."""
    word = _SHORT.get(word, word)
    if len(word) > 3:
        word = word.removesuffix("s")
    for feminine, masculine in (
        ("ienne", "ien"),
        ("trice", "teur"),
        ("euse", "eur"),
        ("elle", "el"),
    ):
        if len(word) > 6 and word.endswith(feminine):
            return word.removesuffix(feminine) + masculine
    return word.removesuffix("e") if len(word) > 3 else word


@lru_cache(maxsize=65536)
def label_key(text: str) -> tuple[str, ...]:
    """Return the stems of the words that count: labels agree in number and gender with what they name."""
    return tuple(stem(word) for word in key(text))


@lru_cache(maxsize=65536)
def full_key(text: str) -> tuple[str, ...]:
    """Return the stems of all words, small ones included."""
    return tuple(stem(token.word) for token in tokens(text))


@lru_cache(maxsize=65536)
def line_key(text: str) -> str:
    """Return a whole line folded to its words, to know a line of the blank again."""
    return " ".join(t.word for t in tokens(strip_leaders(text)))


def strip_leaders(text: str) -> str:
    """Replace dotted or underscored leaders by a wide gap."""
    return _LEADER.sub("   ", text)


def blanked_leaders(text: str) -> str:
    """Replace leaders by as many spaces, so that offsets stay."""
    return _LEADER.sub(lambda m: " " * len(m.group()), text)


def tidy(text: str) -> str:
    """Return a value without leaders, its lines trimmed, inner runs of spaces made single."""
    lines = [
        _SPACES.sub(" ", line.replace("\u00ad", "")).strip()
        for line in strip_leaders(text).split("\n")
    ]
    return "\n".join(lines).strip("\n")

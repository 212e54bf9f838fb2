"""Characters as the page shows them, where the font's table tells pdfium something else."""

from __future__ import annotations

import re
import unicodedata

from ami_cli.readers.symbols import from_symbol_text

# Ghostscript writes the letters of a ligature with their two bytes swapped: « ti » is U+7400
# U+6900. Letters a-z and A-Z so swapped are Chinese characters that end in 00.
SWAPPED = re.compile("[\u4100-\u7a00\udd00]")
# The « tti » of Calibri and Carlito comes out of the same mill as t, U+DD00.
SWAPPED_TTI = "\u7400\udd00"

# What Word writes for the ligatures of Calibri.
CALIBRI = {"\u019f": "ti", "\u01a9": "tt", "\u01ab": "tti", "\u014c": "ft"}
CALIBRI_RUN = re.compile("[\u019f\u01a9\u01ab]|(?<=[a-zà-ÿ])\u014c")

# Old TeX fonts write the accent, then its letter.
ACCENTS = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "¨": "\u0308", "¸": "\u0327"}
ACCENTED = re.compile("([´`ˆ¨¸])([A-Za-zıȷ])")

PRIVATE = re.compile("[\uf020-\uf0ff]")
LIGATURE = re.compile("[\ufb00-\ufb06]")
SURROGATE = re.compile("[\ud800-\udfff]")
# Control characters, private use and replacement characters are no text.
LOST = re.compile("[\ufffd\ue000-\uefff\x00-\x08\x0e-\x1f\x7f-\x9f]")
# No name or word of a French form has these: Latin of Africa, phonetics, Greek, Cyrillic, Asia.
FOREIGN = re.compile(
    "[\u0180-\u0217\u021c-\u02af\u0370-\u03bb\u0400-\u1cff\u2c00-\u2dff\u3000-\ud7ff]"
)
STRANGE = re.compile("[^ -~À-ÿŒœŸ\u2010-\u203a€°·…–—’‘“”☐☑☒✓✔✗✘■□●•▪→\u00a0-\u00bf]")


def mend(word: str) -> str:
    """Return the word a person reads; plain words are returned as they are."""
    if word.isascii():
        return word
    if SWAPPED.search(word):
        word = word.replace(SWAPPED_TTI, "tti")
        word = SWAPPED.sub(_unswap, word)
    if CALIBRI_RUN.search(word):
        word = CALIBRI_RUN.sub(lambda m: CALIBRI[m.group()], word)
    if LIGATURE.search(word):
        word = LIGATURE.sub(lambda m: unicodedata.normalize("NFKC", m.group()), word)
    if ACCENTED.search(word):
        word = ACCENTED.sub(_accented, word)
    if SURROGATE.search(word):
        word = word.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", word)


def from_private_use(word: str) -> str:
    """Read private use characters of an unknown font as those of Word's two symbol fonts."""
    if not PRIVATE.search(word):
        return word
    return from_symbol_text("Wingdings", word.replace("\uf0b7", "•"))


def _unswap(match: re.Match[str]) -> str:
    code = ord(match.group())
    letter = chr(code >> 8)
    return letter if code & 0xFF == 0 and letter.isascii() and letter.isalpha() else match.group()


def _accented(match: re.Match[str]) -> str:
    accent, letter = match.groups()
    letter = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    whole = unicodedata.normalize("NFC", letter + ACCENTS[accent])
    return whole if len(whole) == 1 else match.group()


def is_doubtful(word: str) -> bool:
    """True for a word with a character that is no text, that is with a letter lost."""
    return not word.isascii() and bool(LOST.search(word) or FOREIGN.search(word))


def strange_share(words: list[str]) -> float:
    """The share of characters that no French text has: a wrong font table gives a third or more."""
    text = "".join(words)
    return 0.0 if text.isascii() else len(STRANGE.findall(text)) / len(text)

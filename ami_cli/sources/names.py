"""File names as people may see them: whatever bytes they were made of."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Container, Iterable

# C0, C1, line separators, bidirectional controls and zero-width marks: they hide or reorder text
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+"
)
NOISE_FOLDERS = frozenset({"__macosx", "$recycle.bin", "system volume information", "@eadir"})
_NOISE = re.compile(
    r"(thumbs\.db|ehthumbs.*\.db|desktop\.ini|\.ds_store|\.directory|icon\r?|~\$.*|\.~lock\..*#|\._.*"
    r"|.*\.(lnk|url|webloc|website|tmp|crdownload|part))",
    re.IGNORECASE | re.DOTALL,
)


def shown(name: str) -> str:
    """Return a name fit to be printed and stored: NFC, no control character, never empty.

    Names that are not UTF-8 (``surrogateescape``) are read as Windows-1252, the usual culprit.
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raw = os.fsencode(name) if os.name != "nt" else name.encode("utf-8", "replace")
        name = raw.decode("cp1252", "backslashreplace")
    name = unicodedata.normalize("NFC", name)
    return _HIDDEN.sub(" ", name).strip() or "sans nom"


def is_noise(name: str) -> bool:
    """Tell whether a file is left by a system or an office suite, never sent on purpose."""
    return _NOISE.fullmatch(name) is not None


def unique(name: str, taken: Container[str]) -> str:
    """Return the name, with `` (2)``, `` (3)``… before nothing else if it is taken."""
    if name not in taken:
        return name
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def unique_file(name: str, taken: Container[str]) -> str:
    """Like ``unique``, keeping the extension last: ``AMI.docx``, ``AMI (2).docx``."""
    if name not in taken:
        return name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > 5:
        return unique(name, taken)
    number = 2
    while f"{stem} ({number}){dot}{extension}" in taken:
        number += 1
    return f"{stem} ({number}){dot}{extension}"


def stem(name: str) -> str:
    """Return the name without its extension (a dot that begins a real one, not « M. Dupont »).

    What a compression or a signature added goes first: ``AMI.tar.gz`` and ``AMI.pdf.p7m`` are ``AMI``.
    """
    name = re.sub(r"(?<=.)\.(gz|bz2|xz|p7m)$", "", name, flags=re.IGNORECASE)
    head, _, extension = name.rpartition(".")
    return head if head and re.fullmatch(r"(?=.*[A-Za-z])[A-Za-z0-9]{1,5}", extension) else name


def fold(name: str) -> str:
    """Return lower-case letters and digits only, accents dropped: what two spellings share."""
    flat = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE"))
    plain = "".join(c for c in flat if not unicodedata.combining(c)).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def natural(names: Iterable[str]) -> list[str]:
    """Sort names as people count: ``page 2`` before ``page 10``."""
    return sorted(names, key=natural_key)


def natural_key(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """Return the sort key of ``natural``; the name itself settles ties."""
    parts = re.findall(r"\d+|\D+", name.casefold())
    keys = [(0, int(p[:18]), p) if p.isdecimal() and p.isascii() else (1, 0, p) for p in parts]
    return keys, name

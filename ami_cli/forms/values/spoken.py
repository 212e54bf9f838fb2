"""Counts written in letters: « cinq mille six cent dix-huit » → 5618."""

from __future__ import annotations

import re

from ami_cli.forms.words import fold

_SMALL = {
    word: number
    for number, word in enumerate(
        "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()  # noqa: SIM905
    )
} | {"une": 1}
_TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_BIG = {"cent": 100, "cents": 100, "mille": 1000, "million": 1_000_000, "millions": 1_000_000}
_KNOWN = frozenset((*_SMALL, *_TENS, *_BIG, "et"))


def spoken_number(text: str) -> int | None:
    """Return the number that a text spells out, its longest run of number words; None without any."""
    runs: list[list[str]] = [[]]
    for word in re.findall(r"[a-z]+|\d+|[^\w\s-]", fold(text)):
        if word in _KNOWN and (word != "et" or runs[-1]):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    best = max(runs, key=len)
    while best and best[-1] == "et":
        best = best[:-1]
    return _value(best) if best else None


def _value(words: list[str]) -> int:
    total = part = 0
    for word in words:
        if word in _SMALL:
            part += _SMALL[word]
        elif word in _TENS:  # « quatre-vingts » multiplies, « soixante » adds
            part = part - 4 + 80 if _TENS[word] == 20 and part % 100 == 4 else part + _TENS[word]
        elif _BIG.get(word) == 100:
            part = max(part, 1) * 100 if part < 100 else part
        elif word in _BIG:
            total, part = total + max(part, 1) * _BIG[word], 0
    return total + part

"""Misspelled and misread commune names: the nearest one, if it is nearest by a margin.

The cost of a name is the number of edits (insertion, deletion, substitution, swap) of its squashed
key; half an edit when both keys look the same to a scanner (a whole one when they differ much).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ami_cli.reference.atlas import atlas, departement_of
from ami_cli.reference.normalise import shape

_CUT_FROM = 5  # letters: a shorter beginning is that of too many names


@dataclass(frozen=True, slots=True)
class Near:
    """A name near to what was written. ``codes`` bear it; ``cost`` is in edits."""

    key: str
    cost: float
    codes: tuple[str, ...]
    alias: bool = False


def reach(squashed: str) -> int:
    """How many edits may separate a written key from the name it stands for."""
    length = len(squashed)
    return 0 if length < 4 else 1 if length < 8 else 2 if length < 14 else 3


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Every key of a vintage by length, with its codes; and by shape."""

    by_length: dict[int, list[str]]
    by_shape: dict[str, list[str]]


@cache
def _lexicon(vintage: str) -> _Lexicon:
    a = atlas(vintage)
    keys = list({**dict.fromkeys(a.keys), **a.aliases})
    shapes = shape("\n".join(keys)).split("\n")
    by_length: dict[int, list[str]] = defaultdict(list)
    by_shape: dict[str, list[str]] = defaultdict(list)
    for k, s in zip(keys, shapes, strict=True):
        by_length[len(k)].append(k)
        by_shape[s].append(k)
    return _Lexicon(dict(by_length), dict(by_shape))


def near(vintage: str, squashed: str, limit: int) -> list[Near]:
    """Every name of France within ``limit`` edits, the nearest first."""
    lexicon = _lexicon(vintage)
    costs: dict[str, float] = {}
    for length in range(len(squashed) - limit, len(squashed) + limit + 1):
        choices = lexicon.by_length.get(length)
        if choices:
            hits = process.extract(
                squashed, choices, scorer=OSA.distance, score_cutoff=limit, limit=None
            )
            costs.update((k, float(cost)) for k, cost, _ in hits)
    for k in lexicon.by_shape.get(shape(squashed), ()):
        looks = 0.5 if OSA.distance(squashed, k) <= 2 else 1.0
        costs[k] = min(costs.get(k, looks), looks)
    for k in _longer(vintage, squashed):
        costs[k] = min(costs.get(k, 1.0), 1.0)
    found = [_near(vintage, k, cost) for k, cost in costs.items()]
    return sorted(found, key=lambda n: (n.cost, n.key))


def _longer(vintage: str, squashed: str) -> list[str]:
    """Names that a narrow box cut by one to three letters."""
    if len(squashed) < _CUT_FROM:
        return []
    longest = len(squashed) + 3
    return [k for k in atlas(vintage).beginning_with(squashed) if len(k) <= longest]


def _near(vintage: str, k: str, cost: float) -> Near:
    a = atlas(vintage)
    codes = a.named(k)
    if codes:
        return Near(k, cost, codes)
    return Near(k, cost, tuple(alias.code for alias in a.aliases[k]), alias=True)


def best(vintage: str, squashed: str, departements: frozenset[str]) -> list[Near]:
    """The names nearest to what was written, when they are so by a whole edit; else nothing.

    With places given, only names in them count, and half an edit is margin enough.
    """
    allowed = reach(squashed)
    if not allowed:
        return []
    found = near(vintage, squashed, allowed + (0 if departements else 2))
    if departements:
        found = [n for n in found if any(departement_of(c) in departements for c in n.codes)]
    if not found or found[0].cost > allowed:
        return []
    first = found[0].cost
    margin = 1.0 if len(squashed) > 4 else 1.5
    if departements:
        margin -= 0.5
    close = [n for n in found if n.cost < first + margin]
    return close

"""Tables and grids as text and as values: the one form in which evidence and corrections carry them.

A table is one line a row, cells apart by « | »; a grid one line a question, « Question : réponse ».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from rapidfuzz import fuzz

from ami_cli.forms.labels.find import bare_label
from ami_cli.forms.words import fold, label_key, tidy
from ami_cli.model.campaign import Choice, FieldSpec
from ami_cli.model.candidature import Value
from ami_cli.model.words import number_words

SAME = 88  # ratio over 100 from which two headings are one
TOTAL = re.compile(r"^(?:sous[- ])?total\w*\b|^montant total\b|^ensemble\b")
_CUT = re.compile(r"\s*\|\s*")
Parsed = tuple[Value, float, tuple[str, ...]]


class _Cell(Protocol):
    @property
    def value(self) -> Value: ...
    @property
    def quality(self) -> float: ...
    @property
    def doubts(self) -> tuple[str, ...]: ...


def same_label(said: str, wanted: str) -> bool:
    """True if a heading or the name of a row is the one declared, a slip of the pen apart."""
    one, two = bare_label(" ".join(tidy(said).split())), bare_label(wanted)
    keys = label_key(one), label_key(two)
    if not keys[0]:
        return False
    return keys[0] == keys[1] or (len(fold(two)) > 5 and fuzz.ratio(fold(one), fold(two)) >= SAME)


def parse_table(text: str, spec: FieldSpec, parse: Callable[[str, FieldSpec], _Cell]) -> Parsed:
    """Return the rows as a tuple of records by column code, how well formed they are, and doubts.

    The line of the total is no row: it is compared with the sum of each column marked ``total``.
    """
    rows: list[Value] = []
    doubts: list[str] = []
    quality = 1.0
    totals: dict[str, float] = {}
    for line in text.split("\n"):
        cells = _CUT.split(line.strip())
        if len(cells) != len(spec.columns):
            quality = min(quality, 0.5)
            doubts.append(f"Une ligne n'a pas {len(spec.columns)} colonnes : « {line[:60]} ».")
        record, worst = _record(cells, spec, parse, doubts)
        quality = min(quality, worst)
        if TOTAL.match(fold(next((c for c in cells if c), ""))):
            if fold(cells[0]).startswith("total"):
                totals = {c: v for c, v in record.items() if isinstance(v, int | float)}
            continue
        if any(v is not None for v in record.values()):
            rows.append(record)
    doubts += _wrong_totals(rows, totals, spec)
    return (tuple(rows) or None), quality, tuple(dict.fromkeys(doubts))


def _record(
    cells: Sequence[str],
    spec: FieldSpec,
    parse: Callable[[str, FieldSpec], _Cell],
    doubts: list[str],
) -> tuple[dict[str, Value], float]:
    record: dict[str, Value] = {}
    worst = 1.0
    for column, cell in zip(spec.columns, (*cells, *[""] * len(spec.columns)), strict=False):
        made = parse(cell, FieldSpec(path="cellule", label=column.label, kind=column.kind))
        record[column.code] = made.value
        if cell and not TOTAL.match(fold(cell)):
            worst = min(worst, made.quality)
            doubts += [f"{column.label} : {doubt}" for doubt in made.doubts]
    return record, worst


def _wrong_totals(
    rows: Sequence[Value], totals: dict[str, float], spec: FieldSpec
) -> Iterator[str]:
    for column in spec.columns:
        said = totals.get(column.code)
        if not column.total or said is None:
            continue
        values = [row.get(column.code) for row in rows if isinstance(row, dict)]
        summed = sum(v for v in values if isinstance(v, int | float) and not isinstance(v, bool))
        if abs(summed - said) > 0.01:
            yield (
                f"{column.label} : le total indiqué ({number_words(said)}) n'est pas la somme des"
                f" lignes ({number_words(summed)})."
            )


def named(said: str, choices: Sequence[Choice]) -> Choice | None:
    """Return the row or answer that bears a name."""
    return next(
        (c for c in choices if any(same_label(said, w) for w in (c.label, *c.wordings))), None
    )


def parse_grid(text: str, spec: FieldSpec) -> Parsed:
    """Return the answers by row code, how well formed they are, and doubts; two marks are no answer."""
    answers = answers_of(spec)
    value: dict[str, Value] = {}
    doubts: list[str] = []
    for line in text.split("\n"):
        question, _, said = line.rpartition(" : ")
        row = named(question, spec.rows)
        if row is None:
            doubts.append(f"Ligne de grille non reconnue : « {line[:60]} ».")
            continue
        chosen = [named(word, answers) for word in re.split(r"\s+/\s+", said)]
        one = chosen[0] if len(chosen) == 1 else None
        if one is None:
            doubts.append(f"{row.label} : réponse à vérifier (« {said[:40]} »).")
        value[row.code] = one.code if one else None
    quality = 1.0 if not doubts else 0.6
    return (value or None), quality, tuple(doubts)


def answers_of(spec: FieldSpec) -> tuple[Choice, ...]:
    """Return the answers of a grid as the options of a choice."""
    return tuple(Choice(code=c.code, label=c.label) for c in spec.columns)

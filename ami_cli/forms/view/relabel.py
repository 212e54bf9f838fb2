"""Second thoughts about labels: those broken over paragraphs, and roles that are values."""

from __future__ import annotations

from itertools import pairwise

from ami_cli.forms.key import Key
from ami_cli.forms.labels.find import Hit, broken_label
from ami_cli.forms.labels.lexicon import Match
from ami_cli.forms.sheet.units import Sheet

Hits = dict[int, list[Hit]]


def join_broken_labels(sheet: Sheet, hits: Hits, key: Key, start: int) -> None:
    """Put one label in place of those that the paragraphs of a cell seem to hold one by one."""
    for table in sheet.tables:
        for cell in table.cells if not table.framed else ():
            hit = broken_label(cell.units, key.lexicon)
            if hit and hit.unit.index >= start and not _said_sooner(hit, hits):
                for unit in cell.units:
                    hits.pop(unit.index, None)
                hits[hit.unit.index] = [hit]


def _said_sooner(hit: Hit, hits: Hits) -> bool:
    """True if the first line alone is the label: what is below it is a value."""
    first = next(iter(hits.get(hit.unit.index, ())), None)
    return first is not None and first.style == "whole" and first.score >= hit.score


def forget_functions(sheet: Sheet, hits: Hits, key: Key) -> None:
    """« Fonction » then « Maire »: the line under the label of a function is a function, no heading."""
    lines = [unit for unit in sheet.units if not unit.empty and unit.cell is None]
    for above, unit in pairwise(lines):
        label = next(iter(hits.get(above.index, ())), None)
        role = next(iter(hits.get(unit.index, ())), None)
        if label is None or role is None or {label.style, role.style} != {"whole"}:
            continue
        asks = any(_is_function(match, key) for match in label.matches)
        if asks and names_person(role, key) and label.end >= len(above.text.rstrip()):
            del hits[unit.index]


def names_person(hit: Hit, key: Key) -> bool:
    """True for a label that is also the heading of a person: « Maire »."""
    return any(m.target.kind == "group" and is_person(m.target.id, key) for m in hit.matches)


def is_person(group: str, key: Key) -> bool:
    """True for a group that has a nom and a prénom."""
    return f"{group}.prenom" in key.campaign.by_path


def _is_function(match: Match, key: Key) -> bool:
    spec = key.campaign.by_path.get(match.target.id)
    return spec is not None and spec.kind == "text" and is_person(match.target.group, key)

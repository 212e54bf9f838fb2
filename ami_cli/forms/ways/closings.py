"""« Fait à Lille, le 3 mars 2021 »: a place and a date in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.values.datelines import dateline
from ami_cli.forms.values.dates import parse_date
from ami_cli.forms.view.sighting import Sighting, blank, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import blanked_leaders, line_key, tidy
from ami_cli.model.campaign import FieldSpec, Group

_ARROWS = re.compile(r"=+>|-+>|→|⇒|➔")
AT_THE_HEAD = 0.7
_DATE = re.compile(
    r"[\s,;.–-]*(?<![^\W_])(?:le|en date du|date|ce)(?![^\W_'’])\s*:?\s*"
    r"(?:le\s+)?(?=$|[\[(«]?\d|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|1er|"
    r"(?:[^\W\d_]+[ -]){1,3}(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|"
    r"d[ée]cembre)\b)",
    re.IGNORECASE,
)


def closings(view: View) -> Iterator[tuple[int, Sighting]]:
    """Yield (unit index, sighting) for the place and the date of every « Fait à … le … »."""
    for group in view.key.campaign.groups:
        if group.openings:
            fields = [f for f in view.key.campaign.fields if f.section == group.id]
            place = next((f for f in fields if f.kind == "text"), None)
            day = next((f for f in fields if f.kind == "date"), None)
            for unit in view.sheet.units[view.start :]:
                opening = _opening(unit, group)
                if opening and _labels_a_row(unit, opening):
                    continue  # « Fait à | Lille »: a label as any other
                if opening:
                    yield from _read(unit, opening, place, day, view)
                elif place and day and group.id in view.around.of(unit).all:
                    yield from _unannounced(unit, place, day, view)
            if (
                place
                and day
                and not any(_opening(u, group) for u in view.sheet.units[view.start :])
            ):
                yield from _at_the_head(place, day, view)


def _opening(unit: Unit, group: Group) -> re.Match[str] | None:
    glued = re.match(r"\W*fait\s*[àa](?=[A-ZÀ-Ý])", unit.text, re.IGNORECASE)  # « Fait àMaubeuge »
    if glued and glued.group().lower().strip()[-1:] == "à" and "Fait à" in group.openings:
        return glued
    if view_line := line_key(unit.text):
        for words in sorted(group.openings, key=len, reverse=True):
            if f"{view_line} ".startswith(line_key(words) + " "):
                pattern = r"\W+".join(re.escape(w) for w in words.split())
                return re.search(pattern + r"\s*:?", unit.text, re.IGNORECASE)
    return None


def _labels_a_row(unit: Unit, opening: re.Match[str]) -> bool:
    cell = unit.cell
    if cell is None or cell.table.framed or tidy(blanked_leaders(unit.text[opening.end() :])):
        return False
    beside = [c for c in cell.table.row(cell.row) if c.column > cell.column]
    return any(not u.empty for c in beside for u in c.units)


def _read(
    unit: Unit, opening: re.Match[str], place: FieldSpec | None, day: FieldSpec | None, view: View
) -> Iterator[tuple[int, Sighting]]:
    text = _ARROWS.sub(lambda m: " " * len(m.group()), blanked_leaders(unit.text))
    bare = opening.group().rstrip(" :").lower().endswith("le")
    cut = None if bare else _DATE.search(text, opening.end()) or _LOOSE.search(text, opening.end())
    stop = cut.start() if cut else len(text)
    where = Slice(unit, opening.end(), stop)
    if bare:
        town = re.search(r"\s+à\s+(?=[^\W\d_])", text[opening.end() :])
        where = Slice(unit, opening.end() + town.end(), len(text)) if town else Slice(unit, 0, 0)
    if place:
        yield unit.index, _sighting(place, where, view)
    if day is None:
        return
    if cut or bare:
        begin = opening.end() if bare or cut is None else cut.end()
        yield unit.index, _sighting(day, Slice(unit, begin, len(text)), view)
        return
    following = view.sheet.units[unit.index + 1 : unit.index + 4]
    for other in following:
        again = re.match(r"\s*(?:le|date)\b\s*:?", other.text, re.IGNORECASE)
        rest = tidy(blanked_leaders(other.text[again.end() :])) if again else ""
        if again and (not rest or parse_date(rest)):
            part = Slice(other, again.end(), len(other.text))
            yield other.index, _sighting(day, part, view)
            return


_LOOSE = re.compile(
    r"(?<=\w)[\s,;.–-]+le\s+(?=[a-zà-ÿ(])"
)  # « à Noyon le voir lettre », not « à Le Touquet »
_COPIES = re.compile(
    r"[,;\s]*\(?\ben\s+[\w-]+\s+(?:exemplaires?|originaux)(?:\s+originaux)?\)?", re.IGNORECASE
)
_LEFT_OVER = re.compile(
    r"[\s,]+(?:le|ce|en date du)$", re.IGNORECASE
)  # its date stands in a field of its own


def _at_the_head(place: FieldSpec, day: FieldSpec, view: View) -> Iterator[tuple[int, Sighting]]:
    """« Cassel, le 28 février 2021 » at the head of a page, where nothing closes it: for a person to check."""
    for unit in view.sheet.units[view.start :]:
        if unit.cell is None and dateline(unit.text):
            for index, sighting in _unannounced(unit, place, day, view):
                lowered = sighting.evidence.model_copy(update={"confidence": AT_THE_HEAD})
                yield index, replace(sighting, evidence=lowered)
            return


def _unannounced(
    unit: Unit, place: FieldSpec, day: FieldSpec, view: View
) -> Iterator[tuple[int, Sighting]]:
    """« Lille, le 3 mars 2021 », « Le 3 mars 2021, à Lille » under the signatures."""
    found = dateline(unit.text)
    if found:
        for spec, name in ((place, "town"), (day, "day")):
            yield unit.index, _sighting(spec, Slice(unit, *found.span(name)), view)


def _sighting(spec: FieldSpec, part: Slice, view: View) -> Sighting:
    area = Area(
        (part,), "formule « fait à … le … »", 1.0, view.around.of(part.unit), part.unit.cell
    )
    said = _COPIES.sub("", tidy(_ARROWS.sub(" ", blanked_leaders(part.kept)))).strip(" ,;.:–-[]()")
    said = said if spec.kind == "date" else _LEFT_OVER.sub("", said)
    if not said:
        return blank(spec.path, area, view, 0.95)
    return sight(spec.path, (part,), area, view, 0.97, text=said)

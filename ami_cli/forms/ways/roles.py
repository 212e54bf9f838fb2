"""What stands beside a role or a title: « Élue référente – VP littoral », « III – Projet « Face à la mer » »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.values.people import split_service
from ami_cli.forms.view.context import led_group
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import key, tokens

ROLE, TITLE = 0.85, 0.75


def roles(view: View, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    """Yield the function told behind a role in a table, and the name told in a section's heading."""
    yield from _functions(view, found)
    yield from _titles(view, found)


def _functions(view: View, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    for cell in (c for table in view.sheet.tables if not table.framed for c in table.cells):
        unit = next((u for u in cell.units if not u.empty), None)
        led = led_group(unit, view.key) if unit and cell.column == 0 else None
        if (
            unit is None
            or led is None
            or view.around.heads(cell) != led[0]
            or _is_label(unit, led[1], view)
        ):
            continue
        function, service = split_service(unit.text[led[1] :].strip(" –—-:,()"))
        for name, text in (("fonction", function), ("service", service)):
            path = f"{led[0]}.{name}"
            if text and path in view.key.campaign.by_path and not _given(found, path):
                part = Slice(unit, led[1], len(unit.text))
                area = Area((part,), "à côté du rôle", 1.0, view.around.of(unit), cell)
                yield sight(path, (part,), area, view, ROLE, text=text)


def _is_label(unit: Unit, start: int, view: View) -> bool:
    """« Élu·e référent·e (nom, qualité, signature) »: words of the call only, no function."""
    words = tokens(unit.text[start:])
    return view.printed(unit.text) or all(view.key.lexicon.knows(t.word) for t in words)


def _titles(view: View, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    for index, hits in view.hits.items():
        unit = view.sheet.units[index]
        quoted = re.search(r"[«“\"]\s*([^»”\"]{2,120}?)\s*[»”\"]\W*$", unit.text)
        groups = {m.target.id for h in hits for m in h.matches if m.target.kind == "group"}
        if quoted is None or not groups:
            continue
        for spec in view.key.campaign.fields:
            titled = any(set(key(w)) & {"titre", "intitule"} for w in (spec.label, *spec.wordings))
            if (
                spec.section in groups
                and spec.kind == "text"
                and titled
                and not _given(found, spec.path)
            ):
                part = Slice(unit, *quoted.span(1))
                area = Area((part,), "titre entre guillemets", 1.0, view.around.of(unit), unit.cell)
                yield sight(spec.path, (part,), area, view, TITLE)


def _given(found: Mapping[str, Sequence[Sighting]], path: str) -> bool:
    return any(s.evidence.text for s in found.get(path, ()))

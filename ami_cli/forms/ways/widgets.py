"""Form fields that name themselves: the tool tip of a PDF field, the title of a content control."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.labels.find import bare_label
from ami_cli.forms.sheet.units import Span, Unit
from ami_cli.forms.view.sighting import Sighting, blank, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import fold, key, stem
from ami_cli.model.document import FormField

OWN_LABEL = 0.97


def widgets(view: View) -> Iterator[Sighting]:
    """Yield a sighting for each form field whose own label says which field of the call it is."""
    for unit in view.sheet.units:
        for span in unit.spans:
            if isinstance(span.item, FormField) and span.item.kind in ("text", "date"):
                yield from _widget(span, span.item, unit, view)


def _widget(span: Span, item: FormField, unit: Unit, view: View) -> Iterator[Sighting]:
    context = view.around.of(unit)
    for label in (item.label, item.name):
        matches = [
            m
            for m in view.key.lexicon.look_up(bare_label(label))
            if m.target.kind == "field" and m.score > 0.9 and (m.alone or m.said)
            if _agrees(label, m.target.id, view)
        ]
        specs = view.key.campaign.by_path
        matches = [m for m in matches if specs[m.target.id].kind not in ("signature", "yesno")]
        if len({m.target.id for m in matches}) != 1:
            continue
        path = matches[0].target.id
        if specs[path].kind in ("list", "choice", "multichoice", "departement"):
            return
        area = Area((), "champ du formulaire", 1.0, context, unit.cell)
        text = (item.value or item.seen or "").strip()
        if text:
            part = Slice(unit, span.start, span.end)
            sure = OWN_LABEL if item.seen in (None, "", text) else 0.6
            yield sight(path, (part,), area, view, sure, text=text)
        else:
            yield blank(path, area, view, 0.9)
        return


def _agrees(label: str, path: str, view: View) -> bool:
    """« Autre (type) » is not the field « Autre » of the démarches: what stands in brackets tells which one."""
    aside = re.search(r"\(([^()]*)\)\s*$", label)
    if aside is None or " " in aside.group(1).strip():
        return True
    spec = view.key.campaign.by_path[path]
    words = {
        stem(w)
        for text in (path.replace(".", " ").replace("_", " "), spec.label, *spec.wordings)
        for w in key(text)
    }
    return stem(fold(aside.group(1).strip())) in words

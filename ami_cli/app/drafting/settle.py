"""Gives each field of a draft its path, each choice its codes, and drops what is empty."""

from __future__ import annotations

from collections import Counter

from ami_cli.app.drafting.parts import Draft, Drafted, DraftGroup
from ami_cli.app.drafting.slugs import slug, unique
from ami_cli.forms.words import full_key


def settle(draft: Draft) -> Draft:
    """Close a draft: paths, groups in use, texts beside « Autre »."""
    if any(not f.group for f in draft.fields):
        draft.groups.insert(
            0, DraftGroup(unique("demande", [g.id for g in draft.groups]), "Demande")
        )
        for field in draft.fields:
            field.group = field.group or draft.groups[0].id
    for number, composite in enumerate(draft.composites):
        if not composite.group:
            made = type(composite)(
                composite.label, draft.groups[0].id, composite.names, composite.split
            )
            draft.composites[number] = made
    _drop_choices_without_options(draft)
    _towns(draft)
    _alone_under_heading(draft)
    _tell_apart(draft)
    _name(draft)
    _ask_beside_other(draft)
    used = {f.group for f in draft.fields}
    parents = {g.parent for g in draft.groups if g.id in used}
    draft.groups = [g for g in draft.groups if g.id in used | parents]
    return draft


def _drop_choices_without_options(draft: Draft) -> None:
    draft.fields = [
        f for f in draft.fields if f.kind not in ("choice", "multichoice") or len(f.options) > 1
    ]


def _alone_under_heading(draft: Draft) -> None:
    """The only answer of a section bears its heading; where there are several, each its own words."""
    count = Counter(f.group for f in draft.fields)
    for field in draft.fields:
        if field.heading and count[field.group] == 1:
            field.label, field.wordings = field.heading, [field.label, *field.wordings]
            field.main = True


def _towns(draft: Draft) -> None:
    """« Commune » beside a postal code is the town of an address."""
    for one, two in zip(draft.fields, draft.fields[1:], strict=False):
        if {one.kind, two.kind} == {"postal_code", "commune"} and one.group == two.group:
            town = one if one.kind == "commune" else two
            town.kind = "text"


def _tell_apart(draft: Draft) -> None:
    """The same label twice in a group, or two telephones: the usual names are nobody's."""
    names = Counter((f.group, f.name) for f in draft.fields)
    labels = {(f.group, full_key(f.label)) for f in draft.fields}
    seen: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for field in draft.fields:
        place = (field.group, full_key(field.label))
        seen[place] += 1
        field.alone = names[field.group, field.name] == 1 and (
            field.name != "ville"
            or sum((field.group, full_key(w)) in labels for w in ("Ville", "Commune")) < 2
        )
        field.wordings = [w for w in field.wordings if (field.group, full_key(w)) not in labels]
        if seen[place] > 1:
            field.label, field.wordings = f"{field.label} — {seen[place]}", []
            field.remark = "ce libellé revient dans la rubrique, donnez un autre groupe à ce champ"


def _name(draft: Draft) -> None:
    count = Counter(f.group for f in draft.fields)
    taken: set[str] = set()
    for field in draft.fields:
        alone = count[field.group] == 1 and field.main
        wanted = field.group if alone else f"{field.group}.{field.name or slug(field.label)}"
        field.path = unique(wanted, taken)
        taken.add(field.path)


def _ask_beside_other(draft: Draft) -> None:
    """« ☐ Autre : …… » asks for a text of its own."""
    placed: list[Drafted] = []
    taken = {f.path for f in draft.fields}
    for field in draft.fields:
        placed.append(field)
        free = next((o for o in field.options if o.free), None)
        if free is not None and field.kind in ("choice", "multichoice"):
            path = unique(f"{field.path}_autre", taken)
            taken.add(path)
            label = f"{field.label} — {free.label.lower()}"
            placed.append(Drafted(label, "text", field.group, path=path))
            field.other = path
    draft.fields = placed

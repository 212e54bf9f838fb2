"""One dossier's documents understood together: roles, second versions, and every sighting of every field."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ami_cli.forms.key import Key
from ami_cli.forms.letters import letter_signatures
from ami_cli.forms.locate import locate
from ami_cli.forms.recognise import Recognition, recognise
from ami_cli.forms.stamps import received_stamp
from ami_cli.forms.units import lay_out
from ami_cli.forms.values import parse
from ami_cli.forms.view import View
from ami_cli.forms.words import fold
from ami_cli.model.document import Document
from ami_cli.model.dossier import Evidence, Role

Found = dict[str, tuple[Evidence, ...]]

_NEWER = re.compile(
    r"(?:corrig|rectifi|definiti|final|vf\b|modifi|nouve|complete[^ ]* \(2|v ?[2-9]\b|2e|version 2|_2\b|\(2\))"
)
_OLDER = re.compile(
    r"(?:1(?:ere|re)? version|brouillon|ancien|draft|v ?1\b|provisoire|version 1|\bold\b)"
)
COMPLEMENT = 0.25  # two files that answer fewer fields in common than this are parts of one form


@dataclass(frozen=True, slots=True)
class Received:
    """One readable file of a dossier: its path, its document, when it was received; ``body`` is a mail's text."""

    path: str
    document: Document
    when: datetime | None = None
    body: bool = False


@dataclass(frozen=True, slots=True)
class FileRole:
    """What one file is; ``superseded`` marks a first sending that a later one replaces."""

    path: str
    role: Role
    blank: str | None = None
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything the engine has to say about a dossier. ``remarks`` are French sentences; ``stamp`` a date read on a page."""

    files: tuple[FileRole, ...]
    found: Found
    remarks: tuple[str, ...] = ()
    stamp: datetime | None = None


def understand(received: Sequence[Received], key: Key) -> Understanding:
    """Tell the role of each file, choose the form that counts, and gather all sightings, best first."""
    views = {r.path: View(lay_out(r.document), key) for r in received}
    seen = {r.path: recognise(views[r.path], body=r.body) for r in received}
    forms = [r for r in received if seen[r.path].role == "formulaire"]
    located = {r.path: _with_file(locate(views[r.path]), r.path) for r in forms}
    current, superseded, remarks = _current(forms, located, seen)
    found = _merge([located[r.path] for r in current])
    for letter in received:
        if seen[letter.path].role == "courrier":
            found = _merge([found, _letter(letter.path, views[letter.path], found)])
    stamps = (received_stamp(view.sheet, key.campaign.timezone) for view in views.values())
    stamp = next((moment for moment in stamps if moment), None)
    files = tuple(
        FileRole(r.path, seen[r.path].role, seen[r.path].blank, r.path in superseded)
        for r in received
    )
    return Understanding(files, found, tuple(remarks), stamp)


def _with_file(found: Found, path: str) -> Found:
    return {
        field: tuple(e.model_copy(update={"file": path}) for e in some)
        for field, some in found.items()
    }


def _merge(parts: Sequence[Mapping[str, Sequence[Evidence]]]) -> Found:
    gathered: dict[str, list[Evidence]] = defaultdict(list)
    for part in parts:
        for field, some in part.items():
            gathered[field].extend(some)
    return {
        field: tuple(sorted(some, key=lambda e: (not e.text, -e.confidence)))
        for field, some in gathered.items()
    }


def _current(
    forms: Sequence[Received], located: Mapping[str, Found], seen: Mapping[str, Recognition]
) -> tuple[list[Received], set[str], list[str]]:
    """Return the files that make up the form that counts, those it replaces, and what to say about it."""
    current: list[Received] = []
    superseded: set[str] = set()
    remarks: list[str] = []
    for form in sorted(forms, key=lambda f: _newest_first(f, located[f.path])):
        answered = _answered(located[form.path])
        rivals = [c for c in current if _overlap(answered, _answered(located[c.path]))]
        if not rivals:
            current.append(form)
            continue
        superseded.add(form.path)
        changed = _differences(located[rivals[0].path], located[form.path])
        remarks.append(
            f"Deux formulaires : « {rivals[0].path} » est retenu, « {form.path} » est une version antérieure"
            + (f" ; réponses différentes : {', '.join(changed)}." if changed else ", identique.")
        )
    order = {f.path: n for n, f in enumerate(forms)}
    return sorted(current, key=lambda f: order[f.path]), superseded, remarks


def _newest_first(form: Received, found: Found) -> tuple[float, int, float, int, str]:
    """Sort key: sent last, named as a correction, signed last, fullest."""
    name = fold(form.path.rsplit("/", 1)[-1]).replace("_", " ")
    named = (1 if _NEWER.search(name) else 0) - (2 if _OLDER.search(name) else 0)
    sent = form.when.timestamp() if form.when else 0.0
    return (-sent, -named, 0.0, -len(_answered(found)), form.path)


def _answered(found: Found) -> set[str]:
    return {field for field, some in found.items() if some and some[0].text}


def _overlap(one: set[str], two: set[str]) -> bool:
    smaller = min(len(one), len(two))
    return smaller == 0 or len(one & two) / smaller > COMPLEMENT


def _differences(new: Found, old: Found) -> list[str]:
    return sorted(
        field
        for field in new.keys() | old.keys()
        if fold(_first(new, field)) != fold(_first(old, field))
    )


def _first(found: Found, field: str) -> str:
    some = found.get(field, ())
    return some[0].text if some else ""


def _letter(path: str, view: View, found: Found) -> Found:
    people = {}
    for spec in view.key.campaign.fields:
        if spec.kind == "signature":
            group = spec.path.rsplit(".", 1)[-1]
            names = [_name(found, f"{group}.{part}", view.key) for part in ("nom", "prenom")]
            people[spec.path] = [n for n in names if n]
    gathered: dict[str, list[Evidence]] = defaultdict(list)
    for sighting in letter_signatures(view, people):
        gathered[sighting.path].append(sighting.evidence)
    return _with_file({p: tuple(e) for p, e in gathered.items()}, path)


def _name(found: Found, path: str, key: Key) -> str:
    spec = key.campaign.by_path.get(path)
    if spec is None:
        return ""
    value = parse(_first(found, path), spec).value
    return value if isinstance(value, str) else ""

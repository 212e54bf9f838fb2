"""Names that last: a dossier keeps the name it got, and no two dossiers share one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ami_cli.model.dossier import Dossier
from ami_cli.sources.names import unique
from ami_cli.store import Stored


def root_key(root: Path) -> str:
    """Return where a dossier lies, as text that any database takes."""
    return os.fsencode(root).decode("utf-8", "backslashreplace")


def name_all(
    dossiers: Sequence[Dossier],
    stored: Sequence[Stored],
    same: Callable[[Dossier, Stored], bool],
    heirs: Mapping[Path, str] | None = None,
) -> list[Dossier]:
    """Give each dossier the name it has in the store, or a free one.

    The same place is the same dossier; ``heirs`` are places that take over a name.
    Another place with a name already taken is the same dossier
    only if ``same`` says so (it was moved or copied); otherwise it gets `` (2)`` after its name.
    """
    by_root = {s.root: s for s in stored}
    by_name = {s.dossier: s for s in stored}
    taken = set(by_name)
    named: dict[int, Dossier] = {}
    claimed: set[str] = set()
    for index, dossier in enumerate(dossiers):  # those that stayed where they were come first
        known = by_root.get(root_key(dossier.root))
        name = known.dossier if known is not None else (heirs or {}).get(dossier.root, "")
        if name:
            named[index] = replace(dossier, name=name)
            claimed.add(name)
    for index, dossier in enumerate(dossiers):
        if index in named:
            continue
        known = by_name.get(dossier.name)
        if known is not None and dossier.name not in claimed and same(dossier, known):
            named[index] = dossier
        else:
            named[index] = replace(dossier, name=unique(dossier.name, taken))
        claimed.add(named[index].name)
        taken.add(named[index].name)
    return [named[index] for index in range(len(dossiers))]

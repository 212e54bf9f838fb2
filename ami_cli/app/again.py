"""One dossier found again where it lies, after it was read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ami_cli.app.campaigns import Definition
from ami_cli.app.ingest import Options, Plan, plan
from ami_cli.app.naming import root_key
from ami_cli.store import Store


def found_again(store: Store, definition: Definition, name: str, options: Options) -> Plan | None:
    """Return the plan that reads one dossier only; None when its files are no longer there."""
    root = next((s.root for s in store.index() if s.dossier == name), "")
    for place in _places(Path(root)):
        made = _only(plan([place], store, definition, options), name, root)
        if made is not None:
            return made
    return None


def _places(root: Path) -> Sequence[Path]:
    """Return where to look for a dossier: its folder, else the folder or the archive it lies in."""
    if root.is_dir():
        return [root]
    existing = next((p for p in (root, *root.parents) if p.exists()), None)
    if existing is None:
        return []
    return [existing.parent, existing] if existing == root else [existing]


def _only(made: Plan, name: str, root: str) -> Plan | None:
    """Keep one dossier of a plan; None when it is not in it."""
    for index, dossier in enumerate(made.dossiers):
        if dossier.name == name and root_key(dossier.root) == root:
            return Plan([dossier], [made.prints[index]], [0], made.known, (), made.roles)
    return None

"""A folder read as one applicant's that holds several today: mails and forms kept coming in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ami_cli.app.fingerprint import Fingerprint
from ami_cli.model.dossier import Dossier
from ami_cli.sources import affinity
from ami_cli.sources.folder import is_several
from ami_cli.store import Store, Stored


def outgrown(paths: Sequence[Path], stored: Sequence[Stored], store: Store) -> dict[Path, Stored]:
    """Return the folders given that were one dossier and are several now, by their place.

    Only a folder with no neighbour in the store: one among others is an applicant's, whatever it
    holds; one alone may well be the box into which everything falls.
    """
    found = {}
    for path in paths:
        root = path.absolute()
        known = next((s for s in stored if s.root == str(root)), None)
        if known is None or not root.is_dir() or not is_several(root):
            continue
        neighbours = [s for s in stored if Path(s.root).parent == root.parent and s is not known]
        if not neighbours and _was_one(known, store):
            found[root] = known
    return found


def heirs(
    found: Sequence[Dossier],
    prints: Mapping[Path, Fingerprint],
    outgrown: Mapping[Path, Stored],
    store: Store,
) -> dict[Path, str]:
    """Return the name that the first dossier of each such folder keeps: the one that shares a file."""
    kept: dict[Path, str] = {}
    for root, known in outgrown.items():
        old = store.readings(known.campaign, [known.dossier])
        shared = {file.sha256 for reading in old for file in reading.files}
        for dossier in found:
            mark = prints[dossier.root]
            if dossier.root.is_relative_to(root) and any(s in shared for _, s, _ in mark.files):
                kept[dossier.root] = known.dossier
                break
    return kept


def _was_one(known: Stored, store: Store) -> bool:
    old = store.readings(known.campaign, [known.dossier])
    names = [f.path for reading in old for f in reading.files if "/" not in f.path]
    return bool(names) and affinity.is_one_applicant(names)

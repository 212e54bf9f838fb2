"""A person tells what a file is: the decision is kept, and the dossier read again with it."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime

from ami_cli.app import judge
from ami_cli.app.again import found_again
from ami_cli.app.campaigns import Definition
from ami_cli.app.ingest import Options, ingest
from ami_cli.errors import UsageError
from ami_cli.model.dossier import ReadFile, Reading, Role, RoleChoice
from ami_cli.model.words import ROLES
from ami_cli.sources.names import fold
from ami_cli.store import Store

_CODES: dict[str, Role] = {
    "formulaire": "formulaire",
    "courrier": "courrier",
    "piece_jointe": "piece_jointe",
    "courriel": "courriel",
    "autre": "autre",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was decided, and whether the dossier was read again with it."""

    choice: RoleChoice
    read_again: bool


def give(  # noqa: PLR0913 - one parameter per word of the command
    store: Store,
    definition: Definition,
    dossier: str,
    file: str,
    role: str,
    *,
    by: str,
    reason: str,
    options: Options,
) -> Chosen:
    """Record what a file is, then read its dossier again; an empty role takes a decision back.

    Raises:
        UsageError: the dossier, the file or the role is not known.
    """
    name = judge.resolve_one(dossier, store)
    readings = store.readings(definition.campaign.id, [name])
    if not readings:
        raise UsageError(f"Le dossier « {name} » est d'une autre campagne : donnez --campaign.")
    found = find_file(readings[0], file)
    choice = RoleChoice(
        dossier=name,
        path=found.path,
        sha256=found.sha256,
        role=_code(role) if role else None,
        seen=found.role,
        by=by or getpass.getuser(),
        reason=reason,
        at=datetime.now(UTC),
    )
    store.choose_role(choice)
    return Chosen(choice, _read_again(store, definition, name, options))


def find_file(reading: Reading, typed: str) -> ReadFile:
    """Return the file that somebody names: its path as shown, or its last part if only one has it.

    Raises:
        UsageError: none or several; the message gives their names.
    """
    for same in (_is_path, _is_folded, _is_last_part):
        found = [f for f in reading.files if same(f.path, typed)]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"« {f.path} »" for f in found)
            raise UsageError(f"Plusieurs fichiers portent ce nom, donnez le chemin : {names}.")
    names = ", ".join(f"« {f.path} »" for f in reading.files)
    raise UsageError(
        f"Le fichier « {typed} » n'est pas dans le dossier « {reading.dossier} ». "
        f"Ses fichiers : {names or 'aucun'}."
    )


def _is_path(path: str, typed: str) -> bool:
    return path == typed


def _is_folded(path: str, typed: str) -> bool:
    return fold(path) == fold(typed)


def _is_last_part(path: str, typed: str) -> bool:
    return fold(path.rpartition("/")[2]) == fold(typed)


def _code(typed: str) -> Role:
    code = _CODES.get(fold(typed).replace(" ", "_"))
    if code is None:
        known = ", ".join(ROLES)
        raise UsageError(f"Le rôle « {typed} » n'existe pas. Rôles possibles : {known}.")
    return code


def _read_again(store: Store, definition: Definition, name: str, options: Options) -> bool:
    """Read one dossier where it lies; False when its files are no longer there."""
    made = found_again(store, definition, name, options)
    if made is None:
        return False
    return any(list(ingest(made, store, definition, options, lambda _done, _all: None)))

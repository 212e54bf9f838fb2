"""A dossier's files brought into memory, envelopes opened, under the limits of one dossier."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ami_cli.model.dossier import Dossier, Problem, ProblemClass
from ami_cli.sources import folder
from ami_cli.sources.envelope import Unpacked, unpack
from ami_cli.sources.limits import MB, Limits
from ami_cli.sources.names import is_noise, unique_file


def take_in(dossier: Dossier, limits: Limits, passwords: Sequence[str] = ()) -> Unpacked:
    """Return everything a dossier holds; what could not be opened is a problem with its own item.

    A file that cannot be opened is listed with no bytes, so that the record still shows it.
    """
    files: list[tuple[str, bytes]] = []
    problems = list(dossier.problems)
    left = limits.unpacked_bytes
    taken: set[str] = set()
    for path in dossier.files:
        shown = unique_file(folder.relative(dossier, path), taken)
        taken.add(shown)
        data, problem = _load(path, shown, min(limits.file_bytes, left))
        left -= len(data)
        files.append((shown, data))
        if problem is not None:
            problems.append(problem)
        elif not data and not is_noise(path.name):
            problems.append(empty(shown))
    out = unpack(files, limits, dossier.part, passwords)
    out.problems[:0] = problems
    known = {name for name, _ in files}
    out.problems += [
        empty(item.path)
        for item in out.items
        if not item.data and item.path not in known | set(out.envelopes)
    ]
    return out


def empty(path: str) -> Problem:
    """Return the problem of a file of zero bytes."""
    return _problem("empty", path, "Ce fichier est vide : demandez au candidat de le renvoyer.")


def _load(path: Path, shown: str, limit: int) -> tuple[bytes, Problem | None]:
    try:
        return folder.read_bytes(path, limit), None
    except FileNotFoundError:
        return b"", _problem(
            "unreadable",
            shown,
            "Ce fichier a disparu pendant la lecture : relancez « ami ingest ».",
        )
    except OSError as error:
        reason = error.strerror or "erreur du système"
        return b"", _problem(
            "unreadable", shown, f"Le système refuse l'accès ({reason}) : vérifiez les droits."
        )
    except ValueError:
        return b"", _too_large(shown, limit)


def _too_large(shown: str, limit: int) -> Problem:
    return _problem(
        "too_large",
        shown,
        f"Ce fichier dépasse la taille permise ({limit // MB} Mo) : demandez-en un plus petit, "
        "ou relancez avec --max-size.",
    )


def _problem(kind: ProblemClass, file: str, message: str) -> Problem:
    return Problem(kind=kind, file=file, message=message)

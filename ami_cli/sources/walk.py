"""The files of one dossier on disk, and what could not be taken of it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ami_cli.model.dossier import Problem, ProblemClass
from ami_cli.sources import reception
from ami_cli.sources.limits import Limits
from ami_cli.sources.names import NOISE_FOLDERS, natural_key, shown

_MOUNT_POINT = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT


class Walk:
    """Files of one dossier, in natural order, with what could not be taken."""

    def __init__(self, root: Path, limits: Limits) -> None:
        self.root = root
        self.limits = limits
        self.files: list[Path] = []
        self.problems: list[Problem] = []

    def enter(self, folder: Path, depth: int) -> None:
        """Take every file below a folder."""
        try:
            entries = sorted(os.scandir(folder), key=lambda e: natural_key(e.name))
        except OSError as error:
            self.problems.append(refused(self.label(folder), error))
            return
        for entry in entries:
            path = folder / entry.name
            if not entry.is_dir(follow_symlinks=False):
                self.take(path)
            elif is_noise_folder(entry.name):
                continue
            elif is_junction(path):
                self.problems.append(link(self.label(path)))
            elif depth >= self.limits.depth:
                message = "Trop de dossiers emboîtés : remontez les fichiers de la candidature."
                self.problems.append(problem("too_large", self.label(path), message))
            else:
                self.enter(path, depth + 1)

    def take(self, path: Path) -> None:
        """Take one regular file; name what is not one."""
        try:
            mode = path.lstat().st_mode
        except OSError as error:
            self.problems.append(refused(self.label(path), error))
            return
        if len(self.files) >= self.limits.files:
            if len(self.files) == self.limits.files and not self._said_too_many():
                message = f"Plus de {self.limits.files} fichiers : gardez ceux de la candidature."
                self.problems.append(problem("too_large", self.label(self.root), message))
        elif stat.S_ISREG(mode):
            if path.name.casefold() != reception.NAME:
                self.files.append(path)
        elif stat.S_ISLNK(mode):
            if not self._inside(path):
                self.problems.append(link(self.label(path)))
        else:
            message = "Ce n'est pas un fichier (tube ou périphérique) : il n'a pas été ouvert. Retirez-le."
            self.problems.append(problem("unsafe", self.label(path), message))

    def label(self, path: Path) -> str:
        """Return the path of a file as people see it."""
        if path == self.root:
            return shown(path.name)
        return "/".join(shown(part) for part in path.relative_to(self.root).parts)

    def _inside(self, path: Path) -> bool:
        """Tell a link to what the dossier already holds: following it would count a file twice."""
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):
            return False
        return target.is_relative_to(self.root.resolve())

    def _said_too_many(self) -> bool:
        return any(p.kind == "too_large" and p.message.startswith("Plus de") for p in self.problems)


def is_junction(path: Path) -> bool:
    """Tell a folder of Windows that is another one, elsewhere: no link by its kind, but by its tag."""
    try:
        return getattr(path.lstat(), "st_reparse_tag", 0) == _MOUNT_POINT
    except OSError:
        return False


def is_noise_folder(name: str) -> bool:
    """Tell a folder left by a system, never sent on purpose."""
    return name.startswith(".") or name.casefold() in NOISE_FOLDERS


def problem(kind: ProblemClass, file: str, message: str) -> Problem:
    """Return a problem of the contract."""
    return Problem(kind=kind, file=file, message=message)


def link(file: str) -> Problem:
    """Return the problem of a link that leads out of its dossier."""
    return problem(
        "unsafe", file, "Ce lien mène hors du dossier : il n'a pas été suivi. Copiez-y le fichier."
    )


def refused(file: str, error: OSError) -> Problem:
    """Return the problem of what the system would not open."""
    reason = error.strerror or "erreur du système"
    return problem(
        "unreadable",
        shown(file),
        f"Le système refuse l'accès ({reason}) : vérifiez les droits.",
    )

"""Folders and loose files on disk become dossiers, by their names alone."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ami_cli.errors import UsageError
from ami_cli.model.dossier import Dossier, Problem, ProblemClass
from ami_cli.sources import affinity, bundle, reception
from ami_cli.sources.limits import DEFAULT, Limits
from ami_cli.sources.names import (
    NOISE_FOLDERS,
    fold,
    is_noise,
    natural_key,
    shown,
    stem,
    unique,
)

# files of a batch, not of a dossier
_BATCH = re.compile(
    r"(reception\.csv|.*\.(jsonl|json|csv|sqlite|sqlite-wal|sqlite-shm|db-journal))", re.I
)
_PARTS = re.compile(
    r"^(?:\d+\s*)?(?:annexes?|pieces? jointes?|pj|documents?|photos?|images?|courriers?|"
    r"formulaires?|scans?|numerisations?|divers|justificatifs?|mails?|messages?|recu|envoi|\d)\b.*"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in the paths given: dossiers in natural order, French sentences on the rest."""

    dossiers: tuple[Dossier, ...]
    remarks: tuple[str, ...] = ()


def discover(
    paths: Sequence[Path], known: Collection[Path] = (), limits: Limits = DEFAULT
) -> Found:
    """Find every dossier in the paths; each root comes out once, names are unique among them.

    ``known`` are the roots already in the store: a folder read as one dossier stays one.

    Raises:
        UsageError: a path does not exist.
    """
    found: dict[Path, Dossier] = {}
    remarks: list[str] = []
    for given in paths:
        path = _absolute(given)
        if not os.path.lexists(path):
            raise UsageError(f"« {shown(str(given))} » n'existe pas : vérifiez le chemin.")
        for dossier in _found_in(path, known, limits, remarks):
            found.setdefault(dossier.root, dossier)
    taken: set[str] = set()
    dossiers = []
    for dossier in found.values():
        name = unique(dossier.name, taken)
        taken.add(name)
        dossiers.append(replace(dossier, name=name))
    return Found(tuple(dossiers), tuple(dict.fromkeys(remarks)))


def read_bytes(path: Path, limit: int) -> bytes:
    """Read one regular file, never a link, a pipe or a device put in its place.

    Raises:
        OSError: the system refuses. ValueError: not a regular file, or over ``limit`` bytes.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("not a regular file")
        if status.st_size > limit:
            raise ValueError(f"{status.st_size} bytes")
        return stream.read(limit + 1)


def relative(dossier: Dossier, path: Path) -> str:
    """Return the path of a file as people see it: relative to its dossier, ``/`` between parts."""
    base = dossier.root if dossier.root not in dossier.files else dossier.root.parent
    try:
        parts = path.relative_to(base).parts
    except ValueError:
        parts = (path.name,)
    return "/".join(shown(part) for part in parts)


def _absolute(path: Path) -> Path:
    """Return the path as given, made absolute without following its last link."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    return absolute.resolve() if absolute.is_symlink() and absolute.exists() else absolute


def _found_in(
    path: Path, known: Collection[Path], limits: Limits, remarks: list[str]
) -> Iterator[Dossier]:
    if not path.is_dir():
        listed = _reception(path.parent, remarks)
        loose = _loose(path.parent, affinity.Group((path.name,)), limits)
        yield from (_dated(d, listed) for d in bundle.split(loose, limits))
        return
    try:
        entries = sorted(os.scandir(path), key=lambda e: natural_key(e.name))
    except OSError as error:
        problem = _refused(path.name, error)
        yield Dossier(shown(path.name), path, (), problems=(problem,))
        return
    listed = _reception(path, remarks)
    if path in known or _is_dossier(entries):
        outer = _reception(path.parent, [])
        yield _dated(_dossier(path, limits), listed, outer)
        return
    dossiers = list(_batch(path, entries, limits))
    remarks.extend(listed.unused(name for d in dossiers for name in _names(d)))
    yield from (_dated(d, listed) for d in dossiers)


def _batch(path: Path, entries: list[os.DirEntry[str]], limits: Limits) -> Iterator[Dossier]:
    """Yield the dossiers of a folder of dossiers: its folders, then its loose files."""
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if not _is_noise_folder(entry.name):
                yield _dossier(path / entry.name, limits)
        elif entry.is_symlink() and entry.is_dir():
            problem = _link(entry.name)
            yield Dossier(shown(entry.name), path / entry.name, (), problems=(problem,))
    loose = [e.name for e in entries if _is_loose(e)]
    for group in affinity.group(loose):
        yield from bundle.split(_loose(path, group, limits), limits)


def _dossier(root: Path, limits: Limits) -> Dossier:
    """Take a whole folder, sub-folders included, as one dossier."""
    walk = _Walk(root, limits)
    walk.enter(root, 0)
    problems = walk.problems
    if not walk.files and not problems:
        problems = [
            _problem("empty", shown(root.name), "Ce dossier est vide : demandez la candidature.")
        ]
    return Dossier(shown(root.name), root, tuple(walk.files), problems=tuple(problems))


def _loose(folder: Path, group: affinity.Group, limits: Limits) -> Dossier:
    walk = _Walk(folder, limits)
    for name in group.names:
        walk.take(folder / name)
    root = folder / group.head
    name = shown(stem(group.head))
    return Dossier(name, root, tuple(walk.files), problems=tuple(walk.problems))


class _Walk:
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
            self.problems.append(_refused(self.label(folder), error))
            return
        for entry in entries:
            path = folder / entry.name
            if not entry.is_dir(follow_symlinks=False):
                self.take(path)
            elif _is_noise_folder(entry.name):
                continue
            elif depth >= self.limits.depth:
                message = "Trop de dossiers emboîtés : remontez les fichiers de la candidature."
                self.problems.append(_problem("too_large", self.label(path), message))
            else:
                self.enter(path, depth + 1)

    def take(self, path: Path) -> None:
        """Take one regular file; name what is not one."""
        try:
            mode = path.lstat().st_mode
        except OSError as error:
            self.problems.append(_refused(self.label(path), error))
            return
        if len(self.files) >= self.limits.files:
            if len(self.files) == self.limits.files and not self._said_too_many():
                message = f"Plus de {self.limits.files} fichiers : gardez ceux de la candidature."
                self.problems.append(_problem("too_large", self.label(self.root), message))
        elif stat.S_ISREG(mode):
            if path.name.casefold() != reception.NAME:
                self.files.append(path)
        elif stat.S_ISLNK(mode):
            if not self._inside(path):
                self.problems.append(_link(self.label(path)))
        else:
            message = "Ce n'est pas un fichier (tube ou périphérique) : il n'a pas été ouvert."
            self.problems.append(_problem("unsafe", self.label(path), message))

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


def _is_dossier(entries: list[os.DirEntry[str]]) -> bool:
    """Tell whether a folder given alone is one applicant's rather than a folder of dossiers."""
    folders = [
        e.name for e in entries if e.is_dir(follow_symlinks=False) and not _is_noise_folder(e.name)
    ]
    files = [e.name for e in entries if _is_loose(e)]
    if any(e.name.casefold() == reception.NAME for e in entries) and len(files) != 1:
        return False
    if folders and not all(_PARTS.fullmatch(fold(name)) for name in folders):
        return False
    return bool(files) and affinity.is_one_applicant(files)


def _is_loose(entry: os.DirEntry[str]) -> bool:
    if entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and entry.is_dir()):
        return False
    return not is_noise(entry.name) and _BATCH.fullmatch(entry.name) is None


def _is_noise_folder(name: str) -> bool:
    return name.startswith(".") or name.casefold() in NOISE_FOLDERS


def _reception(folder: Path, remarks: list[str]) -> reception.Reception:
    listed = reception.load(folder)
    remarks.extend(listed.remarks)
    return listed


def _dated(dossier: Dossier, *lists: reception.Reception) -> Dossier:
    for listed in lists:
        when = listed.of(*_names(dossier))
        if when is not None:
            return replace(dossier, received=when)
    return dossier


def _names(dossier: Dossier) -> tuple[str, ...]:
    """Return what the reception list may call a dossier."""
    return (dossier.root.name, dossier.name, *(path.name for path in dossier.files[:1]))


def _problem(kind: ProblemClass, file: str, message: str) -> Problem:
    return Problem(kind=kind, file=file, message=message)


def _link(file: str) -> Problem:
    return _problem(
        "unsafe", file, "Ce lien mène hors du dossier : il n'a pas été suivi. Copiez-y le fichier."
    )


def _refused(file: str, error: OSError) -> Problem:
    reason = error.strerror or "erreur du système"
    return _problem(
        "unreadable",
        shown(file),
        f"Le système refuse l'accès ({reason}) : vérifiez les droits.",
    )

"""Folders and loose files on disk become dossiers, by their names alone."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ami_cli.errors import UsageError
from ami_cli.model.dossier import Dossier
from ami_cli.sources import affinity, bundle, reception
from ami_cli.sources.limits import DEFAULT, Limits
from ami_cli.sources.names import (
    fold,
    is_noise,
    natural_key,
    shown,
    stem,
    unique,
)
from ami_cli.sources.walk import Walk, is_junction, is_noise_folder, link, problem, refused

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


def is_several(folder: Path) -> bool:
    """Tell a folder that holds the dossiers of several applicants, as it lies there."""
    try:
        return not _is_dossier(list(os.scandir(folder)))
    except OSError:
        return False


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
        yield Dossier(shown(path.name), path, (), problems=(refused(path.name, error),))
        return
    listed = _reception(path, remarks)
    if path in known or _is_dossier(entries):
        outer = _reception(path.parent, [])
        yield _dated(_dossier(path, limits), listed, outer)
        return
    dossiers = list(_batch(path, entries, known, limits))
    remarks.extend(listed.unused(name for d in dossiers for name in _names(d)))
    yield from (_dated(d, listed) for d in dossiers)


def _batch(
    path: Path, entries: list[os.DirEntry[str]], known: Collection[Path], limits: Limits
) -> Iterator[Dossier]:
    """Yield the dossiers of a folder of dossiers: its folders, then its loose files."""
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            inner = path / entry.name
            if is_junction(inner):
                yield Dossier(shown(entry.name), inner, (), problems=(link(entry.name),))
            elif inner not in known and _is_group(inner):
                yield from _group(inner, known, limits)
            elif not is_noise_folder(entry.name):
                yield _dossier(inner, limits)
        elif entry.is_symlink() and entry.is_dir():
            yield Dossier(shown(entry.name), path / entry.name, (), problems=(link(entry.name),))
    loose = [e.name for e in entries if _is_loose(e)]
    for group in affinity.group(loose):
        yield from bundle.split(_loose(path, group, limits), limits)


def _group(path: Path, known: Collection[Path], limits: Limits) -> Iterator[Dossier]:
    """Yield the dossiers of a folder that only sorts them (« Reçus par courrier »)."""
    listed = reception.load(path)
    entries = sorted(os.scandir(path), key=lambda e: natural_key(e.name))
    yield from (_dated(d, listed) for d in _batch(path, entries, known, limits))


def _is_group(path: Path) -> bool:
    """Tell a folder that sorts dossiers from a dossier with folders.

    It holds nothing but folders, none named as a part of a dossier; two at least hold a form by its
    name and have names that tell whose they are (« 1er envoi » tells nothing).
    """
    try:
        entries = [e for e in os.scandir(path) if not is_noise(e.name)]
        folders = [e for e in entries if e.is_dir(follow_symlinks=False)]
        names = [e.name for e in folders if not is_noise_folder(e.name)]
        if any(_is_loose(e) for e in entries) or any(_PARTS.fullmatch(fold(n)) for n in names):
            return False
        full = [n for n in names if any(affinity.is_form(e.name) for e in os.scandir(path / n))]
        return len({affinity.subject(n) for n in full} - {()}) > 1
    except OSError:
        return False


def _dossier(root: Path, limits: Limits) -> Dossier:
    """Take a whole folder, sub-folders included, as one dossier."""
    walk = Walk(root, limits)
    walk.enter(root, 0)
    problems = walk.problems
    if all(is_noise(path.name) for path in walk.files) and not problems:
        problems = [
            problem("empty", shown(root.name), "Ce dossier est vide : demandez la candidature.")
        ]
    return Dossier(shown(root.name), root, tuple(walk.files), problems=tuple(problems))


def _loose(folder: Path, group: affinity.Group, limits: Limits) -> Dossier:
    walk = Walk(folder, limits)
    for name in group.names:
        walk.take(folder / name)
    root = folder / group.head
    name = shown(stem(group.head))
    return Dossier(name, root, tuple(walk.files), problems=tuple(walk.problems))


def _is_dossier(entries: list[os.DirEntry[str]]) -> bool:
    """Tell whether a folder given alone is one applicant's rather than a folder of dossiers."""
    folders = [
        e.name for e in entries if e.is_dir(follow_symlinks=False) and not is_noise_folder(e.name)
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

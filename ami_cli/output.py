"""Writes a file a person asked for: whole or not at all, never over one that is open elsewhere."""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ami_cli.errors import MachineError, UsageError

STDOUT = "-"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``target``, which takes its place when the block ends well.

    Raises:
        UsageError: the folder does not exist, or ``target`` is a folder.
        MachineError: the target is open in another program, or the disk refuses.
    """
    target = target.resolve()
    _refuse_wrong_place(target)
    _refuse_open(target)
    if target.exists() and not target.is_file():  # a pipe or a device is written to, never replaced
        yield target
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        temporary.replace(target)
    except PermissionError as error:
        raise MachineError(_open_elsewhere(target)) from error
    except OSError as error:
        reason = error.strerror or error
        raise MachineError(
            f"Impossible d’écrire « {target} » ({reason}). Vérifiez l’espace disque et les droits"
            " sur le dossier, ou choisissez un autre emplacement avec -o."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def write(out: str | Path, data: bytes) -> None:
    """Write bytes to a file, or to standard output for ``-``.

    Raises:
        UsageError, MachineError: see `replacing`.
    """
    if str(out) == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    with replacing(Path(out)) as path:
        path.write_bytes(data)


def printable(text: str) -> str:
    """Return a text without the characters that no XML can hold; line ends become ``\\n``."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def without_clock(package: bytes) -> bytes:
    """Return a zip package whose entries bear no date: same content, same bytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, source.read(name))
    return stream.getvalue()


def _refuse_wrong_place(target: Path) -> None:
    if target.is_dir():
        raise UsageError(f"« {target} » est un dossier : indiquez un nom de fichier après -o.")
    if not target.parent.is_dir():
        raise UsageError(f"Le dossier « {target.parent} » n’existe pas : créez-le d’abord.")


def _refuse_open(target: Path) -> None:
    """Office suites leave a lock file beside what they hold open; Windows refuses by itself."""
    lock = target.with_name(f".~lock.{target.name}#")
    owner = target.with_name(f"~${target.name}")
    for mark in (lock, owner):
        if target.exists() and mark.exists():
            hint = f"(Si aucun programme ne l’ouvre, supprimez « {mark.name} ».)"
            raise MachineError(f"{_open_elsewhere(target)} {hint}")


def _open_elsewhere(target: Path) -> str:
    return (
        f"Le fichier « {target.name} » est ouvert dans un autre programme ou protégé :"
        " fermez-le, puis relancez la commande, ou choisissez un autre nom avec -o."
    )

"""Old Word files and the like, converted before the dossiers are read: one start of LibreOffice for all.

Files inside mails and archives are not seen here: their reader converts them one by one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ami_cli.model.dossier import Dossier
from ami_cli.readers import office
from ami_cli.sources.limits import MB, Limits

_BATCH = 25  # files of one start: past that, one that hangs would cost too many others
_MOST = 10 * MB  # bytes of one such file; old formats are small


@contextmanager
def converted(dossiers: Iterable[Dossier], limits: Limits) -> Iterator[Path | None]:
    """Yield the folder of what was converted, None when no dossier holds such a file."""
    found = list(_wanted(dossiers, min(_MOST, limits.file_bytes)))
    if not found:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="ami-converted-") as place:
        folder = Path(place)
        for at in range(0, len(found), _BATCH):
            office.prepare([path.read_bytes() for path in found[at : at + _BATCH]], folder)
        yield folder


def _wanted(dossiers: Iterable[Dossier], limit: int) -> Iterator[Path]:
    for dossier in dossiers:
        for path in dossier.files:
            try:
                if path.stat().st_size <= limit and office.wants_office(path.read_bytes()):
                    yield path
            except OSError:  # its reader will say so
                continue

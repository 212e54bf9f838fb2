"""The reading of a dossier whose worker died twice: its files, and why nothing was read."""

from __future__ import annotations

from ami_cli.app import roles
from ami_cli.app.campaigns import Definition
from ami_cli.app.fingerprint import Fingerprint
from ami_cli.executors import Cause, Lost
from ami_cli.model.dossier import Dossier, Problem, ProblemClass, ReadFile, Reading

_SAID: dict[Cause, tuple[ProblemClass, str]] = {
    "timeout": (
        "timeout",
        "La lecture a dépassé le temps permis : ouvrez le dossier à la main, ou relancez avec un "
        "--timeout plus long.",
    ),
    "memory": (
        "too_large",
        "La lecture demande trop de mémoire : ouvrez le dossier à la main, ou relancez avec un "
        "--memory plus grand.",
    ),
    "crash": (
        "unreadable",
        "La lecture s'est interrompue deux fois sur ce dossier : ouvrez-le à la main.",
    ),
}


def lost_reading(
    dossier: Dossier, mark: Fingerprint, lost: Lost, definition: Definition
) -> Reading:
    """Return what is still known: names, sizes, digests, the reception list."""
    kind, message = _SAID[lost.cause]
    files = tuple(
        ReadFile(
            path=path,
            sha256=sha256,
            media_type="application/octet-stream",
            role=roles.guess(path, "application/octet-stream", form_known=False),
            size=size,
        )
        for path, sha256, size in mark.files
    )
    blamed = files[0].path if len(files) == 1 else dossier.name
    return Reading(
        dossier=dossier.name,
        campaign=definition.campaign.id,
        digest=mark.digest,
        files=files,
        received=dossier.received,
        received_from="reception.csv" if dossier.received else None,
        problems=(*dossier.problems, Problem(kind=kind, file=blamed, message=message)),
    )

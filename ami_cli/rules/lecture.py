"""Tells what the applicant left out from what the machine could not read.

Nobody is declared irrecevable or incomplet on what could not be read (contract, verdicts).
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

from ami_cli.model.candidature import Answer
from ami_cli.model.dossier import ReadFile
from ami_cli.rules.kit import SURE, Case

State = Literal["given", "left_out", "not_read"]

# Files that never hold a form, a letter or a signature: failing to read one hides nothing.
HARMLESS = frozenset(
    (
        *(".xlsx", ".xls", ".ods", ".csv", ".db", ".ini", ".lnk", ".url", ".ics", ".vcf"),
        *(".mp3", ".mp4", ".avi", ".mov", ".gpx", ".shp", ".dbf", ".kml"),
    )
)
NOT_FOUND = "elle n’a pas été trouvée"
SCANNED = 0.9  # a box said empty on a scan may hold faint handwriting
PARTLY_READ = 0.5  # share of declared fields nowhere found from which a form counts as partly read


def state(case: Case, path: str) -> State:
    """Return whether a field has a value, was left out for sure, or cannot be told."""
    answer = case[path]
    if answer.given:
        return "given"
    if answer.status == "unreadable":
        return "not_read"
    if answer.status == "corrected":
        return "left_out"
    if answer.status == "blank":
        return "left_out" if _is_sure_blank(answer, case) else "not_read"
    return "not_read" if why_not_read(case) or _is_scanned(case) else "left_out"


def _is_sure_blank(answer: Answer, case: Case) -> bool:
    least = SCANNED if _is_scanned(case) else SURE
    return answer.confidence >= least or not answer.evidence


def _is_scanned(case: Case) -> bool:
    """Tell whether a form was read from pictures: what was not found there may well stand there."""
    return any("scan" in form.via for form in _forms(case))


def _forms(case: Case) -> list[ReadFile]:
    """Return the files that make up the form that counts."""
    files = case.candidature.reading.files
    return [file for file in files if file.role == "formulaire" and not file.superseded]


def why_not_read(case: Case) -> str:
    """Return why something missing may only be unread (a French clause); empty if all was read."""
    reading = case.candidature.reading
    hidden = [p for p in reading.problems if PurePosixPath(p.file).suffix.lower() not in HARMLESS]
    if hidden:
        names = ", ".join(dict.fromkeys(p.file for p in hidden))
        return f"un fichier n’a pas pu être lu ({names})"
    if not _forms(case):
        return "aucun formulaire n’a été reconnu dans le dossier"
    fields = [f for f in case.campaign.fields if f.kind != "signature"]
    lost = [f for f in fields if case[f.path].status in ("absent", "unreadable")]
    if fields and len(lost) > PARTLY_READ * len(fields):
        return "le formulaire n’a été lu qu’en partie"
    return ""


def reason(case: Case, path: str) -> str:
    """Return the French clause that explains why a field counts as not read."""
    answer = case[path]
    if answer.status == "unreadable":
        return "la réponse est illisible"
    if answer.status == "blank":
        return "la case paraît vide, sans certitude"
    lost = "elle n’a pas été retrouvée sur le formulaire numérisé"
    return why_not_read(case) or (lost if _is_scanned(case) else NOT_FOUND)

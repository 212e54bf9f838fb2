"""The worker: one dossier in, one reading out; a bad file is a problem in it, never an error."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ami_cli import readers
from ami_cli.app import pictures, roles
from ami_cli.app.arrivals import arrivals
from ami_cli.app.intake import take_in
from ami_cli.app.keys import blank_pages, campaign_key
from ami_cli.app.roles import Given
from ami_cli.app.storable import storable
from ami_cli.errors import ExitCode, FileProblem, ToolMissing
from ami_cli.forms.understand import FileRole, Received, Understanding, understand
from ami_cli.model.document import Document
from ami_cli.model.dossier import Dossier, Item, Problem, ReadFile, Reading, Role
from ami_cli.readers import READERS, Source
from ami_cli.sources.envelope import Unpacked
from ami_cli.sources.limits import DEFAULT, Limits
from ami_cli.sources.names import fold, is_noise

# read through another program, slowly: only when nothing else in the dossier is the form
_CONVERTED = frozenset(kind for kind, name in READERS.items() if name == "ami_cli.readers.office")


@dataclass(frozen=True, slots=True)
class Job:
    """One dossier to read. ``digest`` was computed by the parent; ``campaign`` is a folder.

    ``roles`` are those that people gave to files.
    """

    dossier: Dossier
    digest: str
    campaign: Path
    limits: Limits = DEFAULT
    passwords: tuple[str, ...] = ()
    roles: tuple[Given, ...] = ()
    converted: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker gives back. ``missing`` names, in French, an optional tool that was needed."""

    reading: Reading
    missing: str = ""


@dataclass(slots=True)
class _Desk:
    """One dossier being read: what was opened, what each file turned out to be."""

    job: Job
    taken: Unpacked
    types: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    missing: str = ""
    decided: dict[str, Given] = field(default_factory=dict)


def read_dossier(job: Job) -> Outcome:
    """Read one dossier whole.

    Never raises for what a file holds; ``MemoryError`` passes, for the executor to count, and so
    does ``CampaignError``: a wrong definition is nobody's dossier.
    """
    campaign_key(job.campaign)
    try:
        outcome = _read_dossier(job)
    except MemoryError:
        raise
    except Exception as error:  # the worker's edge: our mistake costs one dossier
        outcome = Outcome(_unread(job, error))
    return replace(outcome, reading=storable(outcome.reading))


def _read_dossier(job: Job) -> Outcome:
    desk = _Desk(job, take_in(job.dossier, job.limits, job.passwords))
    desk.problems += desk.taken.problems
    desk.decided = roles.decided(desk.taken.items, job.roles)
    failed = {problem.file for problem in desk.problems}
    waiting: list[Item] = []
    for item in desk.taken.items:
        if item.path in desk.taken.envelopes:
            desk.types[item.path] = desk.taken.envelopes[item.path]
        elif item.path in failed or not item.data or is_noise(item.path.rpartition("/")[2]):
            desk.types[item.path] = _media_type(item)
        else:
            _open(desk, item, waiting)
    understanding = _understood(desk, waiting)
    reading = _reading(desk, understanding)
    return Outcome(reading, desk.missing)


def warm(job: Job) -> None:
    """Prepare what every dossier of a campaign needs, once per process."""
    campaign_key(job.campaign)


def _unread(job: Job, error: Exception) -> Reading:
    """Return the reading of a dossier that our own code could not stand; a person will open it."""
    taken = take_in(job.dossier, job.limits, job.passwords)
    said = f"La lecture a échoué ({type(error).__name__}) : ouvrez ce dossier à la main."
    fault = Problem(kind="unreadable", file=job.dossier.name, message=said)
    desk = _Desk(job, taken, problems=[*taken.problems, fault])
    desk.types = {
        item.path: taken.envelopes.get(item.path, _media_type(item)) for item in taken.items
    }
    return _reading(desk, Understanding((), {}))


def _open(desk: _Desk, item: Item, waiting: list[Item]) -> None:
    """Read one file now, put a picture aside for later, or leave what holds no form."""
    kind = _media_type(item)
    desk.types[item.path] = kind
    decided = desk.decided.get(item.path)
    if decided and decided.role in roles.NOT_READ:
        return
    if (kind.startswith("image/") or kind in _CONVERTED) and not item.body and decided is None:
        if kind in READERS:
            waiting.append(item)
        return
    if kind in READERS:
        _read(desk, item)


def _read(desk: _Desk, item: Item) -> None:
    source = Source(
        item.path.rpartition("/")[2],
        item.data,
        desk.types[item.path],
        desk.job.passwords,
        blank_pages(desk.job.campaign),
        desk.job.converted,
    )
    try:
        desk.documents[item.path] = readers.read(source)
    except FileProblem as error:
        _note(desk, error.kind, item.path, str(error))
        if error.exit_code is ExitCode.TOOL_MISSING:
            desk.missing = str(error)
    except ToolMissing as error:
        desk.missing = str(error)
        _note(desk, "unreadable", item.path, str(error))
    except MemoryError:
        raise
    except RecursionError:
        _note(desk, "too_large", item.path, "Ce fichier est trop imbriqué : demandez un PDF.")
    except Exception as error:  # the worker's edge: a reader's mistake costs one file
        _note(
            desk,
            "corrupt",
            item.path,
            f"Ce fichier n'a pas pu être lu ({type(error).__name__}) : ouvrez-le à la main, "
            "ou demandez un PDF au candidat.",
        )


def _understood(desk: _Desk, waiting: Sequence[Item]) -> Understanding:
    """Look for the form; recognise pictures only when they may be it, or a letter beside it."""
    images = [item for item in waiting if desk.types[item.path] not in _CONVERTED]
    beside = [item for item in images if pictures.is_named_page(item.path, item.data)]
    for item in beside:
        _read(desk, item)
    understanding = _understand(desk)
    if not _has_form(understanding.files):
        late = [i for i in waiting if i not in beside and _may_be_it(desk, i)]
        for item in late:
            _read(desk, item)
        if late:
            understanding = _understand(desk)
    if not _has_form(understanding.files):
        _blame(desk)
    return understanding


def _may_be_it(desk: _Desk, item: Item) -> bool:
    return desk.types[item.path] in _CONVERTED or pictures.may_be_a_page(item.path, item.data)


def _understand(desk: _Desk) -> Understanding:
    received = [
        Received(
            item.path,
            desk.documents[item.path],
            item.received,
            item.body,
            decided.role if (decided := desk.decided.get(item.path)) else None,
        )
        for item in desk.taken.items
        if item.path in desk.documents
    ]
    return understand(received, campaign_key(desk.job.campaign))


def _blame(desk: _Desk) -> None:
    """No form anywhere: say which files might have been it in a format that is not read."""
    for item in desk.taken.items:
        kind = desk.types[item.path]
        if item.path in desk.documents or item.path in desk.taken.envelopes or not item.data:
            continue
        if kind in READERS or is_noise(item.path.rpartition("/")[2]):
            continue
        if kind.startswith(("image/", "video/", "audio/")):
            continue
        if not any(problem.file == item.path for problem in desk.problems):
            message = (
                "Ce format n'est pas lu : demandez le formulaire en Word, OpenDocument ou PDF."
            )
            _note(desk, "unsupported", item.path, message)


def _reading(desk: _Desk, understanding: Understanding) -> Reading:
    known = {role.path: role for role in understanding.files}
    form_known = _has_form(understanding.files)
    files = tuple(_file(desk, item, known.get(item.path), form_known) for item in desk.taken.items)
    campaign = campaign_key(desk.job.campaign).campaign
    dates, unlikely = arrivals(
        desk.taken.items, files, desk.job.dossier.received, understanding.stamp, campaign
    )
    remarks = [*desk.taken.remarks, *unlikely, *understanding.remarks]
    if not form_known:
        remarks.append("Aucun formulaire n'a été reconnu dans ce dossier : ouvrez-le.")
    return Reading(
        dossier=desk.job.dossier.name,
        campaign=campaign.id,
        digest=desk.job.digest,
        files=files,
        received=dates[0].when if dates else None,
        received_from=dates[0].source if dates else None,
        arrivals=dates,
        found=understanding.found,
        problems=tuple(dict.fromkeys(desk.problems)),
        remarks=tuple(dict.fromkeys(remarks)),
        strangers=understanding.strangers,
        changes=understanding.changes,
    )


def _file(desk: _Desk, item: Item, role: FileRole | None, form_known: bool) -> ReadFile:
    document = desk.documents.get(item.path)
    kind = desk.types[item.path]
    decided = desk.decided.get(item.path)
    return ReadFile(
        path=item.path,
        sha256=hashlib.sha256(item.data).hexdigest(),
        media_type=kind,
        role=_role(desk, item, role, form_known) if role or not decided else decided.role,
        received=_local(item.received, desk),
        received_from=item.received_from,
        size=len(item.data),
        via="+".join(document.via) if document else "",
        blank=role.blank if role else None,
        superseded=role.superseded if role else False,
        warnings=document.warnings if document else (),
        text_digest=_text_digest(document),
        taken_for=(role and role.taken_for) or decided.taken_for if decided else None,
    )


def _local(when: datetime | None, desk: _Desk) -> datetime | None:
    """Return the instant on the clock of the call, which staff compare with the deadline."""
    zone = ZoneInfo(campaign_key(desk.job.campaign).campaign.timezone)
    return when.astimezone(zone) if when is not None else None


def _role(desk: _Desk, item: Item, role: FileRole | None, form_known: bool) -> Role:
    envelope = desk.taken.envelopes.get(item.path)
    if envelope is not None:
        mail = envelope.startswith("message/") or "outlook" in envelope or "mbox" in envelope
        return "courriel" if mail else "piece_jointe"
    if role is not None:
        return role.role
    if item.body:
        return "courriel"
    return roles.guess(item.path, desk.types[item.path], form_known)


def _has_form(files: Sequence[FileRole]) -> bool:
    return any(file.role == "formulaire" for file in files)


def _note(desk: _Desk, kind: str, path: str, message: str) -> None:
    desk.problems.append(Problem.model_validate({"class": kind, "file": path, "message": message}))


def _text_digest(document: Document | None) -> str:
    words = fold(document.text) if document is not None else ""
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


def _media_type(item: Item) -> str:
    if item.body:
        return {"txt": "text/plain", "html": "text/html"}.get(
            item.path.rpartition(".")[2], "application/rtf"
        )
    from ami_cli.detect import media_type

    return media_type(item.data, item.path.rpartition("/")[2])

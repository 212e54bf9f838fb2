"""The worker: one dossier in, one reading out; a bad file is a problem in it, never an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ami_cli import readers
from ami_cli.app import pictures, roles
from ami_cli.app.desk import Desk, Job, Outcome, media_type_of, note
from ami_cli.app.filed import has_form, reading_of
from ami_cli.app.intake import take_in
from ami_cli.app.keys import blank_pages, campaign_key
from ami_cli.app.storable import storable
from ami_cli.errors import ExitCode, FileProblem, ToolMissing
from ami_cli.forms.understand import Received, Understanding, understand
from ami_cli.model.dossier import Item, Problem, Reading
from ami_cli.readers import READERS, Source
from ami_cli.sources.names import is_noise

# read through another program, slowly: only when nothing else in the dossier is the form
_CONVERTED = frozenset(kind for kind, name in READERS.items() if name == "ami_cli.readers.office")


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
    desk = Desk(job, take_in(job.dossier, job.limits, job.passwords))
    desk.problems += desk.taken.problems
    desk.decided = roles.decided(desk.taken.items, job.roles)
    failed = {problem.file for problem in desk.problems}
    waiting: list[Item] = []
    for item in desk.taken.items:
        if item.path in desk.taken.envelopes:
            desk.types[item.path] = desk.taken.envelopes[item.path]
        elif item.path in failed or not item.data or is_noise(item.path.rpartition("/")[2]):
            desk.types[item.path] = media_type_of(item)
        else:
            _open(desk, item, waiting)
    understanding = _understood(desk, waiting)
    reading = reading_of(desk, understanding)
    return Outcome(reading, desk.missing)


def warm(job: Job) -> None:
    """Prepare what every dossier of a campaign needs, once per process."""
    campaign_key(job.campaign)


def _unread(job: Job, error: Exception) -> Reading:
    """Return the reading of a dossier that our own code could not stand; a person will open it."""
    taken = take_in(job.dossier, job.limits, job.passwords)
    said = f"La lecture a échoué ({type(error).__name__}) : ouvrez ce dossier à la main."
    fault = Problem(kind="unreadable", file=job.dossier.name, message=said)
    desk = Desk(job, taken, problems=[*taken.problems, fault])
    desk.types = {
        item.path: taken.envelopes.get(item.path, media_type_of(item)) for item in taken.items
    }
    return reading_of(desk, Understanding((), {}))


def _open(desk: Desk, item: Item, waiting: list[Item]) -> None:
    """Read one file now, put a picture aside for later, or leave what holds no form."""
    kind = media_type_of(item)
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


def _read(desk: Desk, item: Item) -> None:
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
        note(desk, error.kind, item.path, str(error))
        if error.exit_code is ExitCode.TOOL_MISSING:
            desk.missing = str(error)
    except ToolMissing as error:
        desk.missing = str(error)
        note(desk, "unreadable", item.path, str(error))
    except MemoryError:
        raise
    except RecursionError:
        note(desk, "too_large", item.path, "Ce fichier est trop imbriqué : demandez un PDF.")
    except Exception as error:  # the worker's edge: a reader's mistake costs one file
        note(
            desk,
            "corrupt",
            item.path,
            f"Ce fichier n'a pas pu être lu ({type(error).__name__}) : ouvrez-le à la main, "
            "ou demandez un PDF au candidat.",
        )


def _understood(desk: Desk, waiting: Sequence[Item]) -> Understanding:
    """Look for the form; recognise pictures only when they may be it, or a letter beside it."""
    images = [item for item in waiting if desk.types[item.path] not in _CONVERTED]
    beside = [item for item in images if pictures.is_named_page(item.path, item.data)]
    for item in beside:
        _read(desk, item)
    understanding = _understand(desk)
    if not has_form(understanding.files):
        late = [i for i in waiting if i not in beside and _may_be_it(desk, i)]
        for item in late:
            _read(desk, item)
        if late:
            understanding = _understand(desk)
    if not has_form(understanding.files):
        _blame(desk)
    return understanding


def _may_be_it(desk: Desk, item: Item) -> bool:
    return desk.types[item.path] in _CONVERTED or pictures.may_be_a_page(item.path, item.data)


def _understand(desk: Desk) -> Understanding:
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


def _blame(desk: Desk) -> None:
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
            note(desk, "unsupported", item.path, message)

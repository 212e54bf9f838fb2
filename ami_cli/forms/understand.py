"""One dossier's documents understood together: roles, second versions, and every sighting of every field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ami_cli.forms.dossier.elsewhere import announced, doubted, stand_in, supplements
from ami_cli.forms.dossier.recognise import Recognition, is_an_act, letter_parts, recognise
from ami_cli.forms.dossier.rewrites import REWRITTEN, rewrites, touched
from ami_cli.forms.dossier.sendings import UNTOLD, Sendings, sort_out
from ami_cli.forms.dossier.signatories import signatories
from ami_cli.forms.dossier.stamps import received_stamp
from ami_cli.forms.dossier.strangers import identity_of
from ami_cli.forms.key import Key
from ami_cli.forms.locate import locate
from ami_cli.forms.sheet.units import Unit, lay_out
from ami_cli.forms.signing.claims import STRANGER, Signer, head, one_person
from ami_cli.forms.signing.letters import closing_of, letter_signatures
from ami_cli.forms.values.parse import parse
from ami_cli.forms.view.view import View
from ami_cli.model.document import Document
from ami_cli.model.dossier import Change, Evidence, Role

Found = dict[str, tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class Received:
    """One readable file of a dossier: its path, its document, when it was received.

    ``body`` is a mail's text; ``role`` what a person decided that the file is, which then holds.
    """

    path: str
    document: Document
    when: datetime | None = None
    body: bool = False
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class FileRole:
    """What one file is; ``superseded`` marks a first sending that a later one replaces.

    ``taken_for`` is what its content says where a person decided otherwise.
    """

    path: str
    role: Role
    blank: str | None = None
    superseded: bool = False
    taken_for: Role | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything the engine has to say about a dossier.

    ``remarks`` are French sentences; ``stamp`` a date read on a page; ``strangers`` the collectivités
    that its forms name, when there are several; ``changes`` what a version says otherwise than the
    one it replaces.
    """

    files: tuple[FileRole, ...]
    found: Found
    remarks: tuple[str, ...] = ()
    stamp: datetime | None = None
    strangers: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def understand(received: Sequence[Received], key: Key) -> Understanding:
    """Tell the role of each file, choose the form that counts, and gather all sightings, best first."""
    views = {r.path: View(lay_out(r.document), key) for r in received}
    content = {r.path: recognise(views[r.path], body=r.body) for r in received}
    seen = {r.path: _decided(r, content[r.path]) for r in received}
    forms = [r for r in received if seen[r.path].role == "formulaire"]
    located = {r.path: _with_file(locate(views[r.path]), r.path) for r in forms}
    pages = {r.path for r in forms if seen[r.path].page}
    scanned = {r.path for r in forms if "scan" in r.document.via}
    sent = sort_out(forms, located, pages, scanned, identity_of(key.campaign))
    found = _doubted(_merge([located[path] for path in sent.current]), sent.unsure)
    found = _merge([found, *(_signatures(located[path]) for path in sent.signed)])
    beside = _beside(received, views, seen, attachments=not forms)
    found, without = (found, "") if forms else _without_a_form(beside)
    found = _merge([found, *(dict(supplements(found, b)) for b in beside.values() if forms)])
    letters = [r.path for r in received if seen[r.path].role == "courrier"]
    found = _merge([found, *(_with_file(dict(announced(found, views[p])), p) for p in letters)])
    found = _merge([found, *_letters(received, views, seen, sent, found)])
    sealed = [view for view in views.values() if not is_an_act(view.sheet)]
    found = _merge([found, dict(signatories(found, key.campaign))])
    stamps = (received_stamp(view.sheet, key.campaign.timezone, view.hits) for view in sealed)
    stamp = next((moment for moment in stamps if moment), None)
    files = tuple(
        replace(
            _role(r.path, seen[r.path], sent), taken_for=content[r.path].role if r.role else None
        )
        for r in received
    )
    told = [(r.path, s) for r in received if r.body for s in rewrites(views[r.path].sheet)]
    found = _doubted(
        found, {p for _, s in told for p in touched(s, found, key.campaign)}, REWRITTEN
    )
    said = [_correction(path, sentence) for path, sentence in told]
    remarks = (*sent.remarks, *([without] if without else ()), *said)
    return Understanding(files, found, remarks, stamp, tuple(sent.strangers), tuple(sent.changes))


def _beside(
    received: Sequence[Received],
    views: Mapping[str, View],
    seen: Mapping[str, Recognition],
    *,
    attachments: bool,
) -> dict[str, Found]:
    """Return what letters and messages answer, and attachments too where no form came."""
    roles = ("courrier", "courriel", "piece_jointe") if attachments else ("courrier", "courriel")
    paths = [r.path for r in received if seen[r.path].role in roles]
    return {path: _with_file(locate(views[path]), path) for path in paths}


def _without_a_form(beside: Mapping[str, Found]) -> tuple[Found, str]:
    """Return what stands in for a form that nobody sent, and the remark that says so."""
    path = stand_in(beside)
    if path is None:
        return {}, ""
    said = f"Aucun formulaire : les réponses viennent de « {path} », elles sont à vérifier."
    return doubted(beside[path]), said


def _decided(received: Received, seen: Recognition) -> Recognition:
    """A person's decision holds over the content; a page declared a form is a whole one."""
    if received.role is None or received.role == seen.role:
        return seen
    return replace(seen, role=received.role, page=False)


def _role(path: str, seen: Recognition, sent: Sendings) -> FileRole:
    if path in sent.empty or path in sent.aside:
        return FileRole(path, "piece_jointe", seen.blank)
    return FileRole(path, seen.role, seen.blank, path in sent.superseded)


def _correction(path: str, sentence: str) -> str:
    return (
        f"Le message « {path} » semble corriger une réponse : « {sentence} ». "
        "Rien n'a été changé : vérifiez, et corrigez au besoin."
    )


def _doubted(found: Found, paths: Collection[str], most: float = UNTOLD) -> Found:
    return {
        path: tuple(
            e.model_copy(update={"confidence": min(e.confidence, most)}) if path in paths else e
            for e in some
        )
        for path, some in found.items()
    }


def _signatures(found: Found) -> Found:
    return {path: some for path, some in found.items() if path.startswith("signature.")}


def _letters(
    received: Sequence[Received],
    views: Mapping[str, View],
    seen: Mapping[str, Recognition],
    sent: Sendings,
    found: Found,
) -> Iterator[Found]:
    """Yield the signatures of each letter: a file of its own, or pages that share the form's file.

    A form closes as a letter does where nobody left it labelled boxes: only signatures without one are taken there.
    """
    for r in received:
        view = views[r.path]
        if seen[r.path].role == "courrier":
            yield _letter(r.path, view, found)
        elif r.path in {*sent.current, *sent.signed}:
            for part in letter_parts(view):
                yield _letter(r.path, view, found, part)
            unlabelled = _letter(r.path, view, found, closing_of(view))
            yield {path: some for path, some in unlabelled.items() if path not in found}


def _with_file(found: Found, path: str) -> Found:
    return {
        field: tuple(e.model_copy(update={"file": path}) for e in some)
        for field, some in found.items()
    }


def _merge(parts: Sequence[Mapping[str, Sequence[Evidence]]]) -> Found:
    gathered: dict[str, list[Evidence]] = defaultdict(list)
    for part in parts:
        for field, some in part.items():
            gathered[field].extend(some)
    return {
        field: tuple(sorted(some, key=lambda e: (not e.text, -e.confidence)))
        for field, some in gathered.items()
    }


def _first(found: Found, field: str) -> str:
    some = found.get(field, ())
    return some[0].text if some else ""


def _letter(path: str, view: View, found: Found, part: Sequence[Unit] | None = None) -> Found:
    gathered: dict[str, list[Evidence]] = defaultdict(list)
    for sighting in letter_signatures(view, _signers(found, view.key), part):
        # a doubtful mark of the letter does not cast doubt on a signature of the form
        if sighting.evidence.confidence >= UNTOLD or not _is_signed(found.get(sighting.path, ())):
            gathered[sighting.path].append(sighting.evidence)
    return _with_file({p: tuple(e) for p, e in gathered.items()}, path)


def _is_signed(some: Sequence[Evidence]) -> bool:
    return any(e.text.startswith(("image", "digital")) and e.confidence >= UNTOLD for e in some)


def _signers(found: Found, key: Key) -> list[Signer]:
    """Return those expected to sign, the head of the executive last, and the people who are not."""
    expected = {
        spec.path.rsplit(".", 1)[-1]: spec.path
        for spec in key.campaign.fields
        if spec.kind == "signature"
    }
    body = _first(found, "collectivite.nom")
    signers = []
    for group in key.campaign.groups:
        nom, prenom, function = (
            _name(found, f"{group.id}.{part}", key) for part in ("nom", "prenom", "fonction")
        )
        path = expected.get(group.id, STRANGER)
        if path != STRANGER or nom:
            heads = tuple(dict.fromkeys(h for w in group.wordings if (h := head(w))))
            signers.append(Signer(path, nom, prenom, function, heads, body))
    order = [*expected.values()]
    signers.sort(key=lambda s: order.index(s.path) if s.path in order else -1)
    # one person under two functions signs once, as the first of them
    twice = [s for n, s in enumerate(signers) if any(one_person(o, s) for o in signers[:n])]
    return [s for s in signers if s not in twice]


def _name(found: Found, path: str, key: Key) -> str:
    spec = key.campaign.by_path.get(path)
    if spec is None:
        return ""
    value = parse(_first(found, path), spec).value
    return value if isinstance(value, str) else ""

"""Tries a definition on dossiers whose answers are known, and tells each miss with what was seen."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from ami_cli.app.campaigns import Definition
from ami_cli.app.ingest import Options, ingest, plan
from ami_cli.app.judge import Case, cases
from ami_cli.errors import UsageError
from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import ABSENT, Answer
from ami_cli.sources.names import fold as fold_name
from ami_cli.store import open_store

Outcome = Literal["faux", "manqué", "inventé"]
EXPECTED = "expected.json"
LONG_ENOUGH = 0.95  # share of words in common from which a long text counts as right


@dataclass(frozen=True, slots=True)
class Miss:
    """One answer that is not the one expected; ``answer`` holds everything that was seen."""

    dossier: str
    path: str
    outcome: Outcome
    expected: object
    answer: Answer


@dataclass(frozen=True, slots=True)
class Report:
    """What a trial found: how many values were compared, the misses, verdicts that differ, dossiers lost."""

    compared: int
    misses: tuple[Miss, ...]
    verdicts: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def good(self) -> bool:
        """True if every value and verdict is the one expected."""
        return not (self.misses or self.verdicts or self.lost)


def try_definition(definition: Definition, folder: Path, jobs: int = 1) -> Report:
    """Read the dossiers of a folder by a definition and compare them with its ``expected.json``.

    The dossiers lie in ``folder/dossiers``, or in the folder itself.

    Raises:
        UsageError: there is no ``expected.json``, or it is not what it should be.
    """
    truths = expected_of(folder, definition.campaign)
    place = folder / "dossiers" if (folder / "dossiers").is_dir() else folder
    found = read(definition, [p for p in sorted(place.iterdir()) if p.name != EXPECTED], jobs)
    return compare(truths, found, definition.campaign)


def expected_of(folder: Path, campaign: Campaign) -> list[dict[str, Any]]:
    """Return the known answers: one object per dossier, with ``path`` and ``fields``.

    Raises:
        UsageError: the file is missing or wrong; every unknown field is named.
    """
    path = folder / EXPECTED
    try:
        truths = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UsageError(
            f"{path} ne peut pas être lu ({error.strerror}) : il donne les réponses attendues."
        ) from error
    except ValueError as error:
        raise UsageError(f"{path} n'est pas du JSON lisible : {error}.") from error
    if not isinstance(truths, list) or not all(
        isinstance(t, dict) and isinstance(t.get("fields"), dict) and t.get("path") for t in truths
    ):
        raise UsageError(f"{path} : une liste d'objets avec « path » et « fields » est attendue.")
    unknown = sorted({p for t in truths for p in t["fields"] if p not in campaign.by_path})
    if unknown:
        raise UsageError(f"{path} nomme des champs que l'appel n'a pas : {', '.join(unknown)}.")
    return truths


def read(definition: Definition, paths: Sequence[Path], jobs: int) -> list[Case]:
    """Read and judge dossiers in a store of their own, thrown away."""
    with tempfile.TemporaryDirectory() as place:
        store = open_store(str(Path(place) / "ami.sqlite"), create=True)
        try:
            options = Options(jobs=jobs)
            made = plan(paths, store, definition, options)
            for _ in ingest(made, store, definition, options, lambda done, of: None):
                pass
            return cases(store, definition)
        finally:
            store.close()


def compare(
    truths: Sequence[Mapping[str, Any]], found: Sequence[Case], campaign: Campaign
) -> Report:
    """Compare candidatures with what is known of them."""
    by_name = {fold_name(case.candidature.dossier): case for case in found}
    misses: list[Miss] = []
    verdicts: list[str] = []
    lost: list[str] = []
    compared = 0
    for truth in truths:
        name = str(truth["path"]).rstrip("/")
        case = by_name.get(fold_name(name)) or by_name.get(fold_name(Path(name).stem))
        if case is None:
            lost.append(name)
        for path, wanted in truth["fields"].items():
            compared += 1
            answer = case.candidature[path] if case else ABSENT
            also = (truth.get("alt") or {}).get(path, [])
            outcome = _outcome([wanted, *also], answer, campaign.by_path[path].kind)
            if outcome:
                misses.append(Miss(name, path, outcome, wanted, answer))
        if case:
            verdicts += _verdicts(name, truth.get("verdict") or {}, case)
    return Report(compared, tuple(misses), tuple(verdicts), tuple(lost))


def _verdicts(name: str, wanted: Mapping[str, str], case: Case) -> list[str]:
    verdict = case.judgement.verdict
    said = {"global": verdict.overall}
    said |= {p: getattr(verdict, p) for p in ("territoire", "binome", "signature", "delai")}
    return [
        f"{name} : {part} est « {said.get(part)} », « {value} » attendu"
        for part, value in wanted.items()
        if said.get(part) != value
    ]


def _outcome(accepted: Sequence[object], answer: Answer, kind: str) -> Outcome | None:
    given = normal(answer.value, kind)
    wanted = [normal(value, kind) for value in accepted]
    if any(_same(value, given, kind) for value in wanted):
        return None
    if wanted[0] is None:
        return "inventé"
    return "manqué" if given is None else "faux"


def normal(value: object, kind: str) -> object:
    """Return a value in the form two values are compared in; None for nothing."""
    if kind == "signature":
        return value or "absent"
    if value is None or value in ("", [], (), {}):
        return None
    match value:
        case bool():
            return value
        case int() | float():
            return float(value)
        case date():
            return _words(value.isoformat(), kind)
        case dict():
            return {k: normal(v, "") for k, v in value.items() if normal(v, "") is not None}
        case list() | tuple():
            items = [normal(item, "") for item in value]
            return sorted(map(str, items)) if kind in ("multichoice", "list") else items
        case _:
            return _words(str(value), kind)


def _words(text: str, kind: str) -> str:
    if kind == "url":
        return re.sub(r"^(?:https?://)?(?:www\.)?|/+$", "", text.strip().casefold())
    plain = fold_name(text).replace("œ", "oe")
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def _same(wanted: object, given: object, kind: str) -> bool:
    if kind != "longtext" or not isinstance(wanted, str) or not isinstance(given, str):
        return wanted == given
    one, two = Counter(wanted.split()), Counter(given.split())
    return 2 * (one & two).total() >= LONG_ENOUGH * (one.total() + two.total())

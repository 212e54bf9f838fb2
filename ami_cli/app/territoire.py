"""Which commune or EPCI a name designates: one name, or a stream of JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from ami_cli.errors import ExitCode, UsageError
from ami_cli.model.campaign import Campaign
from ami_cli.reference.answers import Clues, Resolution, Territory
from ami_cli.reference.territoires import resolve

_CLUES = ("departement", "code_postal", "siren", "type", "pays", "epci_rattachement", "ville")
_SAID = {
    "eligible": "l'appel lui est ouvert",
    "not_eligible": "l'appel ne lui est pas ouvert",
    "ambiguous": "plusieurs sens possibles",
    "a_verifier": "à décider par une personne",
    "unknown": "inconnu",
}


def area(campaign: Campaign) -> Territory:
    """Return where a call is open.

    Raises:
        UsageError: the call says nothing of it.
    """
    spec = campaign.territory
    if spec is None:
        raise UsageError(f"L'appel « {campaign.id} » ne dit pas à quel territoire il est ouvert.")
    return Territory(
        spec.label,
        str(spec.vintage),
        frozenset(spec.regions),
        frozenset(spec.departements),
        frozenset(spec.codes),
    )


def resolve_one(
    name: str, where: Territory, departement: str, code_postal: str, siren: str, kind: str
) -> Resolution:
    """Resolve one name.

    Raises:
        UsageError: neither a name nor a SIREN.
    """
    if not name.strip() and not siren.strip():
        raise UsageError("Il manque le nom : ami territoire « Corbie » (ou --siren, --jsonl -).")
    clues = Clues(departement or None, code_postal or None, siren or None, kind or None)
    return resolve(name, clues, where)


def resolve_lines(source: str, where: Territory, out: TextIO) -> int:
    """Resolve lines ``{"id", "as_written", "context"}``, write one answer per line as they come.

    Raises:
        UsageError: the file does not exist, or a line is not such an object.
    """
    for number, line in enumerate(_lines(source), start=1):
        if not line.strip():
            continue
        asked = _parse(line, number)
        context = asked.get("context") or {}
        given: dict[str, Any] = {
            k: str(context[k]) for k in _CLUES if context.get(k) not in (None, "")
        }
        found = resolve(str(asked["as_written"] or ""), Clues(**given), where)
        answer = {"id": asked.get("id"), **as_record(found)}
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return ExitCode.DONE


def as_record(found: Resolution) -> dict[str, Any]:
    """Return the contract's object."""
    return {
        "verdict": found.verdict,
        "kind": found.kind,
        "code": found.code,
        "name": found.name,
        "reason": found.reason,
        "candidates": [
            {"code": c.code, "name": c.name, "kind": c.kind, "departement": c.departement}
            for c in found.candidates
        ],
        "doubts": list(found.doubts),
    }


def sentences(found: Resolution) -> Iterator[str]:
    """Yield the answer in words."""
    who = f"{found.name} ({found.code})" if found.code else "aucune collectivité sûre"
    yield f"{who} : {_SAID[found.verdict]}"
    yield f"  {found.reason}"
    for doubt in found.doubts:
        yield f"  doute : {doubt}"
    for one in found.candidates:
        yield f"  peut-être {one.name} ({one.code}, {one.kind}, {one.departement})"


def exit_code(found: Resolution) -> int:
    """A sure answer is done; any other one needs a person."""
    sure = found.verdict in ("eligible", "not_eligible")
    return ExitCode.DONE if sure else ExitCode.PERSON_NEEDED


def _lines(source: str) -> Iterator[str]:
    if source == "-":
        yield from (raw.decode("utf-8-sig", "replace") for raw in sys.stdin.buffer)
        return
    path = Path(source)
    if not path.is_file():
        raise UsageError(f"« {source} » n'existe pas : donnez un fichier, ou - pour l'entrée.")
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        yield from stream


def _parse(line: str, number: int) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except ValueError:
        asked = None
    if not isinstance(asked, dict) or "as_written" not in asked:
        raise UsageError(f"Ligne {number} : un objet JSON avec « as_written » est attendu.")
    return asked

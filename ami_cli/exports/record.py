"""The record of one candidature, as the contract promises it to other programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import Answer, Candidature, Value
from ami_cli.model.dossier import Evidence, Problem, ReadFile, Reading
from ami_cli.model.finding import Finding, Judgement, Verdict


def record(candidature: Candidature, judgement: Judgement, campaign: Campaign) -> dict[str, Any]:
    """Return the contract's record: plain JSON values, every declared field present."""
    reading = candidature.reading
    zone = ZoneInfo(campaign.timezone)
    territory = judgement.territory
    findings = [*judgement.findings, *_remarks(reading), *_withdrawal(judgement)]
    return {
        "dossier": candidature.dossier,
        "files": [_file(file, reading, zone) for file in reading.files],
        "territory": {"code": territory.code, "kind": territory.kind, "name": territory.name},
        "fields": {field.path: _field(candidature[field.path]) for field in campaign.fields},
        "findings": [_finding(finding) for finding in findings],
        "verdict": _verdict(judgement.verdict),
        "errors": [_error(problem) for problem in reading.problems],
    }


def plain(value: Value) -> Any:
    """Return a value in JSON's own types: dates as ISO text, several values as a list."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case tuple():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case _:
            return value


def _file(file: ReadFile, reading: Reading, zone: ZoneInfo) -> dict[str, Any]:
    received, how = file.received, file.received_from
    if received is None and _speaks_for(file, reading):
        received, how = reading.received, reading.received_from
    if received is not None and received.tzinfo is None:
        received = received.replace(tzinfo=zone)
    return {
        "path": file.path,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "role": file.role,
        "received": received.isoformat() if received else None,
        "received_from": how if received else None,
    }


def _speaks_for(file: ReadFile, reading: Reading) -> bool:
    """A register speaks for the whole dossier, a stamp for the form that bears it."""
    if reading.received_from == "tampon":
        return file.role == "formulaire"
    return reading.received_from == "reception.csv"


def _field(answer: Answer) -> dict[str, Any]:
    return {
        "value": plain(answer.value),
        "confidence": round(answer.confidence, 4),
        "status": answer.status,
        "evidence": [_evidence(sighting) for sighting in answer.evidence],
    }


def _evidence(sighting: Evidence) -> dict[str, Any]:
    return {
        "text": sighting.text,
        "file": sighting.file,
        "place": sighting.place,
        "page": sighting.page,
        "box": [round(edge, 2) for edge in sighting.box] if sighting.box else None,
        "method": sighting.method,
        "confidence": round(sighting.confidence, 4),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    message = f"{finding.message} {finding.waived}" if finding.waived else finding.message
    return {
        "rule": finding.rule,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "message": message,
        "source": finding.source,
        "evidence": [_evidence(sighting) for sighting in finding.evidence],
    }


def _remarks(reading: Reading) -> list[Finding]:
    """What the reading says of the dossier as a whole (two forms in it, …) is an information."""
    source = "Lecture du dossier."
    return [Finding("lecture", "remarque", "information", r, source) for r in reading.remarks]


def _withdrawal(judgement: Judgement) -> list[Finding]:
    if not judgement.withdrawn:
        return []
    source = "Décision enregistrée par l’équipe."
    return [Finding("desistement", "desistement", "information", judgement.withdrawn, source)]


def _verdict(verdict: Verdict) -> dict[str, str]:
    return {
        "territoire": verdict.territoire,
        "binome": verdict.binome,
        "signature": verdict.signature,
        "delai": verdict.delai,
        "global": verdict.overall,
    }


def _error(problem: Problem) -> dict[str, str]:
    return {"class": problem.kind, "file": problem.file, "message": problem.message}

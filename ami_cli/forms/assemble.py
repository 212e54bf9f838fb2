"""From sightings and corrections to typed answers: the only place where text becomes a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ami_cli.forms.values.dates import day_in
from ami_cli.forms.values.parse import Parsed, parse
from ami_cli.forms.words import fold
from ami_cli.model.campaign import Campaign, FieldSpec
from ami_cli.model.candidature import ABSENT, Answer, Candidature
from ami_cli.model.dossier import Correction, Evidence, Reading

MOST = 0.99  # nothing a machine read is certain
DOUBTED = 0.8  # below it a person looks; nothing is raised over it
TRUE_SHARE = 0.985  # of the typed values announced between DOUBTED and this, on 400 made forms, 0.999 were right
LATE, FAR = timedelta(days=31), timedelta(days=300)  # around the months of a call
WITHOUT_YEAR = 0.75
STRENGTH = ("digital", "image", "typed", "absent")


@dataclass(frozen=True, slots=True)
class _Read:
    evidence: Evidence
    parsed: Parsed

    @property
    def sure(self) -> float:
        return self.evidence.confidence * self.parsed.quality


def assemble(
    reading: Reading, corrections: Sequence[Correction], campaign: Campaign
) -> Candidature:
    """Return the answers of one dossier, every declared field present.

    The last correction of a field wins; the machine's sightings stay behind it.
    """
    latest = {c.field: c for c in sorted(corrections, key=lambda c: c.at)}
    answers = {}
    for spec in campaign.fields:
        sightings = reading.found.get(spec.path, ())
        correction = latest.get(spec.path)
        answers[spec.path] = (
            _corrected(correction, sightings, spec)
            if correction
            else _answer(sightings, spec, campaign)
        )
    return Candidature(reading.dossier, reading, answers)


def _corrected(correction: Correction, sightings: Sequence[Evidence], spec: FieldSpec) -> Answer:
    parsed = parse(correction.text, spec)
    first = Evidence(
        text=correction.text,
        method="correction",
        file="",
        place="",
        confidence=1.0,
        by=correction.by,
    )
    return Answer(parsed.value, "corrected", 1.0, (first, *sightings), parsed.doubts)


def _answer(sightings: Sequence[Evidence], spec: FieldSpec, campaign: Campaign) -> Answer:
    if not sightings:
        return ABSENT
    reads = [_Read(e, _dated(parse(e.text, spec), spec, campaign)) for e in sightings]
    if spec.kind == "signature":
        return _signature(reads)
    given = sorted((r for r in reads if not r.parsed.nothing), key=lambda r: -r.sure)
    if not given:
        best = max(reads, key=lambda r: r.sure)
        status = "unreadable" if "illisible" in best.evidence.method else "blank"
        return Answer(None, status, round(best.sure, 4), tuple(sightings))  # type: ignore[arg-type]
    best = given[0]
    evidence = (best.evidence, *(e for e in sightings if e is not best.evidence))
    if best.parsed.value is None:
        return Answer(None, "unreadable", round(best.sure, 4), evidence, best.parsed.doubts)
    sure, doubts = _agreement(best, given[1:])
    sure = calibrated(sure)
    return Answer(
        best.parsed.value, "read", round(sure, 4), evidence, (*best.parsed.doubts, *doubts)
    )


def _dated(parsed: Parsed, spec: FieldSpec, campaign: Campaign) -> Parsed:
    """Complete a day without its year from the months of the call, and doubt one far outside them."""
    plausible = next(
        (r.params.get("champs") for r in campaign.rules if r.name == "dates_plausibles"), ()
    )
    if (
        spec.kind != "date"
        or spec.path not in (plausible or ())
        or not campaign.opened
        or not campaign.deadline
    ):
        return parsed
    first, last = campaign.opened, campaign.deadline.date() + LATE
    if isinstance(parsed.value, str):
        days = [
            d
            for y in range(first.year, last.year + 1)
            if (d := day_in(parsed.value, y)) and first <= d <= last
        ]
        said = f"L'année n'est pas écrite : « {parsed.value[:40]} »."
        return Parsed(days[0], WITHOUT_YEAR, (said,)) if len(days) == 1 else parsed
    if isinstance(parsed.value, date) and not first - FAR <= parsed.value <= last + FAR:
        said = "La date est loin de celles de l'appel : vérifiez l'année."
        return Parsed(parsed.value, min(parsed.quality, 0.6), (*parsed.doubts, said))
    return parsed


def _agreement(best: _Read, others: Sequence[_Read]) -> tuple[float, tuple[str, ...]]:
    """Let other sightings of the same field speak for or against the best one."""
    sure = best.sure
    doubts: tuple[str, ...] = ()
    for other in others:
        if other.parsed.value is None or other.sure < 0.4:
            continue
        if _same(best.parsed.value, other.parsed.value):
            if (
                other.evidence.place != best.evidence.place
                or other.evidence.file != best.evidence.file
            ):
                sure = 1 - (1 - sure) * (1 - 0.5 * other.sure)
        else:
            sure = min(sure, 0.97 * best.sure, 0.78 if other.sure > 0.75 * best.sure else 1.0)
            if other.sure > 0.75 * best.sure:
                doubts = (f"Une autre valeur se lit ailleurs : « {other.evidence.text[:80]} ».",)
    return min(MOST, sure), doubts


def calibrated(sure: float) -> float:
    """Return the share of right values among those found as surely as this.

    Measured on forms of the project's own making (``python -m benchmarks robustness``), where values
    above the line were right more often than they said; half of the gap is closed, since made habits
    are kinder than real ones. Below the line nothing changes.
    """
    if not DOUBTED <= sure < TRUE_SHARE:
        return sure
    return sure + (TRUE_SHARE - sure) / 2


def _same(one: object, two: object) -> bool:
    if isinstance(one, str) and isinstance(two, str):
        a, b = fold(one), fold(two)
        return a == b or a in b or b in a
    return one == two


def _signature(reads: Sequence[_Read]) -> Answer:
    """The strongest mark found counts, wherever it is; what the other places hold stays behind it."""
    known = [r for r in reads if r.parsed.value is not None]
    if not known:
        return ABSENT
    best = min(known, key=lambda r: (STRENGTH.index(str(r.parsed.value)), -r.sure))
    evidence = (best.evidence, *(r.evidence for r in reads if r is not best))
    return Answer(best.parsed.value, "read", round(min(MOST, best.sure), 4), evidence)

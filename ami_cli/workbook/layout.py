"""What the workbook shows: sheet names, the facts of each candidature, the points to check."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import Answer, Candidature
from ami_cli.model.dossier import Evidence
from ami_cli.model.finding import Judgement
from ami_cli.model.words import (
    PROBLEMS,
    SEVERITIES,
    confidence_words,
    place_words,
    rule_words,
    value_words,
)
from ami_cli.workbook.cells import clean

OVERVIEW = "Candidatures"
SCORING = "Notation"
RANKING = "Classement"
POINTS = "À vérifier"
README = "Lisez-moi"
RESERVED = (OVERVIEW, SCORING, RANKING, POINTS, README, "Historique", "History")

PROOFS = 4  # more places than that help nobody to look
NAME_LIMIT = 31  # characters of a sheet's name, a limit of the format
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff]")

Pair = tuple[Candidature, Judgement]


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidature as the workbook shows it, with the name of its own sheet."""

    candidature: Candidature
    judgement: Judgement
    sheet: str
    name: str
    points: tuple[Point, ...]

    @property
    def binome(self) -> str:
        """The verdict on the pair; one that rests on something unread is shown as not settled."""
        verdict = self.judgement.verdict.binome
        rule, doubtful = "binome_complet", "a_verifier"
        open_points = [f for f in self.judgement.findings if f.rule == rule]
        unsettled = any(f.severity == doubtful for f in open_points)
        return doubtful if unsettled and verdict == "complet" else verdict

    @property
    def scored(self) -> bool:
        """True if the jury has to score it: neither withdrawn nor irrecevable."""
        return not self.judgement.withdrawn and self.judgement.verdict.overall != "irrecevable"


@dataclass(frozen=True, slots=True)
class Point:
    """One line of « À vérifier »: an unsettled finding, a doubtful reading, an unread file."""

    severity: str
    title: str
    message: str
    where: str
    source: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The fields of a call that hold what the overview shows; empty where the call has none."""

    nom: str
    type: str
    departement: str
    population: str
    projet: str
    elu: str
    technicien: str


def facts(campaign: Campaign) -> Facts:
    """Return where the overview's facts stand: as the rules say, else under their usual names."""
    territoire, binome = campaign.rule("territoire"), campaign.rule("binome_complet")
    said = territoire.params if territoire else {}
    people = binome.params if binome else {}

    def field(key: str, usual: str) -> str:
        path = str(said.get(key) or usual)
        return path if path in campaign.by_path else ""

    titles = [f.path for f in campaign.fields if f.path.endswith((".intitule", ".titre"))]
    return Facts(
        nom=field("nom", "collectivite.nom"),
        type=field("type", "collectivite.type"),
        departement=field("departement", "collectivite.departement"),
        population=field("population", "collectivite.population"),
        projet=titles[0] if titles else "",
        elu=str(people.get("elu", "elu")),
        technicien=str(people.get("technicien", "technicien")),
    )


def entries(cases: Sequence[Pair], campaign: Campaign) -> list[Entry]:
    """Return the candidatures in the order of their names, each with a sheet name of its own."""
    where = facts(campaign)
    named = [(_name(case, judgement, where), case, judgement) for case, judgement in cases]
    taken = {name.casefold() for name in RESERVED}
    made: list[Entry] = []
    for name, case, judgement in sorted(named, key=lambda n: (_fold(n[0]), n[1].dossier)):
        sheet = sheet_name(name, taken)
        taken.add(sheet.casefold())
        points = tuple(_points(case, judgement, campaign))
        made.append(Entry(case, judgement, sheet, name, points))
    return made


def _name(case: Candidature, judgement: Judgement, where: Facts) -> str:
    name = judgement.territory.name or case.text(where.nom) or case.dossier
    return " ".join(clean(name).split()) or case.dossier


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a valid sheet name that is not in ``taken`` (compared without case)."""
    base = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("' ")[:NAME_LIMIT].strip("' ")
    base = base or "Dossier"
    name, number = base, 2
    while name.casefold() in taken:
        suffix = f" ({number})"
        name = base[: NAME_LIMIT - len(suffix)].rstrip("' ") + suffix
        number += 1
    return name


def _points(case: Candidature, judgement: Judgement, campaign: Campaign) -> Iterator[Point]:
    for finding in judgement.findings:
        if finding.severity != "information":
            severity, title = SEVERITIES[finding.severity], rule_words(finding.rule)
            where = places(finding.evidence[:PROOFS])
            yield Point(severity, title, finding.message, where, finding.source)
    for path, spec in campaign.by_path.items():
        answer = case[path]
        if spec.kind == "signature":  # a doubtful one is the matter of its rule
            continue
        if confidence_words(answer) in ("à vérifier", "illisible"):
            message = doubt_words(answer, value_words(answer.value, spec))
            yield Point("lecture", spec.label, message, places(answer.evidence[:1]), "")
    for problem in case.reading.problems:
        message = f"{PROBLEMS[problem.kind].capitalize()} : {problem.message}"
        yield Point("fichier non lu", problem.file, message, problem.file, "")


def doubt_words(answer: Answer, shown: str) -> str:
    """Return why a value needs a look, in a French sentence."""
    if answer.status == "unreadable":
        return "La réponse est illisible : la saisir d’après le document."
    if answer.doubts:
        return f"{answer.doubts[0]} (lu : « {shorten(shown)} »)"
    return f"Lecture peu sûre : « {shorten(shown)} »."


def shorten(text: str, limit: int = 120) -> str:
    """Return a text on one line, cut at a word."""
    words = " ".join(text.split())
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + "…"


def places(evidence: Sequence[Evidence], known_file: str = "") -> str:
    """Return where the proofs stand, one a line, each once; see `place_words`."""
    return "\n".join(dict.fromkeys(place_words(e, known_file) for e in evidence))

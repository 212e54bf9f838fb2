"""What is asked of an applicant whose dossier is incomplete: exactly what is missing, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import Candidature
from ami_cli.model.dossier import Reading
from ami_cli.model.finding import Judgement
from ami_cli.model.words import PROBLEMS, day_words

Pair = tuple[Candidature, Judgement]

DAYS = 15  # what French administrations leave to complete a file
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_EXCLUDING = frozenset({"non_eligible", "hors_delai", "irrecevable"})
_PLACE = ("adresse", "code_postal", "ville")


@dataclass(frozen=True, slots=True)
class Request:
    """One letter: whom to, what is missing, which files to send again, before which day."""

    dossier: str
    campaign: Campaign
    name: str
    address: tuple[str, ...]
    mailboxes: tuple[str, ...]
    missing: tuple[str, ...]
    unread: tuple[str, ...]
    written: date
    until: date

    @property
    def subject(self) -> str:
        """The line « Objet »."""
        return f"{self.campaign.title} — pièces à compléter — {self.name}"

    @property
    def opening(self) -> str:
        """The paragraph before what is missing."""
        thing = "l’élément suivant manque" if len(self.missing) == 1 else "ces éléments manquent"
        return (
            "Nous avons bien reçu la candidature de votre collectivité à l’appel"
            f" « {self.campaign.title} » et nous vous en remercions. Pour que le jury puisse"
            f" l’examiner, {thing} encore :"
        )

    @property
    def resend(self) -> str:
        """The paragraph before the files to send again."""
        return "Par ailleurs, nous n’avons pas pu ouvrir ce que voici ; merci de nous le renvoyer :"

    @property
    def closing(self) -> tuple[str, ...]:
        """The paragraphs after what is missing."""
        contact = self.campaign.contact
        where = f", à l’adresse {contact}" if contact else ""
        return (
            "Nous vous remercions de nous faire parvenir ce complément au plus tard le"
            f" {day_words(self.until)}{where}. Il n’est pas nécessaire de renvoyer le reste"
            " du dossier.",
            "Si vous pensez l’avoir déjà joint à votre envoi, dites-le-nous simplement : nous"
            " vérifierons.",
            "Nous vous prions d’agréer, Madame, Monsieur, l’expression de notre considération"
            " distinguée.",
        )


def reply_date(today: date, days: int = DAYS) -> date:
    """Return the day by which to answer: so many days later, never on a Saturday or a Sunday."""
    day = today + timedelta(days=days)
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= 5 else 0)


def requests(
    cases: Sequence[Pair], campaign: Campaign, written: date, until: date
) -> list[Request]:
    """Return one request per incomplete dossier, by dossier; nobody else is written to."""
    asked = [
        _request(case, judgement, campaign, written, until)
        for case, judgement in sorted(cases, key=lambda pair: pair[0].dossier)
        if judgement.verdict.overall == "incomplet" and not judgement.withdrawn
    ]
    return [request for request in asked if request.missing]


def _request(
    case: Candidature, judgement: Judgement, campaign: Campaign, written: date, until: date
) -> Request:
    prefix = _body(campaign)
    return Request(
        case.dossier,
        campaign,
        judgement.territory.name or case.text(f"{prefix}.nom") or case.dossier,
        _address(case, prefix),
        _mailboxes(case, campaign),
        tuple(dict.fromkeys(_missing(judgement))),
        tuple(_unread(case.reading)),
        written,
        until,
    )


def _body(campaign: Campaign) -> str:
    rule = campaign.rule("territoire")
    named = str(rule.params.get("nom", "")) if rule else ""
    return named.rpartition(".")[0] or "collectivite"


def _address(case: Candidature, prefix: str) -> tuple[str, ...]:
    street, postal, city = (case.text(f"{prefix}.{part}") for part in _PLACE)
    return tuple(line for line in (street, f"{postal} {city}".strip()) if line)


def _mailboxes(case: Candidature, campaign: Campaign) -> tuple[str, ...]:
    paths = [field.path for field in campaign.fields if field.kind == "email"]
    sure = [case.text(path) for path in paths if case[path].confidence >= 0.8]
    return tuple(dict.fromkeys(address for address in sure if _ADDRESS.fullmatch(address)))


def _missing(judgement: Judgement) -> list[str]:
    blocking = [f for f in judgement.findings if f.severity == "bloquant"]
    return [f.message for f in blocking if f.verdict not in _EXCLUDING]


def _unread(reading: Reading) -> list[str]:
    return [f"{p.file} ({PROBLEMS[p.kind]})" for p in reading.problems if p.kind != "unsupported"]

"""What the rules say: findings, the five-part verdict, the territory resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ami_cli.model.dossier import Evidence

Severity = Literal["bloquant", "a_verifier", "information"]
Part = Literal["territoire", "binome", "signature", "delai", "dossier"]

TerritoireVerdict = Literal["eligible", "non_eligible", "a_verifier"]
BinomeVerdict = Literal["complet", "incomplet"]
SignatureVerdict = Literal["conforme", "manquante", "a_verifier"]
DelaiVerdict = Literal["dans_les_delais", "hors_delai", "inconnu"]
GlobalVerdict = Literal["recevable", "incomplet", "irrecevable", "a_verifier"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule has to say about a dossier.

    ``verdict`` is the code the rule pronounces for its part (or an information code of its own),
    ``message`` a French sentence, ``source`` the text that founds the rule. ``waived`` quotes the
    derogation that downgraded the finding, if any.
    """

    rule: str
    verdict: str
    severity: Severity
    message: str
    source: str
    evidence: tuple[Evidence, ...] = ()
    waived: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The contract's five parts."""

    territoire: TerritoireVerdict
    binome: BinomeVerdict
    signature: SignatureVerdict
    delai: DelaiVerdict
    overall: GlobalVerdict


@dataclass(frozen=True, slots=True)
class Collectivite:
    """The collectivité that was resolved: code (INSEE or SIREN), kind, name; all None when it is not known."""

    code: str | None = None
    kind: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything derived by the rules for one candidature."""

    dossier: str
    territory: Collectivite
    findings: tuple[Finding, ...]
    verdict: Verdict
    withdrawn: str = ""

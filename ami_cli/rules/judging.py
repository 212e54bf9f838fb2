"""Pronounces the five-part verdict of each candidature from what the rules say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ami_cli.model.campaign import Campaign, RuleSpec
from ami_cli.model.candidature import Candidature
from ami_cli.model.dossier import Decision
from ami_cli.model.finding import (
    BinomeVerdict,
    Collectivite,
    DelaiVerdict,
    Finding,
    GlobalVerdict,
    Judgement,
    Part,
    SignatureVerdict,
    TerritoireVerdict,
    Verdict,
)
from ami_cli.rules.kit import Batch, Case, Doubt, Params, Rule
from ami_cli.rules.registry import prepare
from ami_cli.rules.territoire import identify

Ready = tuple[RuleSpec, Rule, Params]
Derogations = Mapping[tuple[str, str], Decision]

_EXCLUDES = frozenset({"non_eligible", "hors_delai", "irrecevable"})


def judge(
    cases: Sequence[Candidature], campaign: Campaign, decisions: Sequence[Decision] = ()
) -> list[Judgement]:
    """Judge candidatures together and return their judgements in the same order.

    The order of the candidatures and of the decisions never matters; the latest decision counts.

    Raises:
        CampaignError: the campaign names an unknown rule or gives wrong parameters.
    """
    rules: list[Ready] = [(spec, *prepare(spec)) for spec in campaign.rules]
    latest = _latest(decisions)
    derogations = {(d.dossier, d.rule): d for d in latest if d.active and d.act == "derogation"}
    withdrawn = {d.dossier: _quote(d) for d in latest if d.active and d.act == "desistement"}
    batch = Batch(withdrawn=frozenset(withdrawn))
    batch.cases = tuple(Case(c, campaign, identify(c, campaign), batch) for c in cases)
    return [
        _judge_one(case, rules, derogations, withdrawn.get(case.dossier, ""))
        for case in batch.cases
    ]


def _latest(decisions: Sequence[Decision]) -> list[Decision]:
    kept: dict[tuple[str, str, str], Decision] = {}
    for decision in sorted(decisions, key=lambda d: (d.at, d.by, d.reason, d.active)):
        kept[decision.dossier, decision.act, decision.rule] = decision
    return list(kept.values())


def _judge_one(
    case: Case, rules: Sequence[Ready], derogations: Derogations, withdrawn: str
) -> Judgement:
    found: list[tuple[Part, Finding]] = []
    for spec, rule, params in rules:
        waiver = derogations.get((case.dossier, spec.name))
        said = [_finding(doubt, spec, waiver) for doubt in rule.run(case, params)]
        found += [(rule.part, finding) for finding in said]
    territory = case.territory
    return Judgement(
        case.dossier,
        Collectivite(territory.code, territory.kind, territory.name),
        tuple(finding for _, finding in found),
        _verdict(found),
        withdrawn,
    )


def _finding(doubt: Doubt, spec: RuleSpec, waiver: Decision | None) -> Finding:
    """A derogation downgrades what stands in the way; the finding stays, word for word."""
    waived = waiver is not None and doubt.severity != "information"
    return Finding(
        spec.name,
        doubt.verdict,
        "information" if waived else doubt.severity,
        doubt.message,
        spec.source,
        doubt.evidence,
        _quote(waiver) if waived and waiver else "",
    )


def _quote(decision: Decision) -> str:
    reason = f" : {decision.reason.rstrip('.')}" if decision.reason else ""
    noun = "Dérogation accordée" if decision.act == "derogation" else "Désistement noté"
    return f"{noun} par {decision.by} le {decision.at:%d/%m/%Y}{reason}."


def _verdict(found: Sequence[tuple[Part, Finding]]) -> Verdict:
    territoire: TerritoireVerdict = "eligible"
    binome: BinomeVerdict = "complet"
    signature: SignatureVerdict = "conforme"
    delai: DelaiVerdict = "inconnu"
    for part, finding in found:
        match part, finding.verdict:
            case "territoire", "eligible" | "non_eligible" | "a_verifier" as code:
                territoire = code
            case "binome", "incomplet":
                binome = "incomplet"
            case "signature", "conforme" | "manquante" | "a_verifier" as code:
                signature = code
            case "delai", "dans_les_delais" | "hors_delai" | "inconnu" as code:
                delai = code
    return Verdict(territoire, binome, signature, delai, _overall([f for _, f in found]))


def _overall(findings: Sequence[Finding]) -> GlobalVerdict:
    blocking = [f for f in findings if f.severity == "bloquant"]
    if any(f.verdict in _EXCLUDES for f in blocking):
        return "irrecevable"
    if blocking:
        return "incomplet"
    return "a_verifier" if any(f.severity == "a_verifier" for f in findings) else "recevable"

"""The rules by their registered name."""

from __future__ import annotations

from pydantic import ValidationError

from ami_cli.errors import CampaignError
from ami_cli.model.campaign import Campaign, RuleSpec
from ami_cli.rules import binome, depot, doublons, engagement, nature, territoire, totaux
from ami_cli.rules.kit import Params, Rule

RULES: dict[str, Rule] = {
    "territoire": Rule(territoire.territoire, territoire.TerritoireParams, "territoire"),
    "binome_complet": Rule(binome.binome_complet, binome.BinomeParams, "binome"),
    "fonctions_du_binome": Rule(binome.fonctions_du_binome, binome.FonctionsParams),
    "signature_conjointe": Rule(
        engagement.signature_conjointe, engagement.SignatureParams, "signature"
    ),
    "attestation_cochee": Rule(engagement.attestation_cochee, engagement.AttestationParams),
    "dans_les_delais": Rule(depot.dans_les_delais, depot.DelaiParams, "delai"),
    "reponses_obligatoires": Rule(depot.reponses_obligatoires, depot.ReponsesParams),
    "dates_plausibles": Rule(depot.dates_plausibles, depot.DatesParams),
    "doublons": Rule(doublons.doublons, doublons.DoublonsParams),
    "totaux": Rule(totaux.totaux, totaux.TotauxParams),
    "budget_equilibre": Rule(totaux.budget_equilibre, totaux.BudgetParams),
    "nature_admise": Rule(nature.nature_admise, nature.NatureParams),
}


# Parameters that name parts of a person, options of a choice or a severity, not fields.
_NO_PATHS = frozenset({"requis", "contact", "admises", "sinon"})


def prepare(spec: RuleSpec) -> tuple[Rule, Params]:
    """Return a declared rule and its parameters, checked.

    Raises:
        CampaignError: the rule is not known, or its parameters are wrong.
    """
    rule = RULES.get(spec.name)
    if rule is None:
        known = ", ".join(sorted(RULES))
        raise CampaignError([f"Règle inconnue : « {spec.name} ». Règles connues : {known}."])
    try:
        return rule, rule.params(**spec.params)
    except ValidationError as error:
        raise CampaignError(
            [_mistake(spec, item["loc"], item["type"]) for item in error.errors()]
        ) from None


def _mistake(spec: RuleSpec, where: tuple[int | str, ...], what: str) -> str:
    name = ".".join(map(str, where))
    said = {"missing": "manque", "extra_forbidden": "n’est pas connu de cette règle"}
    return f"Règle « {spec.name} » : le paramètre « {name} » {said.get(what, 'est mal écrit')}."


def mistakes(campaign: Campaign) -> list[str]:
    """Return every mistake of a campaign's rules, in French: unknown rules, parameters, fields."""
    found: list[str] = []
    for spec in campaign.rules:
        try:
            _, params = prepare(spec)
        except CampaignError as error:
            found += error.mistakes
            continue
        found += [
            f"Règle « {spec.name} » : le champ « {path} » n’est pas déclaré."
            for path in _unknown_fields(params, campaign)
        ]
        if isinstance(params, nature.NatureParams):
            found += nature.mistakes_of_nature(params, campaign)
    return found


def _unknown_fields(params: Params, campaign: Campaign) -> list[str]:
    """A parameter with a dot names a field; one without, a field or the first part of some."""
    prefixes = {path.split(".")[0] for path in campaign.by_path}
    named: list[str] = []
    for name, value in params:
        if name in _NO_PATHS or name.startswith("colonne"):
            continue
        named += [
            v for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, str) and v
        ]
    return [path for path in named if path not in campaign.by_path and path not in prefixes]


def explain(name: str, campaign: Campaign) -> str:
    """Return what a rule checks and the text that founds it, in French.

    Raises:
        CampaignError: no rule bears that name.
    """
    spec = campaign.rule(name)
    rule, _ = prepare(spec or RuleSpec(name=name, source="")) if spec else (_known(name), None)
    lines = [f"{name} : {rule.sentence}"]
    if spec is None:
        lines.append("Cette règle n’est pas utilisée par cet appel.")
    else:
        lines.append(f"Source : {spec.source}")
        lines += [f"  {key} : {_shown(value)}" for key, value in spec.params.items()]
    return "\n".join(lines)


def _known(name: str) -> Rule:
    if name not in RULES:
        known = ", ".join(sorted(RULES))
        raise CampaignError([f"Règle inconnue : « {name} ». Règles connues : {known}."])
    return RULES[name]


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)

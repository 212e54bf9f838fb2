"""The rule about the kind of body: which ones a call is open to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ami_cli.model.campaign import Campaign
from ami_cli.rules.kit import SURE, Case, Doubt, Params, enumerate_french, quote
from ami_cli.rules.lecture import reason, state


class NatureParams(Params):
    """The choice that says the kind of body, the codes admitted, what another one means."""

    champ: str
    admises: tuple[str, ...]
    sinon: Literal["irrecevable", "a_verifier"] = "irrecevable"


def nature_admise(case: Case, params: NatureParams) -> Iterator[Doubt]:
    """La structure est de l’une des natures que l’appel admet.

    « Autre », an answer read with little confidence or not read at all: a person decides.
    """
    answer, proof = case[params.champ], case.proof(params.champ)
    label = quote(case.label(params.champ))
    if not answer.given:
        if state(case, params.champ) == "not_read":
            message = f"La réponse {label} n’a pas été lue : {reason(case, params.champ)}."
            yield Doubt("a_verifier", "a_verifier", message, proof)
        return
    said = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    codes = [str(code) for code in said]
    if any(code in params.admises for code in codes):
        return
    named = enumerate_french([quote(_name(case, params.champ, code)) for code in codes])
    open_to = enumerate_french([_name(case, params.champ, code).lower() for code in params.admises])
    message = f"{label} : {named}. L’appel est ouvert à : {open_to}."
    free = any(_is_free(case, params.champ, code) for code in codes)
    if params.sinon == "irrecevable" and answer.confidence >= SURE and not free:
        yield Doubt("irrecevable", "bloquant", message, proof)
    else:
        why = "" if answer.confidence >= SURE else " La lecture est peu sûre."
        yield Doubt("a_verifier", "a_verifier", f"{message}{why} À vérifier.", proof)


def mistakes_of_nature(params: NatureParams, campaign: Campaign) -> list[str]:
    """Return the codes admitted that the field does not offer, in French sentences."""
    spec = campaign.by_path.get(params.champ)
    offered = {choice.code for choice in spec.choices} if spec else set()
    return [
        f"Règle « nature_admise » : « {code} » n’est pas un choix du champ « {params.champ} »."
        for code in params.admises
        if spec and code not in offered
    ]


def _name(case: Case, path: str, code: str) -> str:
    spec = case.campaign.by_path.get(path)
    return next((c.label for c in spec.choices if c.code == code), code) if spec else code


def _is_free(case: Case, path: str, code: str) -> bool:
    spec = case.campaign.by_path.get(path)
    return code == "autre" or bool(spec and any(c.free for c in spec.choices if c.code == code))

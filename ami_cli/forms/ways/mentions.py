"""What a text says of the applicant without any label: « La commune de Rue (80120), 3 100 habitants, SIREN … »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.sheet.units import Unit, lay_out
from ami_cli.forms.values.people import split_person
from ami_cli.forms.values.places import departements_named
from ami_cli.forms.view.context import Context
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import LONG_KINDS, Area, View
from ami_cli.forms.words import line_key, tidy
from ami_cli.model.campaign import FieldSpec

SURE = 0.75  # a person looks: nothing says that the sentence answers the question
UNSURE = 0.6
_CAP = r"[A-ZÀ-ÝŒ]"
_LINK = r"(?:de|du|des|d['’]|la|le|les|l['’]|en|et|sur|sous|lès|lez|au|aux)"
_NAME = rf"{_CAP}[\w'’-]*(?:[ -](?:{_LINK}[ -]?)*{_CAP}[\w'’-]*)*"
_GROUPING = r"[Cc]ommunauté (?:de [Cc]ommunes|d['’][Aa]gglomération|[Uu]rbaine)|[Mm]étropole"
_CAPITALS = r"COMMUNAUTÉ (?:DE COMMUNES|D['’]AGGLOMÉRATION|URBAINE)|MÉTROPOLE|VILLE|COMMUNE|MAIRIE"
_BODY = re.compile(
    rf"(?P<kind>[Cc]ommune|[Vv]ille|[Mm]airie|{_GROUPING}|{_CAPITALS})\s+"
    rf"(?:de la |de l['’]|des |du |de |d['’]|DE LA |DE L['’]|DES |DU |DE |D['’])?(?P<name>{_NAME})"
)
_LEADING = re.compile(rf"^\s*(?P<name>{_NAME})\s*(?:\((?P<postal>\d{{5}})\)|,\s+commune\b)")
_POPULATION = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[ .\u202f]\d{3})+|\d{2,6})\s*(?:habitant|hab\b|âmes)", re.IGNORECASE
)
_SIREN = re.compile(
    r"\bsire[nt]\b\D{0,12}(\d{3}[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d{5})?)(?!\d)", re.IGNORECASE
)
_SITE = re.compile(r"(?<![\w@.])(?:https?://|www\.)[\w.-]+\.[a-z]{2,}(?:/[\w./-]*)?", re.IGNORECASE)
_NUMBER = r"\d{1,4}(?:[-/]\d{1,4})?(?: ?(?:bis|ter))?,? "
_WAY = r"rue|place|avenue|boulevard|bd|route|chemin|allée|impasse|quai|square|cours|grand['’ ]?rue|ZA|hôtel de ville"
_ADDRESS = re.compile(
    rf"(?P<street>(?:{_NUMBER})?(?:{_WAY})\b[^,;()|\d–]{{0,50}}?)\s*(?:[,;|–—-]|\n)\s*"
    r"(?P<postal>\d{2} ?\d{3})(?:\s+(?P<town>[A-ZÀ-Ý][^\d,;:.()|–\n]{1,40}))?",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b(?:se trouve|siège|située?|sise|domiciliée?)\s*(?:au |à |:)?\s*"
    rf"(?P<street>{_NUMBER}[^,;()|\n]{{5,60}}?)(?=[,;.]|$)",
    re.IGNORECASE,
)
_MEMBER = re.compile(
    r"(?:membre|appartient|adhère|fait partie|adhérente?|intercommunalité)\b\s*(?:de|à|au|du|:)*\s*(?:la |l['’])?"
    rf"(?P<name>(?:{_GROUPING}|CC|CA|CU)?\s?{_LINK}?(?: {_LINK})? ?[^,;.\n()]{{3,60}}(?:\((?:CC|CA|CU)\))?)"
)
_PERSON = rf"{_CAP}[\w'’-]*(?: (?:(?:de|du|des|d['’]|la|le|van) ?)*{_CAP}[\w'’-]*){{1,3}}"
_HEAD = re.compile(
    r"(?:[Ll]e|[Ll]a|[Ss]on|[Ss]a|^|—|–)\s*(?P<office>[Mm]aire|[Pp]résidente?)\b\s*(?:est|,|:|—|–)?\s*"
    rf"(?:M\.|Mme|Monsieur|Madame)?\s*(?P<name>{_PERSON})"
)


def mentions(view: View, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    """Yield sightings for the fields about the body itself that no label answered."""
    missing = {f.path: f for f in view.key.campaign.fields if f.path not in found}
    if not missing:
        return
    body = [u for u in view.sheet.units if u.index >= view.start and not view.presents(u)]
    document = view.sheet.document
    margins = lay_out(replace(document, blocks=document.margins)).units
    long = (path for path in found if view.key.campaign.by_path[path].kind in LONG_KINDS)
    told = "\n".join(s.evidence.text for path in long for s in found[path])
    own = [
        u
        for u in (*body, *margins)
        if not u.empty and not view.printed(u.text) and tidy(u.text) not in told
    ]
    for read in (_numbers, _addresses, _bodies, _heads):
        yield from read(own, missing, view)


def _numbers(
    units: Sequence[Unit], missing: Mapping[str, FieldSpec], view: View
) -> Iterator[Sighting]:
    """The only SIREN, count of inhabitants, web site."""
    for spec in missing.values():
        pattern = {"siren": _SIREN, "siret": _SIREN, "url": _SITE}.get(spec.kind)
        if spec.kind == "int" and any(
            "habitant" in line_key(w) for w in (spec.label, *spec.wordings)
        ):
            pattern = _POPULATION
        if pattern is None or sum(f.kind == spec.kind for f in view.key.campaign.fields) > 1:
            continue
        seen = [(u, m) for u in units for m in pattern.finditer(u.text)]
        texts = {re.sub(r"\W", "", m.group(m.lastindex or 0)) for _, m in seen}
        if len(texts) == 1:
            unit, match = seen[0]
            yield _sighting(spec.path, unit, *match.span(match.lastindex or 0), view, SURE)


def _addresses(
    units: Sequence[Unit], missing: Mapping[str, FieldSpec], view: View
) -> Iterator[Sighting]:
    composite = next((c for c in view.key.campaign.composites if c.split == "address"), None)
    if composite is None or not set(composite.fields) & set(missing):
        return
    for unit in units:
        match = _ADDRESS.search(unit.text) or _STREET.search(unit.text)
        if match is None:
            continue
        parts = zip(composite.fields, ("street", "postal", "town"), strict=True)
        for path, name in parts:
            if path in missing and name in match.re.groupindex and match[name]:
                yield _sighting(
                    path, unit, *match.span(name), view, SURE if name != "street" else UNSURE
                )
        return


def _bodies(
    units: Sequence[Unit], missing: Mapping[str, FieldSpec], view: View
) -> Iterator[Sighting]:
    """Name, kind, département, postal code and group of the body: where a text first says who writes."""
    names = _territory_fields(view)
    for unit in units:
        member = _MEMBER.search(unit.text)
        if member and names.get("epci") in missing and any(c.isupper() for c in member["name"]):
            yield _sighting(names["epci"], unit, *member.span("name"), view, UNSURE)
            break
    for unit in units:
        match = _LEADING.match(unit.text) or _BODY.search(unit.text)
        if match is None or _MEMBER.search(unit.text[: match.start()]):
            continue
        if names.get("nom") in missing:
            whole = match.span(0) if match.re is _BODY else match.span("name")
            yield _sighting(names["nom"], unit, *whole, view, UNSURE)
        if "kind" in match.re.groupindex and names.get("type") in missing:
            yield from _kind(unit, match, missing[names["type"]], view)
        if (
            "postal" in match.re.groupindex
            and match["postal"]
            and names.get("code_postal") in missing
        ):
            yield _sighting(names["code_postal"], unit, *match.span("postal"), view, SURE)
        where = departements_named(unit.text[match.end() : match.end() + 80])
        if len(where) == 1 and names.get("departement") in missing:
            yield _sighting(names["departement"], unit, 0, len(unit.text), view, SURE, where[0])
        return


def _kind(unit: Unit, match: re.Match[str], spec: FieldSpec, view: View) -> Iterator[Sighting]:
    said = line_key(match["kind"])
    said = {"ville": "commune", "mairie": "commune"}.get(said, said)
    option = next((c for c in spec.choices if line_key(c.label) == said), None)
    if option:
        yield _sighting(spec.path, unit, *match.span("kind"), view, SURE, option.label)


def _heads(
    units: Sequence[Unit], missing: Mapping[str, FieldSpec], view: View
) -> Iterator[Sighting]:
    """« Le maire est Ludovic Ganneval », « Président : Philippe CHEVAL »."""
    for group in view.key.campaign.groups:
        paths = {part: f"{group.id}.{part}" for part in ("nom", "prenom", "fonction")}
        heads = {line_key(w) for w in group.wordings}
        if paths["nom"] not in missing or not heads & {"maire", "president", "le maire"}:
            continue
        for unit in units:
            match = _HEAD.search(unit.text)
            if match:
                nom, prenom, sure = split_person(match["name"])
                factor = SURE if sure else UNSURE
                yield _sighting(paths["nom"], unit, *match.span("name"), view, factor, nom)
                for part, text in (("prenom", prenom), ("fonction", match["office"])):
                    if paths[part] in missing and text:
                        yield _sighting(paths[part], unit, *match.span(0), view, factor, text)
                return


def _territory_fields(view: View) -> dict[str, str]:
    rule = next((r for r in view.key.campaign.rules if r.name == "territoire"), None)
    return {
        name: path for name, path in (rule.params.items() if rule else ()) if isinstance(path, str)
    }


def _sighting(
    path: str, unit: Unit, start: int, end: int, view: View, sure: float, text: str | None = None
) -> Sighting:
    part = Slice(unit, start, end)
    area = Area((part,), "dit dans une phrase, sans libellé", 1.0, Context(), unit.cell)
    return sight(path, (part,), area, view, sure, text=text)

"""Writes a draft as a commented ``campaign.toml``, in French, ready to be completed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ami_cli.app.drafting.kinds import PART_KINDS
from ami_cli.app.drafting.parts import Draft, Drafted, DraftGroup
from ami_cli.app.drafting.slugs import code, unique
from ami_cli.forms.values.places import departements_named

_USUAL = {
    "courriel": ("Courriel", "Adresse mail", "E-mail", "Mail", "Mél", "Adresse électronique"),
    "telephone": ("Téléphone", "Tél.", "N° de téléphone", "Portable", "Mobile"),
    "nom": ("Nom", "Nom de famille"),
    "prenom": ("Prénom",),
    "fonction": ("Fonction", "Qualité"),
    "code_postal": ("Code postal", "CP"),
    "siret": ("N° SIRET", "SIRET", "Numéro SIRET"),
    "siren": ("N° SIREN", "SIREN", "Numéro SIREN"),
    "site_web": ("Site internet", "Site web"),
    "adresse": ("Adresse postale", "Adresse"),
    "ville": ("Ville", "Commune"),
    "iban": ("IBAN",),
    "bic": ("BIC", "Code BIC"),
}


_LETTER = (
    "Objet",
    "Madame, Monsieur",
    "Je vous prie d'agréer",
    "Veuillez agréer",
    "salutations distinguées",
    "j'ai l'honneur de",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the fields: identity of the call and its blanks. ``deadline`` None: not found."""

    id: str
    title: str
    deadline: datetime | None
    contact: str
    annex: str
    blanks: tuple[str, ...]
    today: date
    zone: str = "Europe/Paris"


def render(draft: Draft, heading: Heading) -> str:
    """Return the text of the definition."""
    parts = [
        *_top(heading),
        *(_group(g) for g in draft.groups),
        *_fields(draft),
        *_composites(draft),
        *_rules(draft),
        *_jury(),
    ]
    return "\n\n".join(parts) + "\n"


def text(value: str) -> str:
    """Return a TOML string on one line (a JSON string is one, once its escapes are plain)."""
    return json.dumps(" ".join(value.split()), ensure_ascii=False).replace("\x7f", "")


def texts(values: Iterable[str]) -> str:
    """Return a TOML array of strings, without repeats."""
    kept = dict.fromkeys(" ".join(v.split()) for v in values if v.strip())
    return "[" + ", ".join(text(v) for v in kept) + "]"


def _top(heading: Heading) -> list[str]:
    known = heading.deadline is not None
    deadline = heading.deadline or datetime.combine(
        date(heading.today.year, 12, 31), datetime.max.time().replace(microsecond=0)
    )
    stamp = (
        deadline.isoformat(timespec="seconds")
        if known
        else f"{deadline.isoformat(timespec='seconds')}+01:00"
    )
    opened = (
        date(deadline.year, 1, 1) if not known or heading.today > deadline.date() else heading.today
    )
    identity = [
        f"# Brouillon de la définition de l'appel, fait d'après {', '.join(heading.blanks)}.",
        "# Relisez chaque champ : son libellé, sa nature (kind), ses "
        "options. Ce qui reste à dire est marqué « à compléter ».",
        "# Ensuite : ami campaign check, puis ami campaign test avec "
        "quelques dossiers dont vous connaissez les réponses.",
        "",
        f"id = {text(heading.id)}",
        f"title = {text(heading.title or 'Appel sans titre')}",
        'organiser = "Organisateur"  # à compléter : le nom de votre structure',
        f"opened = {opened.isoformat()}  # à compléter : jour de publication de l'appel",
        f"deadline = {stamp}"
        + (
            ""
            if known
            else "  # à compléter : la date limite n'a pas été trouvée dans le formulaire"
        ),
        f'timezone = "{heading.zone}"',
        f"contact = {text(heading.contact)}",
    ]
    blank = [
        "[[blanks]]",
        'id = "v1"',
        f"files = {texts(f'blanks/{name}' for name in heading.blanks)}",
    ]
    words = [
        "[wordings]",
        "# Titre à partir duquel commence le formulaire : ce qui précède présente l'appel.",
        f"annex = {texts([heading.annex] if heading.annex else [])}",
        "# Mots auxquels se reconnaît une lettre d'accompagnement.",
        f"letter = {texts(_LETTER)}",
        f"ignore = {texts([heading.contact] if heading.contact else [])}",
    ]
    banner = (
        "# --- Rubriques, colonnes et personnes sous lesquelles les mêmes libellés reviennent ---"
    )
    return ["\n".join(identity), "\n".join(blank), "\n".join(words), banner]


def _group(group: DraftGroup) -> str:
    lines = ["[[groups]]", f"id = {text(group.id)}", f"label = {text(group.label)}"]
    if group.parent:
        lines.append(f"parent = {text(group.parent)}")
    lines.append(f"wordings = {texts([group.label, *group.wordings])}")
    if group.openings:
        lines.append(f"openings = {texts(group.openings)}")
    return "\n".join(lines)


def _fields(draft: Draft) -> list[str]:
    made: list[str] = []
    labels = {g.id: g.label for g in draft.groups}
    group = ""
    for field in draft.fields:
        if field.group != group:
            group = field.group
            made.append(f"# --- {labels.get(group, group)} ---")
        made.append(_field(field))
    return made


def _field(field: Drafted) -> str:
    lines = [
        "[[fields]]",
        f"path = {text(field.path)}",
        f"label = {text(field.label)}",
        f'kind = "{field.kind}"',
    ]
    if field.path.split(".")[0] != field.group:
        lines.append(f"group = {text(field.group)}")
    if field.required:
        lines.append("required = true")
    wordings = [field.label, *field.wordings]
    if field.alone:
        wordings += _USUAL.get(field.name, ())
    if "—" not in field.label:
        lines.append(f"wordings = {texts(wordings)}")
    elif field.wordings:
        lines.append(f"wordings = {texts(field.wordings)}")
    if field.options:
        lines.append(
            "# Une seule réponse : choice. Plusieurs réponses possibles : multichoice."
            if field.kind != "departement"
            else "# Départements proposés"
        )
        lines.append(_choices("choices", [(o.label, o.free) for o in field.options], field.kind))
    if field.other:
        lines.append(f"other_field = {text(field.other)}")
    if field.columns:
        lines.append(
            "# Colonnes : leur nature ; total = true si la dernière ligne en fait la somme."
        )
        lines.append(_columns(field))
    if field.rows:
        lines.append(_choices("rows", [(r, False) for r in field.rows]))
    if field.statement:
        lines.append(f"statement = {texts([field.statement])}")
    if field.remark:
        lines.append(f"# à compléter : {field.remark}")
    return "\n".join(lines)


def _choices(name: str, options: Sequence[tuple[str, bool]], kind: str = "") -> str:
    taken: list[str] = []
    rows = []
    for label, free in options:
        taken.append(unique(_code(label, kind), taken))
        rows.append(
            f"  {{ code = {text(taken[-1])}, label = {text(label)}{', free = true' if free else ''} }},"
        )
    return "\n".join([f"{name} = [", *rows, "]"])


def _code(label: str, kind: str) -> str:
    """Return an option's code: for a département, its number."""
    numbers = departements_named(label) if kind == "departement" else ()
    return next(iter(numbers)).lower() if len(numbers) == 1 else code(label)


def _columns(field: Drafted) -> str:
    taken: list[str] = []
    rows = []
    for column in field.columns:
        taken.append(unique(code(column.label), taken))
        total = ", total = true" if column.total else ""
        rows.append(
            f'  {{ code = {text(taken[-1])}, label = {text(column.label)}, kind = "{column.kind}"{total} }},'
        )
    return "\n".join(["columns = [", *rows, "]"])


def _composites(draft: Draft) -> list[str]:
    if not draft.composites:
        return []
    made = ["# --- Libellés qui demandent plusieurs réponses à la fois ---"]
    for item in draft.composites:
        paths = [_path(draft, item.group, name) for name in item.names]
        made.append(
            "\n".join([
                "[[composites]]", f"wordings = {texts([item.label])}", f"fields = {texts(p for p in paths if p)}",
                f'split = "{item.split}"', f"group = {text(item.group)}",
            ])
        )  # fmt: skip
    return made


def _path(draft: Draft, group: str, name: str) -> str:
    assert name in PART_KINDS
    return next(f.path for f in draft.fields if f.group == group and f.name == name)


def _rules(draft: Draft) -> list[str]:
    required = [f.path for f in draft.fields if f.required]
    pledges = [f.path for f in draft.fields if f.kind == "yesno" and f.statement]
    days = [f.path for f in draft.fields if f.kind == "date" and f.name == "date"]
    made = [
        "# --- Règles : chacune par son nom, le texte qui la fonde, les champs dont elle a besoin ---"
    ]
    made.append(
        _rule(
            "dans_les_delais", "Formulaire, date limite.", {"date": text(days[0])} if days else {}
        )
    )
    if required:
        made.append(
            _rule(
                "reponses_obligatoires",
                "Formulaire, champs marqués d'un astérisque.",
                {"champs": texts(required)},
            )
        )
    if pledges:
        made.append(
            _rule(
                "attestation_cochee",
                "Formulaire, déclaration à cocher.",
                {"champs": texts(pledges)},
            )
        )
    if days:
        made.append(
            _rule("dates_plausibles", "Formulaire, date de signature.", {"champs": texts(days)})
        )
    made.append(
        "# À compléter, s'il y a lieu : territoire (qui peut candidater, "
        "où), signature_conjointe, binome_complet, doublons,\n"
        "# totaux. « ami validate --explain NOM » dit ce que vérifie chaque règle."
    )
    return made


def _rule(name: str, source: str, params: dict[str, str]) -> str:
    lines = [
        "[[rules]]",
        f"name = {text(name)}",
        f"source = {text(source)}  # à compléter : l'article du règlement",
    ]
    if params:
        lines += ["[rules.params]", *(f"{key} = {value}" for key, value in params.items())]
    return "\n".join(lines)


def _jury() -> list[str]:
    return [
        "# --- Jury : à compléter ---",
        "[jury]\nscale = 5\njurors = 5\ncriteria = [\n"
        '  { code = "qualite", label = "Qualité du dossier", weight = 100, description = "À compléter." },\n]',
    ]

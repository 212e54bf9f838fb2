"""The sheet « Lisez-moi »: what the workbook holds and how the jury uses it."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from ami_cli.model.campaign import Campaign
from ami_cli.workbook.cells import height, put
from ami_cli.workbook.layout import OVERVIEW, POINTS, RANKING, SCORING
from ami_cli.workbook.page import head, set_up
from ami_cli.workbook.scoring import ABSTENTION, RECUSAL
from ami_cli.workbook.styles import LABEL, PLAIN, SECTION, toned

_WIDTHS = (24.0, 92.0)


def write_guide(sheet: Worksheet, campaign: Campaign) -> None:
    """Fill the sheet."""
    set_up(sheet, campaign, _WIDTHS, "portrait")
    deadline = campaign.deadline
    limit = f"{deadline:%d/%m/%Y} à {deadline.hour} h {deadline.minute:02d}"
    head(sheet, "Lisez-moi", f"{campaign.title} — date limite : {limit}")
    row = 4
    for title, lines in _sections(campaign):
        for column, text in ((1, title), (2, None)):
            put(sheet, row, column, text, SECTION)
        sheet.row_dimensions[row].height = 20
        for offset, (term, text) in enumerate(lines, 1):
            _write_line(sheet, row + offset, term, text)
        row += len(lines) + 2


def _write_line(sheet: Worksheet, row: int, term: str, text: str) -> None:
    code = _CODES.get(term)
    put(sheet, row, 1, term, toned(code, LABEL) if code else LABEL)
    put(sheet, row, 2, text, PLAIN)
    sheet.row_dimensions[row].height = height([(text, _WIDTHS[1]), (term, _WIDTHS[0])])


_CODES = {
    "recevable": "recevable",
    "à vérifier": "a_verifier",
    "incomplet": "incomplet",
    "irrecevable": "irrecevable",
}


def _sections(campaign: Campaign) -> list[tuple[str, list[tuple[str, str]]]]:
    scored = bool(campaign.jury.criteria)
    sections = [
        ("Les feuilles", _sheets(scored)),
        ("Les avis", _VERDICTS),
        ("Les lectures", _READING),
    ]
    if scored:
        sections.append(("La notation", _scoring(campaign)))
    return sections


def _sheets(scored: bool) -> list[tuple[str, str]]:
    jury = [
        (SCORING, "La grille du jury : une note par critère et par juré·e. Le reste se calcule."),
        (RANKING, "Les candidatures dans l’ordre de leurs totaux, dès qu’elles sont notées."),
    ]
    return [
        (OVERVIEW, "Une ligne par dossier. Le nom de la collectivité mène à sa fiche."),
        *(jury if scored else []),
        (POINTS, "Tout ce qu’une personne doit regarder, avec l’endroit du document à relire."),
        ("Une fiche par dossier", "L’avis, ses raisons, toutes les réponses, les fichiers."),
    ]


_VERDICTS = [
    ("recevable", "Toutes les conditions vérifiées par les règles de l’appel sont remplies."),
    (
        "à vérifier",
        "Une personne doit trancher : un indice est contradictoire, une signature n’est pas sûre,"
        " ou quelque chose n’a pas pu être lu.",
    ),
    ("incomplet", "Il manque une pièce ou une réponse, que la collectivité peut encore fournir."),
    ("irrecevable", "La collectivité n’est pas concernée, ou le dossier est arrivé trop tard."),
]
_READING = [
    ("sûr", "La réponse a été lue sans difficulté."),
    ("à vérifier", "La lecture est peu sûre : comparer avec le document, à l’endroit indiqué."),
    ("laissé vide", "La case a été trouvée, rien n’y est écrit."),
    ("non trouvé", "La question n’a pas été retrouvée dans le document reçu."),
    ("corrigé", "Une personne de l’équipe a saisi ou confirmé la réponse."),
]


def _scoring(campaign: Campaign) -> list[tuple[str, str]]:
    jury = campaign.jury
    criteria = [(c.label, f"{c.weight:g} points. {c.description}".strip()) for c in jury.criteria]
    return [
        ("Échelle", f"De 0 à {jury.scale}, en notes entières."),
        ("Case vide", "Pas encore noté. Ce n’est jamais un zéro."),
        (ABSTENTION, "La ou le juré·e ne se prononce pas sur ce critère : la note ne compte pas."),
        (
            RECUSAL,
            "Lien d’intérêt avec la candidature : à choisir sur la ligne de la candidature, dans la"
            " colonne de la ou du juré·e. Aucune de ses notes ne compte alors pour ce dossier.",
        ),
        ("Moyenne", "Moyenne des seules notes données."),
        ("Total", "Somme des moyennes ramenées au poids de chaque critère."),
        *criteria,
    ]

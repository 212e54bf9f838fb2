"""The sheet « Candidatures »: one row per dossier, with a link to its own sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from openpyxl.worksheet.worksheet import Worksheet

from ami_cli.model.campaign import Campaign
from ami_cli.model.words import VERDICTS, value_words
from ami_cli.workbook.cells import height, link, put
from ami_cli.workbook.layout import Entry, Facts, facts
from ami_cli.workbook.page import HEADER_ROW, filtered, head, headers, set_up
from ami_cli.workbook.styles import CENTRED, FAINT, LINK, NUMBER, PLAIN, Look, toned

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its width in characters, what it shows, how it looks."""

    name: str
    width: float
    show: Callable[[Entry], Value]
    look: Callable[[Entry], Look] = lambda _: PLAIN


def write_overview(sheet: Worksheet, shown: Sequence[Entry], campaign: Campaign) -> None:
    """Fill the sheet."""
    columns = _columns(campaign)
    set_up(sheet, campaign, [column.width for column in columns], "landscape")
    head(sheet, campaign.title, _summary(shown, campaign))
    headers(sheet, [column.name for column in columns])
    for row, entry in enumerate(shown, HEADER_ROW + 1):
        _write_row(sheet, row, entry, columns)
    filtered(sheet, len(columns), HEADER_ROW + len(shown))
    sheet.freeze_panes = f"B{HEADER_ROW + 1}"


def _summary(shown: Sequence[Entry], campaign: Campaign) -> str:
    counts: dict[str, int] = {}
    for entry in shown:
        code = "desistement" if entry.judgement.withdrawn else entry.judgement.verdict.overall
        counts[code] = counts.get(code, 0) + 1
    words = {**VERDICTS, "desistement": "désistement"}
    order = ("recevable", "a_verifier", "incomplet", "irrecevable", "desistement")
    parts = [_count(counts[code], words[code]) for code in order if code in counts]
    detail = f" : {', '.join(parts)}" if parts else ""
    return f"{campaign.organiser} — {_count(len(shown), 'dossier')}{detail}"


def _count(number: int, word: str) -> str:
    plural = "s" if number > 1 and not word.startswith("à ") else ""
    return f"{number} {word}{plural}"


def _write_row(sheet: Worksheet, row: int, entry: Entry, columns: Sequence[Column]) -> None:
    texts: list[tuple[str, float]] = []
    for number, column in enumerate(columns, 1):
        value, look = column.show(entry), column.look(entry)
        cell = put(sheet, row, number, value, replace(look, upright="center"))
        if number == 1:
            link(cell, entry.sheet, look=replace(LINK, bold=True, upright="center"))
        texts.append((str(value or ""), column.width))
    sheet.row_dimensions[row].height = max(30.0, height(texts))


def _columns(campaign: Campaign) -> list[Column]:
    where = facts(campaign)

    def field(path: str) -> Callable[[Entry], Value]:
        spec = campaign.by_path.get(path)
        return lambda entry: value_words(entry.candidature[path].value, spec)

    wanted = [
        (True, Column("Collectivité", 28, lambda entry: entry.name)),
        (bool(where.type), Column("Nature", 12, field(where.type))),
        (bool(where.departement), Column("Dépt", 6, _departement(where), lambda _: CENTRED)),
        (True, Column("Code", 11, lambda e: e.judgement.territory.code, lambda _: CENTRED)),
        (bool(where.population), Column("Habitants", 9.5, _population(where), lambda _: NUMBER)),
        (bool(where.projet), Column("Projet", 24, field(where.projet))),
        (True, Column("Élu·e", 22, _person(where.elu))),
        (True, Column("Technicien·ne", 22, _person(where.technicien))),
        *((True, column) for column in _verdicts()),
        (True, Column("Points à\nvérifier", 8.5, lambda entry: len(entry.points), _count_look)),
        (True, Column("Dossier", 11, lambda entry: entry.candidature.dossier, lambda _: FAINT)),
    ]
    return [column for present, column in wanted if present]


def _population(where: Facts) -> Callable[[Entry], Value]:
    def show(entry: Entry) -> Value:
        value = entry.candidature[where.population].value
        return value if isinstance(value, int | float) else value_words(value) or None

    return show


def _departement(where: Facts) -> Callable[[Entry], Value]:
    return lambda entry: entry.candidature.text(where.departement)


def _person(prefix: str) -> Callable[[Entry], Value]:
    def show(entry: Entry) -> Value:
        case = entry.candidature
        name = f"{case.text(f'{prefix}.prenom')} {case.text(f'{prefix}.nom')}".strip()
        return f"{name}\n{case.text(f'{prefix}.fonction')}".strip()

    return show


def _verdicts() -> list[Column]:
    def column(name: str, width: float, code: Callable[[Entry], str]) -> Column:
        return Column(name, width, lambda e: VERDICTS[code(e)], lambda e: toned(code(e)))

    overall = Column(
        "Avis",
        12,
        lambda e: "désistement" if e.judgement.withdrawn else VERDICTS[e.judgement.verdict.overall],
        lambda e: toned("" if e.judgement.withdrawn else e.judgement.verdict.overall),
    )
    return [
        overall,
        column("Territoire", 10.5, lambda e: e.judgement.verdict.territoire),
        column("Binôme", 10.5, lambda e: e.binome),
        column("Signatures", 10.5, lambda e: e.judgement.verdict.signature),
        column("Délai", 10, lambda e: e.judgement.verdict.delai),
    ]


def _count_look(entry: Entry) -> Look:
    return toned("a_verifier") if entry.points else CENTRED

"""The sheet of one dossier: its verdict and why, each answer and where it was read, its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl.worksheet.worksheet import Worksheet

from ami_cli.model.campaign import Campaign, FieldSpec
from ami_cli.model.candidature import Answer
from ami_cli.model.finding import Finding
from ami_cli.model.words import (
    PROBLEMS,
    ROLES,
    SEVERITIES,
    VERDICTS,
    change_words,
    confidence_words,
    place_words,
    rule_words,
    value_words,
)
from ami_cli.workbook.cells import chunks, height, link, put, span
from ami_cli.workbook.layout import OVERVIEW, PROOFS, Entry, places
from ami_cli.workbook.page import set_up
from ami_cli.workbook.styles import (
    CENTRED,
    FAINT,
    LABEL,
    LINK,
    NOTE,
    PLAIN,
    SECTION,
    SUBTITLE,
    TITLE,
    Look,
    sided,
    toned,
)

WIDTHS = (27.0, 60.0, 13.0, 30.0)
_ROOM = (20.0, 60.0, 13.0, 32.0)  # labels are bold, places are small
_SOURCE = replace(NOTE, borders="left right top bottom")
_CONFIDENCE = {"sûr": "recevable", "corrigé": "recevable", "à vérifier": "a_verifier"}
_QUIET = replace(CENTRED, colour=FAINT.colour)
_EMPTY = replace(PLAIN, italic=True, colour=FAINT.colour)
_BIG = Look(size=12, bold=True, across="center", upright="center")


@dataclass(slots=True)
class Pen:
    """A sheet and the next free row."""

    sheet: Worksheet
    row: int = 1

    def line(self, cells: Sequence[tuple[str | None, Look]], least: float = 16.0) -> None:
        """Write one row of four cells, high enough to show them whole."""
        for column, (text, look) in enumerate(cells, 1):
            put(self.sheet, self.row, column, text, look)
        shown = [(text or "", width) for (text, _), width in zip(cells, _ROOM, strict=True)]
        self.sheet.row_dimensions[self.row].height = max(least, height(shown))
        self.row += 1

    def section(self, *titles: str) -> None:
        """Open a section after an empty row; the titles stand above the columns."""
        self.sheet.row_dimensions[self.row].height = 8
        self.row += 1
        names = [*titles, *[""] * (4 - len(titles))]
        for column, title in enumerate(names, 1):
            look = SECTION if column == 1 else replace(SECTION, size=9, bold=False)
            put(self.sheet, self.row, column, title, look)
        needed = height([(titles[0], WIDTHS[0] * 0.75)], 15.0)  # larger, bold letters
        self.sheet.row_dimensions[self.row].height = max(20.0, needed)
        self.row += 1


def write_dossier(sheet: Worksheet, entry: Entry, campaign: Campaign) -> None:
    """Fill the sheet of one dossier."""
    set_up(sheet, campaign, WIDTHS, "portrait")
    pen = Pen(sheet)
    _write_head(pen, entry, campaign)
    form = _main_file(entry)
    _write_verdict(pen, entry)
    if form:
        put(sheet, pen.row, 1, f"Formulaire lu : {form}", replace(SUBTITLE, size=9, italic=True))
        pen.row += 1
    _write_findings(pen, entry, form)
    for title, fields in _groups(campaign):
        pen.section(title, "Réponse", "Lecture", "Où le lire")
        for field in fields:
            _write_answer(pen, field, entry.candidature[field.path], form)
    _write_files(pen, entry)
    _write_changes(pen, entry, campaign)
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:3"


def _write_head(pen: Pen, entry: Entry, campaign: Campaign) -> None:
    put(pen.sheet, 1, 1, entry.name, TITLE)
    look = replace(LINK, borders="", across="right", upright="center")
    link(put(pen.sheet, 1, 4, f"← {OVERVIEW}", look), OVERVIEW, look=look)
    code = entry.judgement.territory.code
    known = f" — code {code}" if code else ""
    text = f"Dossier {entry.candidature.dossier}{known} — {campaign.title}"
    put(pen.sheet, 2, 1, text, SUBTITLE)
    pen.sheet.row_dimensions[1].height = 28
    pen.sheet.row_dimensions[2].height = 16
    pen.row = 3


def _write_verdict(pen: Pen, entry: Entry) -> None:
    verdict, withdrawn = entry.judgement.verdict, entry.judgement.withdrawn
    pen.section("Avis")
    overall = toned("" if withdrawn else verdict.overall, _BIG)
    word = "désistement" if withdrawn else VERDICTS[verdict.overall]
    put(pen.sheet, pen.row, 1, word.capitalize(), overall)
    parts = [
        ("Territoire", verdict.territoire),
        ("Binôme", entry.binome),
        ("Signatures", verdict.signature),
        ("Délai", verdict.delai),
    ]
    summary = "   ·   ".join(f"{name} : {VERDICTS[code]}" for name, code in parts)
    put(pen.sheet, pen.row, 2, withdrawn or summary, replace(PLAIN, upright="center"))
    span(pen.sheet, pen.row, 2, 4, replace(PLAIN, upright="center"))
    pen.sheet.row_dimensions[pen.row].height = 30
    pen.row += 1


def _write_findings(pen: Pen, entry: Entry, form: str) -> None:
    findings = entry.judgement.findings
    if not findings:
        return
    pen.section("Pourquoi", "Constat", "Gravité", "Où le lire")
    for finding in sorted(findings, key=_by_severity):
        text = f"{finding.message}\n{finding.waived}" if finding.waived else finding.message
        severity = SEVERITIES[finding.severity]
        if finding.waived:
            severity = "dérogation"
        where = places(finding.evidence[:PROOFS], form)
        tone = toned("" if finding.waived else finding.severity, CENTRED)
        if finding.severity == "information" and not finding.waived:
            tone = _QUIET
        title = rule_words(finding.rule)
        pen.line([(title, LABEL), (text, PLAIN), (severity, tone), (where, FAINT)])
    sources = dict.fromkeys(f.source for f in findings if f.severity != "information")
    for source in sources:
        put(pen.sheet, pen.row, 1, "Source", _SOURCE)
        put(pen.sheet, pen.row, 2, source, _SOURCE)
        span(pen.sheet, pen.row, 2, 4, _SOURCE)
        pen.sheet.row_dimensions[pen.row].height = height([(source, sum(WIDTHS[1:]))], 12.0)
        pen.row += 1


def _by_severity(finding: Finding) -> int:
    return ("bloquant", "a_verifier", "information").index(finding.severity)


def _groups(campaign: Campaign) -> Iterator[tuple[str, list[FieldSpec]]]:
    """Yield the fields by section, both in the order of the form."""
    sections: dict[str, list[FieldSpec]] = {}
    for field in campaign.fields:
        sections.setdefault(field.section, []).append(field)
    for name, fields in sections.items():
        group = campaign.by_group.get(name)
        title = group.label if group else fields[0].label
        yield title, fields


def _main_file(entry: Entry) -> str:
    files = entry.candidature.reading.files
    forms = [file.path for file in files if file.role == "formulaire" and not file.superseded]
    return forms[0] if forms else ""


def _write_answer(pen: Pen, field: FieldSpec, answer: Answer, form: str) -> None:
    shown = value_words(answer.value, field)
    sure = confidence_words(answer)
    code = _CONFIDENCE.get(sure)
    tone = toned(code, CENTRED) if code == "a_verifier" else _QUIET
    where = place_words(answer.evidence[0], form) if answer.evidence else ""
    if answer.doubts:
        where = "\n".join((*answer.doubts, where)).strip()
    look = PLAIN if shown else _EMPTY
    texts = chunks(shown or "—", WIDTHS[1])
    for number, text in enumerate(texts):
        sides = ["left", "right"]
        sides += ["top"] if number == 0 else []
        sides += ["bottom"] if number == len(texts) - 1 else []
        label, sure, where = (field.label, sure, where) if number == 0 else ("", "", "")
        cells = [(label, LABEL), (text, look), (sure, tone), (where, FAINT)]
        pen.line([(said, sided(worn, " ".join(sides))) for said, worn in cells])


def _write_files(pen: Pen, entry: Entry) -> None:
    reading = entry.candidature.reading
    pen.section("Fichiers reçus", "Nom", "Rôle", "Remarques")
    for file in reading.files:
        remarks = ["remplacé par une version plus récente"] if file.superseded else []
        if file.taken_for is not None:
            remarks.append(f"rôle décidé par une personne (lu comme {ROLES[file.taken_for]})")
        remarks += [f"reçu le {file.received:%d/%m/%Y à %H:%M}"] if file.received else []
        text = "\n".join((*remarks, *file.warnings))
        pen.line([("", LABEL), (file.path, PLAIN), (ROLES[file.role], CENTRED), (text, FAINT)])
    for problem in reading.problems:
        what = f"{PROBLEMS[problem.kind]}\n{problem.message}"
        tone = toned("bloquant", CENTRED)
        pen.line([("Non lu", LABEL), (problem.file, PLAIN), ("à ouvrir", tone), (what, FAINT)])
    for remark in reading.remarks:
        pen.line([("Remarque", LABEL), (remark, PLAIN), ("", CENTRED), ("", FAINT)])


def _write_changes(pen: Pen, entry: Entry, campaign: Campaign) -> None:
    """Show what the version kept says otherwise than those it replaces."""
    changes = entry.candidature.reading.changes
    if not changes:
        return
    pen.section("D’une version à l’autre", "Avant → version retenue", "", "Version antérieure")
    for change in changes:
        field = campaign.by_path.get(change.field)
        before, after = change_words(change)
        text = f"{before}\n→ {after}"
        label = field.label if field else change.field
        pen.line([(label, LABEL), (text, PLAIN), ("modifié", _QUIET), (change.file, FAINT)])

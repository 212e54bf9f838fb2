"""The jury workbook as a person opens it: read back by a library, and by LibreOffice."""

import io
import shutil
import subprocess
from datetime import datetime

import openpyxl
import pytest
from made import UNREADABLE, campaign, candidature, file, form_read, problem, read

from ami_cli.errors import MachineError, UsageError
from ami_cli.model.dossier import Change, Decision
from ami_cli.rules import judge
from ami_cli.workbook.layout import sheet_name
from ami_cli.workbook.write import jury_bytes, write_jury

PAIR = campaign(("binome_complet", {"engagement": "binome.engagement_assiduite"}))
HOSTILE = '=HYPERLINK("http://piege.example";"cliquez")'


def made(*cases, call=PAIR, decisions=()):
    return list(zip(cases, judge(cases, call, decisions), strict=True)), call


def opened(pairs, call):
    return openpyxl.load_workbook(io.BytesIO(jury_bytes(pairs, call)))


def named(dossier, name, **changes):
    return candidature(dossier, form_read(dossier), collectivite__nom=name, **changes)


def column(sheet, title):
    titles = [cell.value for cell in sheet[4]]
    return [row[titles.index(title)].value for row in sheet.iter_rows(min_row=5)]


def test_the_sheets_are_the_overview_the_grid_the_points_the_guide_then_the_dossiers():
    book = opened(*made(named("b", "Wicres"), named("a", "Braine")))
    assert book.sheetnames == [
        "Candidatures",
        "Notation",
        "Classement",
        "À vérifier",
        "Lisez-moi",
        "Braine",
        "Wicres",
    ]


def test_the_overview_has_one_row_per_dossier():
    blank = {f"technicien__{part}": None for part in ("nom", "prenom", "fonction")}
    sheet = opened(*made(named("b", "Wicres", **blank), named("a", "Braine")))["Candidatures"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)] == [
        [
            *("Collectivité", "Nature", "Dépt", "Code", "Habitants", "Projet", "Élu·e"),
            *("Technicien·ne", "Avis", "Territoire", "Binôme", "Signatures", "Délai"),
            *("Points à\nvérifier", "Dossier"),
        ],
        [
            *("Braine", "Commune", "59", None, 450, "Une place à vivre"),
            "Bruno Guéant-Morel\nConseiller municipal délégué",
            "Aïcha Vandenbroucke\nDirectrice générale des services",
            *("recevable", "éligible", "complet", "conforme", "inconnu", 0, "a"),
        ],
        [
            *("Wicres", "Commune", "59", None, 450, "Une place à vivre"),
            "Bruno Guéant-Morel\nConseiller municipal délégué",
            None,
            *("incomplet", "éligible", "incomplet", "conforme", "inconnu", 1, "b"),
        ],
    ]
    assert sheet.freeze_panes == "B5"
    assert sheet.auto_filter.ref == "A4:O6"
    assert sheet["A5"].hyperlink.location == "'Braine'!A1"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.oddFooter.right.text == "&P / &N"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_what_an_applicant_wrote_never_becomes_a_formula(start):
    text = f"{start}1+1"
    case = named("a", text, projet__intitule=text, motivations=text, technicien__nom=text)
    book = opened(*made(case))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    formulas = [
        cell.coordinate
        for sheet in book
        if sheet.title not in ("Notation", "Classement")
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == []
    assert "s" in kinds
    projet = book["Candidatures"]["F5"]
    assert (projet.value.strip(), projet.data_type, projet.quotePrefix) == (text.strip(), "s", True)


def test_a_hostile_name_stays_out_of_formulas_and_of_sheet_names():
    book = opened(*made(named("a", HOSTILE)))
    assert book.sheetnames[-1] == '=HYPERLINK("http piege.example"'
    assert column(book["Candidatures"], "Collectivité") == [HOSTILE]


def test_sheet_names_are_valid_unique_and_short():
    taken = {"notation"}
    long = "Communauté d’agglomération du Pays de l’Exemple"
    assert sheet_name("Notation", taken) == "Notation (2)"
    assert sheet_name(long, set()) == "Communauté d’agglomération du P"
    assert sheet_name(long, {"communauté d’agglomération du p"}) == "Communauté d’agglomération (2)"
    assert sheet_name("'A/B[c]*?:\\'", set()) == "A B c"
    assert sheet_name("///", set()) == "Dossier"


def test_control_characters_do_not_break_the_file():
    case = named("a", "Wic\x00res\x0b", motivations="un\ud800 deux _x0041_ trois")
    book = opened(*made(case))
    assert book.sheetnames[-1] == "Wicres"
    values = [c.value for row in book["Wicres"].iter_rows() for c in row]
    # the format reads « _x0041_ » as « A » unless its first mark is itself escaped
    assert "un deux _x005F_x0041_ trois" in values


def test_a_long_text_is_whole_over_several_rows():
    paragraphs = [f"Paragraphe {n}. " + "Nous voulons apprendre ensemble. " * 12 for n in range(30)]
    text = "\n".join(p.strip() for p in paragraphs)
    sheet = opened(*made(named("a", "Wicres", motivations=text)))["Wicres"]
    rows = [row for row in sheet.iter_rows() if str(row[1].value).startswith("Paragraphe")]
    assert "\n".join(row[1].value for row in rows) == text
    assert max(sheet.row_dimensions[row[1].row].height for row in rows) < 409


def test_the_points_to_check_are_the_open_findings_the_doubtful_readings_and_unread_files():
    reading = form_read("a", problems=(problem("scan.pdf", "encrypted"),))
    case = candidature(
        "a", reading, collectivite__nom="Wicres", elu__nom=read("Prevost", 0.6), elu__prenom=None
    )
    sheet = opened(*made(case))["À vérifier"]
    rows = [[c.value for c in row][1:5] for row in sheet.iter_rows(min_row=5)]
    assert rows == [
        [
            "bloquant",
            "Binôme",
            "Il manque pour l’élu·e du binôme : le prénom.",
            "Formulaire.docx, page 4, tableau 1, ligne 2, colonne 2",
        ],
        [
            "lecture",
            "Nom",
            "Lecture peu sûre : « Prevost ».",
            "Formulaire.docx, page 4, tableau 1, ligne 2, colonne 2",
        ],
        [
            "fichier non lu",
            "scan.pdf",
            "Fichier protégé par un mot de passe : Le fichier est abîmé.",
            "scan.pdf",
        ],
    ]


def test_what_one_version_changed_and_who_decided_a_role_are_shown_with_the_dossier():
    files = (
        file("AMI v1.docx", "formulaire").model_copy(update={"superseded": True}),
        file("AMI v2.docx", "formulaire"),
        file("note.docx", "piece_jointe").model_copy(update={"taken_for": "formulaire"}),
    )
    changes = (
        Change(field="elu.nom", file="AMI v1.docx", before="", after=HOSTILE),
        Change(field="signature.elu", file="AMI v1.docx", before="absent", after="image : B. G."),
    )
    reading = form_read("a", files=files, changes=changes)
    sheet = opened(*made(candidature("a", reading)))["Commune de Wicres"]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    at = next(n for n, row in enumerate(rows) if row[0] == "D’une version à l’autre")
    assert rows[at + 1 : at + 3] == [
        ("Nom", f"(vide)\n→ {HOSTILE}", "modifié", "AMI v1.docx"),
        (
            "Elu",
            "aucune signature\n→ signature manuscrite ou image : B. G.",
            "modifié",
            "AMI v1.docx",
        ),
    ]
    assert {row[1]: row[3] for row in rows if row[1] in ("AMI v1.docx", "note.docx")} == {
        "AMI v1.docx": "remplacé par une version plus récente",
        "note.docx": "rôle décidé par une personne (lu comme formulaire)",
    }


def test_a_pair_that_was_not_read_is_not_shown_as_complete():
    sheet = opened(*made(named("a", "Wicres", elu__nom=UNREADABLE)))["Candidatures"]
    assert column(sheet, "Binôme") == ["à vérifier"]


def test_a_withdrawn_dossier_is_shown_and_not_scored():
    gone = Decision(
        dossier="a",
        act="desistement",
        by="Claire Dumont",
        at=datetime(2021, 4, 2),
        reason="courriel",
    )
    book = opened(*made(named("a", "Braine"), named("b", "Wicres"), decisions=[gone]))
    assert column(book["Candidatures"], "Avis") == ["désistement", "recevable"]
    scored = [row[0].value for row in book["Notation"].iter_rows(min_row=5) if row[0].value]
    assert scored == ["Wicres", "Non soumis à la notation : Braine (désistement)."]


def test_the_grid_takes_whole_notes_abstentions_and_recusals_only():
    sheet = opened(*made(named("a", "Braine"), named("b", "Wicres")))["Notation"]
    rules = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert rules == {
        "D6:F7 D9:F10": '"0,1,2,3,4,5,abstention"',
        "D5:F5 D8:F8": '"déport"',
    }


def test_the_same_candidatures_give_the_same_bytes_whatever_their_order():
    pairs, call = made(named("a", "Braine"), named("b", "Wicres"), named("c", "Wicres"))
    assert jury_bytes(pairs, call) == jury_bytes(pairs[::-1], call)


def test_a_call_without_criteria_has_no_grid():
    call = PAIR.model_copy(update={"jury": PAIR.jury.model_copy(update={"criteria": ()})})
    book = opened(*made(named("a", "Braine"), call=call))
    assert book.sheetnames == ["Candidatures", "À vérifier", "Lisez-moi", "Braine"]


def test_no_candidature_at_all_is_still_a_workbook():
    book = opened(*made())
    assert book["Candidatures"]["A2"].value == "Centre d’essai — 0 dossier"


def test_a_file_open_elsewhere_is_left_alone(tmp_path):
    target = tmp_path / "jury.xlsx"
    target.write_bytes(b"ancien")
    (tmp_path / ".~lock.jury.xlsx#").touch()
    with pytest.raises(MachineError, match=r"« jury\.xlsx » est ouvert dans un autre programme"):
        write_jury(*made(named("a", "Braine")), target)
    assert target.read_bytes() == b"ancien"


def test_a_folder_that_does_not_exist_is_a_mistake_of_the_caller(tmp_path):
    with pytest.raises(UsageError, match="n’existe pas : créez-le d’abord"):
        write_jury(*made(named("a", "Braine")), tmp_path / "nulle part" / "jury.xlsx")


OFFICE = shutil.which("soffice")


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_totals_and_ranks_compute_on_the_notes_given_only(tmp_path):
    """Braine: 4 and 2, a recusal, an abstention. Lens: 3 everywhere. Wicres: a criterion left."""
    pairs, call = made(named("a", "Braine"), named("b", "Lens"), named("c", "Wicres"))
    book = openpyxl.load_workbook(io.BytesIO(jury_bytes(pairs, call)))
    sheet = book["Notation"]
    marks = {
        **{"F5": "déport", "D6": 4, "E6": 4, "F6": 0, "D7": 2, "E7": "abstention", "F7": 0},
        **{"D9": 3, "E9": 3, "F9": 3, "D10": 3, "E10": 3, "F10": 3},
        "D12": 5,
    }
    for place, mark in marks.items():
        sheet[place] = mark
    source = tmp_path / "rempli.xlsx"
    book.save(source)
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "lu"]
    subprocess.run([*command, source], check=True, capture_output=True, timeout=180)
    computed = openpyxl.load_workbook(tmp_path / "lu" / "rempli.xlsx", data_only=True)
    grid = computed["Notation"]
    shown = [[grid.cell(row, c).value or None for c in range(7, 12)] for row in range(5, 14)]
    assert shown == [
        [3, None, None, 52, 2],  # notes, mean, points, total, rank
        [2, 4, 24, None, None],
        [1, 2, 28, None, None],
        [6, None, None, 60, 1],
        [3, 3, 18, None, None],
        [3, 3, 42, None, None],
        [1, None, None, None, None],
        [1, 5, 30, None, None],
        [None, None, None, None, None],
    ]
    ranked = [[c.value or None for c in row[:5]] for row in computed["Classement"]["A5:E7"]]
    assert ranked == [
        [1, "Lens", 60, None, "proposé"],
        [2, "Braine", 52, None, "proposé"],
        [None, None, None, None, None],
    ]


def test_a_scale_too_long_for_a_list_is_checked_by_a_formula():
    jury = PAIR.jury.model_copy(update={"scale": 100})
    call = PAIR.model_copy(update={"jury": jury})
    sheet = opened(*made(named("a", "Braine"), call=call))["Notation"]
    rules = {str(v.sqref): (v.type, v.formula1) for v in sheet.data_validations.dataValidation}
    whole = 'OR(AND(ISNUMBER(D6),D6>=0,D6<=100,D6=INT(D6)),D6="abstention")'
    assert rules == {"D6:F7": ("custom", whole), "D5:F5": ("list", '"déport"')}

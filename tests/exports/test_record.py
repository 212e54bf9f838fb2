"""The record and its tables, as other programs read them."""

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import jsonschema
import pytest
from made import ABSENT, campaign, candidature, file, form_read, problem, read

from ami_cli.errors import MachineError, UsageError
from ami_cli.exports import schema
from ami_cli.exports.record import record
from ami_cli.exports.table import write_csv, write_json
from ami_cli.model.candidature import Answer
from ami_cli.model.dossier import Decision
from ami_cli.rules import judge

CALL = campaign(("binome_complet", {}), ("dans_les_delais", {}))
SCHEMAS = Path(__file__).parents[2] / "schemas"


def recorded(case, decisions=()):
    [judgement] = judge([case], CALL, decisions)
    return record(case, judgement, CALL)


def test_a_record_says_everything_the_contract_promises():
    reading = form_read("wicres", problems=(problem("vide.pdf", "empty"),))
    made = recorded(candidature("wicres", reading, elu__telephone=ABSENT))
    assert list(made) == [
        *("dossier", "files", "territory", "fields", "findings", "verdict", "errors"),
    ]
    assert made["dossier"] == "wicres"
    assert made["files"] == [
        {
            "path": "Formulaire.docx",
            "sha256": "a" * 64,
            "media_type": (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            ),
            "role": "formulaire",
            "received": None,
            "received_from": None,
        }
    ]
    assert made["territory"] == {"code": None, "kind": None, "name": None}
    assert set(made["fields"]) == set(CALL.by_path)
    assert made["fields"]["elu.nom"] == {
        "value": "Guéant-Morel",
        "confidence": 0.98,
        "status": "read",
        "evidence": [
            {
                "text": "Guéant-Morel",
                "file": "Formulaire.docx",
                "place": "body/table[1]/r[2]/c[2]",
                "page": 4,
                "box": None,
                "method": "label",
                "confidence": 0.98,
            }
        ],
    }
    assert made["fields"]["elu.telephone"] == {
        "value": None,
        "confidence": 0.0,
        "status": "absent",
        "evidence": [],
    }
    assert made["fields"]["signature.date"]["value"] == "2021-03-04"
    assert made["fields"]["projet.demarches"]["value"] == ["pcaet", "tepos"]
    assert made["verdict"] == {
        "territoire": "eligible",
        "binome": "complet",
        "signature": "conforme",
        "delai": "dans_les_delais",
        "global": "recevable",
    }
    assert made["errors"] == [
        {"class": "empty", "file": "vide.pdf", "message": "Le fichier est abîmé."}
    ]
    assert [set(finding) for finding in made["findings"]] == [
        {"rule", "verdict", "severity", "message", "source", "evidence"},
    ] * 2


def test_a_register_speaks_for_every_file_and_a_stamp_for_the_form():
    files = (file("a.docx", "formulaire"), file("b.docx", "courrier"))
    when = datetime.fromisoformat("2021-03-10T09:00:00")

    def received(how):
        reading = form_read("d", files=files, received=when, received_from=how)
        return [
            (f["received"], f["received_from"])
            for f in recorded(candidature("d", reading))["files"]
        ]

    day = "2021-03-10T09:00:00+01:00"
    assert received("reception.csv") == [(day, "reception.csv"), (day, "reception.csv")]
    assert received("tampon") == [(day, "tampon"), (None, None)]


def test_a_remark_on_the_reading_is_told_in_the_findings():
    remark = "Deux formulaires dans le dossier : le plus récent compte."
    made = recorded(candidature("d", form_read("d", remarks=(remark,))))
    assert [f["message"] for f in made["findings"] if f["rule"] == "lecture"] == [remark]


def test_a_derogation_and_a_withdrawal_are_told_in_the_findings():
    at = datetime(2021, 4, 2)
    decisions = [
        Decision(dossier="d", act="derogation", rule="binome_complet", by="C. Dumont", at=at),
        Decision(dossier="d", act="desistement", by="C. Dumont", at=at),
    ]
    made = recorded(candidature("d", elu__nom=None), decisions)
    told = [(f["rule"], f["severity"], f["message"]) for f in made["findings"]]
    assert told == [
        (
            "binome_complet",
            "information",
            "Il manque pour l’élu·e du binôme : le nom."
            " Dérogation accordée par C. Dumont le 02/04/2021.",
        ),
        (
            "dans_les_delais",
            "information",
            "Dossier reçu le 10 mars 2021 à 14 h 05 (d’après la date du courriel), dans les délais"
            " (date limite : 19 mars 2021 à 23 h 59).",
        ),
        ("desistement", "information", "Désistement noté par C. Dumont le 02/04/2021."),
    ]


def test_records_obey_the_published_schema(tmp_path):
    reading = form_read("b", problems=(problem("vide.pdf", "empty"),))
    grid = Answer(({"poste": "Étude", "montant": 12.5},), "read", 0.9)
    made = [
        recorded(candidature("b", reading, elu__nom=ABSENT)),
        recorded(candidature("a", projet__intitule=grid)),
    ]
    write_json(made, tmp_path / "jury.json")
    data = json.loads((tmp_path / "jury.json").read_text(encoding="utf-8"))
    assert [entry["dossier"] for entry in data] == ["a", "b"]
    published = json.loads((SCHEMAS / "record.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(published).validate(data)
    data[0]["verdict"]["global"] = "peut-être"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(published).validate(data)


@pytest.mark.parametrize("name", ["record.schema.json", "campaign.schema.json"])
def test_the_published_schemas_are_fresh(name):
    """``python -m ami_cli.exports.schema schemas`` writes them anew."""
    assert (SCHEMAS / name).read_text(encoding="utf-8") == schema.schemas()[name]


def rows(made, tmp_path):
    path = tmp_path / "jury.csv"
    write_csv(made, CALL, path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def test_the_csv_has_one_row_per_candidature(tmp_path):
    made = [recorded(candidature("b", elu__nom=None)), recorded(candidature("a"))]
    found = rows(made, tmp_path)
    assert [row["dossier"] for row in found] == ["a", "b"]
    some = {
        "verdict.global": "incomplet",
        "points_a_verifier": "1",
        "fichiers_non_lus": "0",
        "elu.nom": "",
        "elu.telephone": "'+33353010102",
        "collectivite.population": "450",
        "binome.engagement_assiduite": "oui",
        "projet.demarches": "pcaet | tepos",
        "signature.date": "2021-03-04",
    }
    assert {key: found[1][key] for key in some} == some


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_spreadsheet_runs_what_an_applicant_wrote(start, tmp_path):
    made = [recorded(candidature(f"{start}dossier", motivations=f"{start}cmd|' /C calc'!A0"))]
    [row] = rows(made, tmp_path)
    assert row["motivations"] == f"'{start}cmd|' /C calc'!A0"
    assert row["dossier"] == f"'{start}dossier"


def test_a_decimal_has_a_french_comma(tmp_path):
    made = [recorded(candidature(collectivite__population=read(12.5)))]
    assert rows(made, tmp_path)[0]["collectivite.population"] == "12,5"


def test_a_dash_writes_to_standard_output(capfdbinary):
    write_json([recorded(candidature("a"))], "-")
    out = json.loads(capfdbinary.readouterr().out)
    assert [entry["dossier"] for entry in out] == ["a"]


def test_nothing_is_left_behind_when_the_file_cannot_be_written(tmp_path, monkeypatch):
    target = tmp_path / "jury.json"
    target.write_text("ancien")

    def refuse(self, other):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(MachineError, match="fermez-le, puis relancez"):
        write_json([], target)
    assert [path.name for path in tmp_path.iterdir()] == ["jury.json"]
    assert target.read_text() == "ancien"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UsageError, match="est un dossier"):
        write_json([], tmp_path)


def test_a_date_and_a_moment_are_iso_text():
    assert (
        recorded(candidature(signature__date=date(2021, 2, 3)))["fields"]["signature.date"]["value"]
        == "2021-02-03"
    )

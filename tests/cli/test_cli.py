"""What the shell sees: words, exit codes, streams."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from arriving import docx, form

from ami_cli.cli import main

WHERE = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "import sys; from ami_cli.cli import main; sys.exit(main())"]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with two dossiers, current; one of them holds a damaged file."""
    monkeypatch.chdir(tmp_path)
    for name in ("AMI_STORE", "AMI_CAMPAIGN", "AMI_JOBS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AMI_JOBS", "0")
    for name in ("rue", "ham"):
        (tmp_path / "lot" / name).mkdir(parents=True)
        (tmp_path / "lot" / name / "AMI.docx").write_bytes(form(f"Commune de {name}"))
    (tmp_path / "lot" / "ham" / "annexe.pdf").write_bytes(b"%PDF-1.7\nrien")
    return tmp_path


@pytest.fixture
def said(capsys):
    """Run a command; return its exit code, its standard output and its standard error."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def read(place, said):
    said("ingest", "lot")
    return place


def test_ingest_tells_each_dossier_then_the_total_and_asks_for_a_person(place, said):
    assert said("ingest", "lot") == (
        1,
        "ham : lu, 2 fichiers, 1 non lu\nrue : lu, 1 fichier\n"
        "2 dossiers : 2 lus, 1 à regarder (voyez « ami validate »).\n",
        "",
    )
    assert said("ingest", "lot") == (
        1,
        "ham : inchangé, 2 fichiers, 1 non lu\nrue : inchangé, 1 fichier\n"
        "2 dossiers : rien de nouveau à lire, 2 inchangés, 1 à regarder "
        "(voyez « ami validate »).\n",
        "",
    )


def test_ingest_in_json_says_the_same_with_the_same_code(place, said):
    code, out, err = said("ingest", "lot/rue", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "dossiers": [{"dossier": "rue", "status": "lu", "files": 1, "errors": 0}],
        "total": 1,
        "read": 1,
        "unchanged": 0,
        "with_errors": 0,
    }


def test_quiet_leaves_the_total(place, said):
    assert said("ingest", "lot/rue", "-q")[1] == "1 dossier : 1 lu.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("--store", "x.sqlite", "ingest", "lot/rue"),
        ("ingest", "--store", "x.sqlite", "lot/rue"),
        ("ingest", "lot/rue", "--store", "x.sqlite"),
        ("--store", "non.sqlite", "ingest", "lot/rue", "--store", "x.sqlite"),
    ],
)
def test_common_options_stand_before_or_after_the_command(place, said, words, monkeypatch):
    monkeypatch.setenv("AMI_STORE", "env.sqlite")
    assert said(*words)[0] == 0
    assert [p.name for p in place.glob("*.sqlite")] == ["x.sqlite"]


def test_the_environment_names_the_store(place, said, monkeypatch):
    monkeypatch.setenv("AMI_STORE", "env.sqlite")
    said("ingest", "lot/rue")
    assert [p.name for p in place.glob("*.sqlite")] == ["env.sqlite"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nimporte",), "La commande « nimporte » n'existe pas."),
        (("ingest",), "Il manque CHEMIN."),
        (("ingest", "lot", "--jobs", "deux"), "un nombre entier est attendu"),
        (("ingest", "lot", "--forse"), "L'option --forse n'existe pas."),
        (("ingest", "absent"), "« absent » n'existe pas : vérifiez le chemin."),
        (("validate",), "lancez d'abord « ami ingest DOSSIERS »"),
        (("ingest", "lot", "--campaign", "inconnue"), "Campagne « inconnue » introuvable"),
        (
            ("export-jury", "pdf"),
            "Le format « pdf » n'existe pas : choisissez xlsx, json, csv, html.",
        ),
        (("territoire",), "Il manque le nom"),
        (("show", "a", "b"), "Argument en trop : b."),
    ],
)
def test_a_mistake_of_the_caller_is_a_french_sentence_and_code_2(place, said, words, sentence):
    code, out, err = said(*words)
    assert (code, out) == (2, "")
    assert sentence in err
    assert "Traceback" not in err


def test_a_dossier_or_a_field_that_does_not_exist_gets_a_proposal(read, said):
    assert said("show", "rux") == (
        2, "", "ami : Le dossier « rux » n'est pas dans le magasin : vouliez-vous dire rue ?\n",
    )  # fmt: skip
    assert said("explain", "rue", "elu.nim")[2] == (
        "ami : Le champ « elu.nim » n'existe pas : vouliez-vous dire elu.nom ou elu.prenom "
        "ou elu.fonction ?\n"
    )


def test_validate_prints_findings_and_problems_and_keeps_the_code_in_json(read, said):
    code, out, _ = said("validate")
    assert code == 1
    assert "[non lu] annexe.pdf" in out
    again, out, _ = said("validate", "--json")
    found = json.loads(out)
    assert again == 1
    assert [d["dossier"] for d in found] == ["ham", "rue"]
    assert [e["file"] for e in found[0]["errors"]] == ["annexe.pdf"]


def test_a_correction_survives_the_next_reading(read, said):
    code, _, err = said("correct", "rue", "elu.nom", "Durand", "--by", "Léa", "--reason", "appel")
    assert (code, err) == (0, "rue : elu.nom corrigé par Léa.\n")
    said("ingest", "lot", "--force")
    field = json.loads(said("show", "rue", "--json")[1])["fields"]["elu.nom"]
    assert (field["value"], field["status"]) == ("Durand", "corrected")
    assert [e["text"] for e in field["evidence"]][:2] == ["Durand", "Guéant"]


def test_a_second_version_is_shown_with_what_it_changed(place, said):
    (place / "lot" / "rue" / "AMI v2.docx").write_bytes(form("Ville de Rue"))
    said("ingest", "lot/rue")
    out = said("show", "rue")[1]
    assert "formulaire (version antérieure)" in out
    rows = [line.split("\t") for line in out.splitlines()]
    at = rows.index(["champ", "avant → version retenue", "version antérieure"])
    assert rows[at + 1] == ["collectivite.nom", "Commune de rue → Ville de Rue", "AMI.docx"]


def test_a_role_is_given_shown_with_who_and_why_and_taken_back(read, said):
    words = ("role", "rue", "ami.docx", "--by", "Léa")
    assert said(*words, "piece_jointe", "--reason", "doublon")[::2] == (
        0,
        "rue : « AMI.docx » : pièce jointe, décidé par Léa ; dossier relu.\n",
    )
    _, out, _ = said("show", "rue")
    assert "pièce jointe (décidé, lu comme formulaire)" in out
    history = out.splitlines()[-1].split("\t")[1:]
    assert history == ["Léa", "AMI.docx : pièce jointe", "doublon"]
    assert said(*words, "--revoke")[2] == (
        "rue : « AMI.docx » : le rôle redevient celui que lit le programme, décidé par Léa ; "
        "dossier relu.\n"
    )
    assert json.loads(said("show", "rue", "--json")[1])["files"][0]["role"] == "formulaire"
    for wrong in ((), ("autre", "--revoke")):
        assert said(*words, *wrong)[0] == 2


def test_a_forgotten_dossier_is_nowhere(read, said):
    said("correct", "rue", "elu.nom", "Durand", "--by", "Léa")
    assert said("forget", "rue")[0] == 0
    assert [r["dossier"] for r in json.loads(said("export-jury", "json")[1])] == ["ham"]
    assert said("forget", "rue")[0] == 2


def test_a_withdrawal_is_told_and_taken_back(read, said):
    assert said("withdraw", "rue", "--by", "Léa")[2] == "rue : désistement noté par Léa.\n"
    assert (
        said("withdraw", "rue", "--by", "Léa", "--revoke")[2]
        == "rue : désistement annulé par Léa.\n"
    )


def test_exports_go_where_they_are_sent(read, said):
    assert said("export-jury", "xlsx", "-o", "jury.xlsx")[2] == "jury.xlsx : 2 candidatures.\n"
    assert (read / "jury.xlsx").read_bytes()[:2] == b"PK"
    assert said("export-jury", "csv")[1].splitlines()[0].startswith("\ufeffdossier;")
    code, _, err = said("export-jury", "xlsx", "-o", "absent/jury.xlsx")
    assert code == 2
    assert "absent" in err


def test_read_gives_one_line_per_file_and_goes_on_after_a_bad_one(place, said):
    (place / "a.docx").write_bytes(docx("☒ Commune   ☐ Autre", "Nom | Rue"))
    (place / "b.docx").write_bytes(b"")
    code, out, err = said("read", "a.docx", "b.docx", "lot/rue/AMI.docx", "--json")
    first, second, third = map(json.loads, out.splitlines())
    assert (code, err) == (1, "")
    assert list(first) == [
        "file", "sha256", "media_type", "via", "pages", "encrypted", "text", "tables", "fields",
        "checkboxes", "pictures", "signatures", "annotations", "deleted", "comments",
        "attachments", "warnings",
    ]  # fmt: skip
    assert first["tables"] == [[["Nom", "Rue"]]]
    assert [(c["checked"], c["label"]) for c in first["checkboxes"]] == [
        (True, "Commune"),
        (False, "Autre"),
    ]
    assert second == {
        "file": "b.docx",
        "error": {
            "class": "empty",
            "message": "Ce fichier est vide : demandez au candidat de le renvoyer.",
        },
    }
    assert third["file"] == "lot/rue/AMI.docx"


def test_territoire_answers_lines_as_they_come(place, said):
    (place / "noms.jsonl").write_text(
        '{"id": 1, "as_written": "Hérissart", "context": {"departement": "80"}}\n'
        '{"id": 2, "as_written": "", "context": {}}\n',
        encoding="utf-8",
    )
    code, out, _ = said("territoire", "--jsonl", "noms.jsonl")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(x["id"], x["verdict"], x["code"]) for x in lines] == [
        (1, "eligible", "80431"),
        (2, "unknown", None),
    ]


def test_campaign_check_says_every_mistake_at_once(place, said):
    folder = place / "appel"
    folder.mkdir()
    (folder / "campaign.toml").write_text(
        'id = "essai"\ntitle = "Essai"\norganiser = "x"\nopened = 2021-01-01\n'
        'deadline = "bientôt"\nblanks = []\ngroups = []\nfeilds = []\n'
        '[[fields]]\npath = "elu.nom"\nlabel = "Nom"\nkind = "nome"\n',
        encoding="utf-8",
    )
    code, _, err = said("campaign", "check", "appel")
    assert code == 2
    assert err.splitlines() == [
        "ami : la définition a 4 erreurs :",
        "ligne 5 : deadline = « bientôt » : une date avec heure et décalage est attendue, sans guillemets :"
        " 2026-03-31T23:59:59+02:00.",
        "ligne 6 : blanks : il n'y a aucun formulaire vierge ; ajoutez [[blanks]] avec id et files.",
        "ligne 8 : « feilds » n'est pas un mot de la définition : vouliez-vous « fields » ?",
        "ligne 12 : champ elu.nom : kind = « nome » n'existe pas : vouliez-vous « name » ?",
    ]


def test_a_store_that_is_not_one_is_code_4(place, said):
    (place / "ami.sqlite").write_bytes(b"un classeur" * 100)
    code, out, err = said("ingest", "lot")
    assert (code, out) == (4, "")
    assert "n'est pas un magasin d'ami" in err


def test_an_unexpected_error_is_code_4_without_a_trace_unless_asked(place, said, monkeypatch):
    monkeypatch.setattr("ami_cli.app.campaigns.load", lambda *_: 1 / 0)
    code, _, err = said("validate")
    assert (code, err.count("\n")) == (4, 1)
    assert "ZeroDivisionError" in err
    assert "Traceback" in said("validate", "-v")[2]


def test_an_interruption_is_code_130(place, said, monkeypatch):
    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ami_cli.app.campaigns.load", interrupted)
    assert said("validate")[0] == 130


def test_help_is_in_french_for_every_command(said):
    commands = (
        "ingest", "validate", "export-jury", "show", "explain", "correct", "derogate", "withdraw",
        "role", "forget", "read", "territoire", "campaign",
    )  # fmt: skip
    for command in commands:
        code, out, _ = said(command, "--help")
        assert code == 0
        assert out.startswith(f"Usage : ami {command}")
        assert not {"Options:", "Show", "required", "default:"} & set(out.split())


def shell(*words: str, **more) -> subprocess.CompletedProcess:  # type: ignore[type-arg, no-untyped-def]
    return subprocess.run(
        [*COMMAND, *words], cwd=WHERE, capture_output=True, text=True, check=False, **more
    )


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from ami_cli.cli import main; main(['--help'])\n"
        "heavy = {'sqlalchemy', 'pydantic', 'rich', 'lxml', 'openpyxl', 'pypdf', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=WHERE, capture_output=True, text=True, check=True
    )
    assert done.stderr == "[]\n"


def test_a_reader_that_leaves_early_is_no_error(tmp_path):
    (tmp_path / "a.docx").write_bytes(docx(*["Bonjour " * 20] * 3000))
    child = subprocess.Popen(
        [*COMMAND, "read", str(tmp_path / "a.docx")],
        cwd=WHERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    child.stdout.readline()
    child.stdout.close()
    assert (child.stderr.read(), child.wait()) == (b"", 0)


def test_ctrl_c_ends_a_batch_at_once_and_keeps_what_was_done(tmp_path):
    import signal

    for number in range(300):
        (tmp_path / "lot" / f"d{number:03d}").mkdir(parents=True)
        (tmp_path / "lot" / f"d{number:03d}" / "AMI.docx").write_bytes(form(f"C {number}"))
    store = str(tmp_path / "ami.sqlite")
    child = subprocess.Popen(
        [*COMMAND, "ingest", str(tmp_path / "lot"), "--store", store, "--jobs", "2"],
        cwd=WHERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no thread; background jobs ignore it
    )  # fmt: skip
    child.stdout.readline()
    os.killpg(child.pid, signal.SIGINT)
    start = time.monotonic()
    out, err = child.communicate(timeout=30)
    assert child.returncode == 130
    assert time.monotonic() - start < 10
    assert (
        err == "ami : Interrompu : ce qui était terminé est enregistré, relancez pour la suite.\n"
    )
    again = shell("ingest", str(tmp_path / "lot"), "--store", store, "--jobs", "2", "--json")
    assert json.loads(again.stdout)["unchanged"] > out.count(" : lu")

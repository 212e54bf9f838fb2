"""What is read again, what is not; names that last; dates of reception; deaths in the middle."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from arriving import eml, form, zipped

from ami_cli.app import campaigns
from ami_cli.app.ingest import Options, ingest, plan
from ami_cli.executors import Guard
from ami_cli.store import open_store

CAMPAIGN = "territoires-participatifs-2021"


@pytest.fixture
def lot(tmp_path):
    root = tmp_path / "lot"
    for name in ("a", "b", "c"):
        (root / name).mkdir(parents=True)
        (root / name / "AMI.docx").write_bytes(form(f"Commune {name}"))
    return root


@pytest.fixture
def store(tmp_path):
    opened = open_store(str(tmp_path / "ami.sqlite"), create=True)
    yield opened
    opened.close()


def run(store, *paths: Path, **options) -> dict[str, str]:  # type: ignore[no-untyped-def]
    definition = campaigns.load(CAMPAIGN)
    chosen = Options(jobs=0, **options)
    made = plan(paths, store, definition, chosen)
    lines = ingest(made, store, definition, chosen, lambda _done, _total: None)
    return {line.dossier: line.status for line in lines}


def reading(store, dossier: str):  # type: ignore[no-untyped-def]
    return store.readings(CAMPAIGN, [dossier])[0]


def facts(store) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return {r.dossier: r.model_dump_json() for r in store.readings(CAMPAIGN)}


def test_the_second_time_nothing_is_read_and_force_reads_all(store, lot):
    assert run(store, lot) == {"a": "lu", "b": "lu", "c": "lu"}
    before = facts(store)
    assert run(store, lot) == {"a": "inchange", "b": "inchange", "c": "inchange"}
    assert run(store, lot, force=True) == {"a": "lu", "b": "lu", "c": "lu"}
    assert facts(store) == before


def test_only_what_changed_is_read_again(store, lot):
    run(store, lot)
    (lot / "b" / "AMI.docx").write_bytes(form("Commune nouvelle"))
    (lot / "c" / "plan.xlsx").write_bytes(b"x")
    (lot / "d").mkdir()
    (lot / "d" / "AMI.docx").write_bytes(form("Commune d"))
    assert run(store, lot) == {"a": "inchange", "b": "lu", "c": "lu", "d": "lu"}
    assert reading(store, "b").found["collectivite.nom"][0].text == "Commune nouvelle"


def test_a_date_of_reception_that_appears_is_taken(store, lot):
    run(store, lot)
    assert reading(store, "a").received_from is None
    (lot / "reception.csv").write_text("dossier,recu_le\na,2021-03-15\n")
    assert run(store, lot) == {"a": "lu", "b": "inchange", "c": "inchange"}
    assert reading(store, "a").received_from == "reception.csv"
    assert f"{reading(store, 'a').received:%Y-%m-%d %z}" == "2021-03-15 +0100"


def test_a_change_of_the_definition_reads_all_again(store, lot, tmp_path):
    run(store, lot)
    folder = tmp_path / "appel"
    shutil.copytree(campaigns.built_in() / CAMPAIGN, folder)
    text = (folder / "campaign.toml").read_text(encoding="utf-8")
    (folder / "campaign.toml").write_text(text + "\n# une note\n", encoding="utf-8")
    definition = campaigns.load(str(folder))
    assert plan([lot], store, definition, Options()).stale == [0, 1, 2]


def test_a_mail_is_one_dossier_with_its_date_and_roles(store, tmp_path):
    (tmp_path / "Candidature Rue.eml").write_bytes(eml(attachments={"AMI.docx": form("Rue")}))
    assert run(store, tmp_path / "Candidature Rue.eml") == {"Candidature Rue": "lu"}
    found = reading(store, "Candidature Rue")
    assert [(f.path, f.role) for f in found.files] == [
        ("Candidature Rue.eml", "courriel"),
        ("Candidature Rue.eml/corps.txt", "courriel"),
        ("Candidature Rue.eml/AMI.docx", "formulaire"),
    ]
    assert (f"{found.received:%d/%m/%Y %H:%M %z}", found.received_from) == (
        "15/03/2021 10:12 +0100",
        "courriel",
    )


def test_dates_are_told_on_the_clock_of_the_call(store, tmp_path):
    raw = eml(attachments={"AMI.docx": form("Rue")}, date="Fri, 19 Mar 2021 18:30:00 -0400")
    (tmp_path / "Rue.eml").write_bytes(raw)
    run(store, tmp_path / "Rue.eml")
    assert f"{reading(store, 'Rue').received:%d/%m %H:%M %z}" == "19/03 23:30 +0100"


def test_the_mail_wins_over_the_list_and_the_first_sending_over_the_second(store, tmp_path):
    folder = tmp_path / "rue"
    folder.mkdir()
    late = eml(
        attachments={"AMI v2.docx": form("Rue la Neuve")}, date="Mon, 22 Mar 2021 10:00:00 +0100"
    )
    (folder / "1.eml").write_bytes(eml(attachments={"AMI.docx": form("Rue")}))
    (folder / "2.eml").write_bytes(late)
    (tmp_path / "reception.csv").write_text("dossier,recu_le\nrue,2021-03-30\n")
    run(store, tmp_path)
    found = reading(store, "rue")
    assert (f"{found.received:%d/%m}", found.received_from) == ("15/03", "courriel")


def test_an_archive_of_one_applicant_is_one_dossier(store, tmp_path):
    (tmp_path / "Rue.zip").write_bytes(
        zipped({"AMI.docx": form("Rue"), "plan.jpg": b"\xff\xd8\xff"})
    )
    run(store, tmp_path / "Rue.zip")
    assert [(f.path, f.role) for f in reading(store, "Rue").files] == [
        ("Rue.zip", "piece_jointe"),
        ("Rue.zip/AMI.docx", "formulaire"),
        ("Rue.zip/plan.jpg", "piece_jointe"),
    ]


def test_another_folder_of_the_same_name_gets_its_own(store, lot, tmp_path):
    run(store, lot)
    other = tmp_path / "autre" / "a"
    other.mkdir(parents=True)
    (other / "AMI.docx").write_bytes(form("Commune différente"))
    assert run(store, other) == {"a (2)": "lu"}
    assert run(store, other) == {"a (2)": "inchange"}
    assert run(store, lot) == {"a": "inchange", "b": "inchange", "c": "inchange"}


def test_a_folder_that_moved_keeps_its_name_and_is_not_read_again(store, lot, tmp_path):
    run(store, lot)
    lot.rename(tmp_path / "ailleurs")
    assert run(store, tmp_path / "ailleurs") == {"a": "inchange", "b": "inchange", "c": "inchange"}


def test_a_dossier_read_alone_later_is_the_same_dossier(store, lot):
    (lot / "a" / "AMI Ham.docx").write_bytes(form("Ham"))
    (lot / "a" / "AMI Rue.docx").write_bytes(form("Rue"))
    run(store, lot)
    assert run(store, lot / "a") == {"a": "inchange"}


def test_a_box_that_held_one_applicant_and_holds_two_is_two_dossiers(store, tmp_path):
    box = tmp_path / "reçus"
    box.mkdir()
    (box / "Candidature Wicres.eml").write_bytes(eml(attachments={"AMI.docx": form("Wicres")}))
    assert run(store, box) == {"reçus": "lu"}
    (box / "Candidature Ham.eml").write_bytes(eml(attachments={"AMI.docx": form("Ham")}))
    assert run(store, box) == {"Candidature Ham": "lu", "reçus": "inchange"}
    assert reading(store, "reçus").found["collectivite.nom"][0].text == "Wicres"
    (box / "Candidature Bavay.eml").write_bytes(eml(attachments={"AMI.docx": form("Bavay")}))
    assert run(store, box) == {
        "Candidature Bavay": "lu",
        "Candidature Ham": "inchange",
        "reçus": "inchange",
    }


def test_a_dossier_among_others_stays_one_whatever_comes_into_it(store, lot):
    run(store, lot)
    for name in ("1.eml", "2.eml"):
        (lot / "a" / name).write_bytes(eml("Bonjour"))
    assert run(store, lot / "a") == {"a": "lu"}


def test_a_dossier_cut_short_by_a_limit_is_read_again_under_another(store, tmp_path):
    from ami_cli.app.ingest import options

    (tmp_path / "a.docx").write_bytes(form("Rue") + b" " * 2_000_000)
    definition = campaigns.load(CAMPAIGN)

    def once(file_mb: int) -> tuple[list[int], list[str]]:
        chosen = options(0, False, 60, 0, file_mb, [])
        made = plan([tmp_path / "a.docx"], store, definition, chosen)
        stale = list(made.stale)
        list(ingest(made, store, definition, chosen, lambda _done, _total: None))
        return stale, [p.kind for p in reading(store, "a").problems]

    assert once(1) == ([0], ["too_large"])
    assert once(1) == ([], ["too_large"])
    assert once(9)[0] == [0]
    assert "too_large" not in once(9)[1]


def test_originals_are_never_changed(store, lot):
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in lot.rglob("*.docx")}
    run(store, lot)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in lot.rglob("*.docx")} == before
    assert sorted(p.name for p in lot.rglob("*")) == ["AMI.docx"] * 3 + ["a", "b", "c"]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_again_and_again_the_end_is_that_of_an_undisturbed_run(tmp_path):
    """The parent is killed at several moments; what it printed is kept; the last run completes."""
    lot = tmp_path / "lot"
    for number in range(60):
        (lot / f"d{number:02d}").mkdir(parents=True)
        (lot / f"d{number:02d}" / "AMI.docx").write_bytes(form(f"Commune {number}"))
    path = tmp_path / "ami.sqlite"
    command = [
        sys.executable, "-c", "import sys; from ami_cli.cli import main; sys.exit(main())",
        "ingest", str(lot), "--store", str(path), "--jobs", "2",
    ]  # fmt: skip
    where = Path(__file__).parents[2]
    for printed in (0, 5, 20):
        child = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            text=True,
            cwd=where,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        said = [child.stdout.readline() for _ in range(printed)]
        time.sleep(0.1)
        child.send_signal(signal.SIGKILL)
        said += child.stdout.readlines()
        child.wait()
        kept = {s.dossier for s in open_store(str(path), create=True).index()}
        assert {line.split(" : ")[0] for line in said if " : lu" in line} <= kept
    assert subprocess.run(command, cwd=where, check=False, capture_output=True).returncode == 0
    calm = open_store(str(tmp_path / "calme.sqlite"), create=True)
    definition = campaigns.load(CAMPAIGN)
    chosen = Options(jobs=2, guard=Guard(60))
    list(ingest(plan([lot], calm, definition, chosen), calm, definition, chosen, lambda *_: None))
    assert facts(open_store(str(path))) == facts(calm)

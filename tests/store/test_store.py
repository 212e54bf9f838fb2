"""The store: what it keeps, what it refuses, how it grows up."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from ami_cli.errors import MachineError, UsageError
from ami_cli.model.dossier import (
    Correction,
    Decision,
    Evidence,
    Problem,
    Reading,
    Role,
    RoleChoice,
)
from ami_cli.store import Decided, Stored, engine, open_store
from ami_cli.store.migrations import STEPS, add_column, upgrade

AT = datetime(2021, 3, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    opened = open_store(str(tmp_path / "ami.sqlite"), create=True)
    yield opened
    opened.close()


def reading(dossier: str, digest: str = "d") -> Reading:
    sighting = Evidence(text="Guéant", method="m", file="AMI.docx", place="body/p[1]", confidence=1)
    problem = Problem(kind="corrupt", file="plan.pdf", message="abîmé")
    return Reading(
        dossier=dossier,
        campaign="essai",
        digest=digest,
        received=AT,
        received_from="courriel",
        found={"elu.nom": (sighting,)},
        problems=(problem,),
    )


def correction(dossier: str, text: str = "Durand") -> Correction:
    return Correction(dossier=dossier, field="elu.nom", text=text, seen="Dupont", by="Léa", at=AT)


def role(dossier: str, chosen: Role | None = "piece_jointe") -> RoleChoice:
    return RoleChoice(
        dossier=dossier, path="plan.docx", sha256="a" * 64, role=chosen, seen="formulaire",
        by="Léa", reason="vu", at=AT,
    )  # fmt: skip


def test_a_reading_comes_back_as_it_went_in(store):
    store.save([(reading("b"), "/lot/b"), (reading("a"), "/lot/a")])
    assert store.readings("essai") == [reading("a"), reading("b")]
    assert store.readings("essai", ["b"]) == [reading("b")]
    assert store.readings("autre") == []
    assert store.index() == [
        Stored("a", "/lot/a", "essai", "d", 1),
        Stored("b", "/lot/b", "essai", "d", 1),
    ]


def test_a_reading_replaces_the_one_before(store):
    store.save([(reading("a", "1"), "/lot/a")])
    store.save([(reading("a", "2"), "/ailleurs/a")])
    assert store.index() == [Stored("a", "/ailleurs/a", "essai", "2", 1)]


def test_decisions_are_only_ever_added_and_keep_their_order(store):
    waiver = Decision(dossier="a", act="derogation", rule="binome_complet", by="Léa", at=AT)
    store.correct(correction("a", "1"))
    store.correct(correction("a", "2"))
    store.decide(waiver)
    store.save([(reading("a"), "/lot/a")])
    assert store.decided() == Decided((correction("a", "1"), correction("a", "2")), (waiver,))


def test_a_dossier_is_forgotten_down_to_its_bytes(store, tmp_path):
    secret = Evidence(text="Xyloglotte", method="m", file="f", place="p", confidence=1)
    kept = reading("a").model_copy(update={"found": {"elu.nom": (secret,)}})
    store.save([(kept, "/lot/a"), (reading("b"), "/lot/b")])
    store.correct(correction("a", "Zanzibarte"))
    store.correct(correction("b"))
    assert store.forget("a") == 2
    assert [s.dossier for s in store.index()] == ["b"]
    assert store.decided() == Decided((correction("b"),), ())
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Xyloglotte" not in left
    assert b"Zanzibarte" not in left


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_the_file_is_its_owner_s_alone(store, tmp_path):
    store.save([(reading("a"), "/lot/a")])
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {0o600}


def test_a_missing_store_says_what_to_run(tmp_path):
    with pytest.raises(UsageError, match="lancez d'abord « ami ingest"):
        open_store(str(tmp_path / "rien.sqlite"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_store_is_left_alone(tmp_path):
    path = tmp_path / "ami.sqlite"
    path.write_bytes(b"PK\x03\x04 un classeur" * 100)
    with pytest.raises(MachineError, match="n'est pas un magasin d'ami"):
        open_store(str(path))
    assert path.read_bytes() == b"PK\x03\x04 un classeur" * 100


def test_a_locked_store_says_so(store, tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    other = sqlite3.connect(tmp_path / "ami.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    again = open_store(str(tmp_path / "ami.sqlite"))
    with pytest.raises(MachineError, match="occupé par un autre traitement"):
        again.save([(reading("a"), "/lot/a")])
    other.execute("ROLLBACK")
    again.save([(reading("a"), "/lot/a")])
    assert len(again.index()) == 1


def test_a_full_disk_says_so_and_keeps_what_was_there(store, tmp_path):
    store.save([(reading("a"), "/lot/a")])
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    big = [(reading(f"b{n}", "d" * 60), "/lot") for n in range(200)]
    with pytest.raises(MachineError, match="disque est plein"):
        store.save(big)
    assert [s.dossier for s in store.index()] == ["a"]


def test_an_unknown_database_is_a_mistake_of_the_caller():
    with pytest.raises(UsageError, match="Adresse de magasin incomprise"):
        open_store("nimporte://quoi", create=True)


def test_killed_while_writing_nothing_reported_is_lost(tmp_path):
    """Another process saves and says so, until it is killed; everything said must be there."""
    path = tmp_path / "ami.sqlite"
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]\n"
        "from test_store import open_store, reading\n"
        "s = open_store(sys.argv[1], create=True)\n"
        "for n in range(100000):\n"
        "    s.save([(reading(f'{n}-{k}'), '/lot') for k in range(16)])\n"
        "    print(n, flush=True)\n"
    )
    here = Path(__file__)
    folders = [str(here.parent), str(here.parents[2])]
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path), *folders], stdout=subprocess.PIPE, text=True
    )
    said = [child.stdout.readline() for _ in range(25)]
    child.kill()
    said += child.stdout.readlines()
    child.wait()
    kept = {s.dossier for s in open_store(str(path)).index()}
    told = {f"{int(line)}-{k}" for line in said if line.strip() for k in range(16)}
    assert told <= kept
    assert len(kept) % 16 == 0


def test_a_store_of_an_older_version_grows_up_without_losing_anything(store, tmp_path):
    store.save([(reading("a"), "/lot/a")])
    added = (lambda c: add_column(c, "readings", "note TEXT NOT NULL DEFAULT 'rien'"),)
    steps = STEPS + added
    with engine.transaction(store.engine, write=True) as connection:
        assert upgrade(connection, steps) == 1
    with engine.transaction(store.engine, write=True) as connection:
        assert upgrade(connection, steps) == 0
    raw = sqlite3.connect(tmp_path / "ami.sqlite")
    assert raw.execute("SELECT dossier, note FROM readings").fetchall() == [("a", "rien")]
    assert raw.execute("SELECT version FROM ami_schema").fetchall() == [(3,)]


def test_a_store_made_before_roles_were_decided_gets_their_table(store, tmp_path):
    store.save([(reading("a"), "/lot/a")])
    store.correct(correction("a"))
    store.close()
    raw = sqlite3.connect(tmp_path / "ami.sqlite")
    raw.execute("DROP TABLE roles")
    raw.execute("UPDATE ami_schema SET version = 1")
    raw.commit()
    raw.close()
    grown = open_store(str(tmp_path / "ami.sqlite"))
    assert grown.decided() == Decided((correction("a"),), ())
    grown.choose_role(role("a"))
    assert (grown.readings("essai"), grown.decided().roles) == ([reading("a")], (role("a"),))
    grown.close()


def test_roles_are_only_ever_added_and_go_with_their_dossier(store):
    for choice in (role("a"), role("a", None), role("b")):
        store.choose_role(choice)
    assert store.decided().roles == (role("a"), role("a", None), role("b"))
    assert store.forget("a") == 2
    assert store.decided().roles == (role("b"),)


def test_a_step_that_fails_leaves_the_store_as_it_was(store, tmp_path):
    def broken(connection):
        add_column(connection, "readings", "note TEXT")
        connection.exec_driver_sql("SELECT * FROM nulle_part")

    with (
        pytest.raises(MachineError),
        engine.transaction(store.engine, write=True) as connection,
    ):
        upgrade(connection, (*STEPS, broken))
    raw = sqlite3.connect(tmp_path / "ami.sqlite")
    assert raw.execute("SELECT version FROM ami_schema").fetchall() == [(2,)]
    columns = inspect(create_engine(f"sqlite:///{tmp_path}/ami.sqlite")).get_columns("readings")
    assert "note" not in {c["name"] for c in columns}


def test_a_store_of_a_newer_program_is_refused(store, tmp_path):
    raw = sqlite3.connect(tmp_path / "ami.sqlite")
    raw.execute("UPDATE ami_schema SET version = 99")
    raw.commit()
    with pytest.raises(MachineError, match="plus récente"):
        open_store(str(tmp_path / "ami.sqlite"))


def test_a_damaged_reading_names_its_dossier(store, tmp_path):
    store.save([(reading("a"), "/lot/a")])
    raw = sqlite3.connect(tmp_path / "ami.sqlite")
    raw.execute("UPDATE readings SET payload = '{'")
    raw.commit()
    with pytest.raises(MachineError, match="« a » est illisible dans le magasin"):
        store.readings("essai")

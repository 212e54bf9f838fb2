"""Every statement that the store makes can be said to PostgreSQL and MariaDB too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import create_mock_engine, event
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.sql import ClauseElement

from ami_cli.model.dossier import Correction, Decision, Reading, RoleChoice
from ami_cli.store import open_store
from ami_cli.store.migrations import STEPS
from ami_cli.store.tables import METADATA

AT = datetime(2021, 3, 20, 9, 30, tzinfo=UTC)
DIALECTS = {"postgresql": postgresql.dialect(), "mysql": mysql.dialect()}


@pytest.fixture(scope="module")
def statements(tmp_path_factory):
    """Do everything once on SQLite and keep what was executed."""
    store = open_store(str(tmp_path_factory.mktemp("m") / "ami.sqlite"), create=True)
    kept: list[ClauseElement] = []
    event.listen(store.engine, "before_execute", lambda _c, clause, *_more: kept.append(clause))
    store.save([(Reading(dossier="a", campaign="c", digest="d"), "/lot/a")])
    store.correct(Correction(dossier="a", field="elu.nom", text="x", by="Léa", at=AT))
    store.decide(Decision(dossier="a", act="derogation", rule="r", by="Léa", at=AT))
    store.choose_role(
        RoleChoice(
            dossier="a", path="p", sha256="0", role=None, seen="autre", by="Léa", at=AT
        )
    )  # fmt: skip
    store.index()
    store.index("c")
    store.readings("c", ["a"])
    store.decided()
    store.forget("a")
    store.close()
    return kept


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_statement_compiles(statements, dialect):
    said = [str(clause.compile(dialect=DIALECTS[dialect])) for clause in statements]
    verbs = {text.split()[0] for text in said}
    assert verbs == {"INSERT", "DELETE", "SELECT"}
    assert len(said) >= 14


def test_the_tables_are_made_the_same_by_their_steps_and_anew():
    def made(make) -> set[str]:  # type: ignore[no-untyped-def]
        said: list[str] = []
        engine = create_mock_engine(
            "postgresql://", lambda sql, *_args, **_more: said.append(str(sql.compile(engine)))
        )
        make(engine)
        return {" ".join(text.split()) for text in said}

    def by_steps(engine) -> None:  # type: ignore[no-untyped-def]
        first = [table for table in METADATA.sorted_tables if table.name != "roles"]
        METADATA.create_all(engine, tables=first, checkfirst=False)
        for step in STEPS:
            step(engine)

    anew = made(lambda engine: METADATA.create_all(engine, checkfirst=False))
    assert any(text.startswith("CREATE TABLE roles") for text in anew)
    assert made(by_steps) == anew

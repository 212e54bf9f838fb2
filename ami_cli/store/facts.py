"""The facts of a store: readings replaced whole, corrections and decisions only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Engine, delete, insert, select

from ami_cli.errors import MachineError
from ami_cli.model.dossier import Correction, Decision, Reading, RoleChoice
from ami_cli.store.engine import connect, transaction
from ami_cli.store.migrations import is_current, upgrade
from ami_cli.store.tables import CORRECTIONS, DECISIONS, READINGS, ROLES


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store knows of one dossier without opening its reading.

    ``root`` is where it lay when it was read, as text: the path may not exist any more.
    """

    dossier: str
    root: str
    campaign: str
    digest: str
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """Everything people said: corrections, decisions, roles of files, each oldest first."""

    corrections: tuple[Correction, ...] = ()
    decisions: tuple[Decision, ...] = ()
    roles: tuple[RoleChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Store:
    """One open store. Every method is one transaction; all of them raise ``MachineError``."""

    engine: Engine

    def index(self, campaign: str | None = None) -> list[Stored]:
        """Return what is stored, by dossier name; of every campaign unless one is given."""
        columns = (
            READINGS.c.dossier,
            READINGS.c.root,
            READINGS.c.campaign,
            READINGS.c.digest,
            READINGS.c.problems,
        )
        query = select(*columns).order_by(READINGS.c.dossier)
        if campaign is not None:
            query = query.where(READINGS.c.campaign == campaign)
        with transaction(self.engine, write=False) as connection:
            rows = connection.execute(query).all()
        return [Stored(r.dossier, r.root, r.campaign, r.digest, r.problems) for r in rows]

    def readings(self, campaign: str, dossiers: Sequence[str] = ()) -> list[Reading]:
        """Return readings by dossier name: those named, or all of the campaign."""
        query = (
            select(READINGS.c.dossier, READINGS.c.payload)
            .where(READINGS.c.campaign == campaign)
            .order_by(READINGS.c.dossier)
        )
        with transaction(self.engine, write=False) as connection:
            rows = connection.execute(query).all()
        wanted = set(dossiers)
        return [_reading(r) for r in rows if not wanted or r.dossier in wanted]

    def save(self, readings: Sequence[tuple[Reading, str]]) -> None:
        """Replace the readings of a batch, all or none; once it returns they are on disk."""
        now = datetime.now(UTC)
        rows = [
            {
                "dossier": reading.dossier,
                "root": root,
                "campaign": reading.campaign,
                "digest": reading.digest,
                "problems": len(reading.problems),
                "payload": reading.model_dump_json(by_alias=True),
                "read_at": now,
            }
            for reading, root in readings
        ]
        names = [row["dossier"] for row in rows]
        with transaction(self.engine, write=True) as connection:
            connection.execute(delete(READINGS).where(READINGS.c.dossier.in_(names)))
            if rows:
                connection.execute(insert(READINGS), rows)

    def decided(self) -> Decided:
        """Return everything people said about any dossier."""
        with transaction(self.engine, write=False) as connection:
            corrections = connection.execute(select(CORRECTIONS).order_by(CORRECTIONS.c.id)).all()
            decisions = connection.execute(select(DECISIONS).order_by(DECISIONS.c.id)).all()
            roles = connection.execute(select(ROLES).order_by(ROLES.c.id)).all()
        return Decided(
            tuple(Correction(**_fact(r)) for r in corrections),
            tuple(Decision(**_fact(r)) for r in decisions),
            tuple(RoleChoice(**_fact(r)) for r in roles),
        )

    def correct(self, correction: Correction) -> None:
        """Add one correction; earlier ones stay in the history."""
        with transaction(self.engine, write=True) as connection:
            connection.execute(insert(CORRECTIONS).values(**_row(correction)))

    def decide(self, decision: Decision) -> None:
        """Add one decision; earlier ones stay in the history."""
        with transaction(self.engine, write=True) as connection:
            connection.execute(insert(DECISIONS).values(**_row(decision)))

    def choose_role(self, choice: RoleChoice) -> None:
        """Add one decision about the role of a file; earlier ones stay in the history."""
        with transaction(self.engine, write=True) as connection:
            connection.execute(insert(ROLES).values(**_row(choice)))

    def forget(self, dossier: str) -> int:
        """Erase one dossier everywhere, free pages included; return how many rows it had."""
        with transaction(self.engine, write=True) as connection:
            erased = sum(
                connection.execute(delete(table).where(table.c.dossier == dossier)).rowcount
                for table in (READINGS, CORRECTIONS, DECISIONS, ROLES)
            )
        if erased and self.engine.dialect.name == "sqlite":
            # the write-ahead log still holds the old pages until it is emptied
            connection_ = self.engine.raw_connection()
            try:
                connection_.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection_.close()
        return erased

    def close(self) -> None:
        """Close the connections; the write-ahead log goes away with the last one."""
        self.engine.dispose()


def open_store(store: str, create: bool = False) -> Store:
    """Open a store by path or URL and bring its schema to today's version.

    Raises:
        UsageError: there is none and ``create`` is False.
        MachineError: it cannot be opened or upgraded.
    """
    engine = connect(store, create)
    with transaction(engine, write=False) as connection:
        ready = is_current(connection)
    if not ready:  # only then: a store that is up to date can be read where it cannot be written
        with transaction(engine, write=True) as connection:
            upgrade(connection)
    return Store(engine)


def _reading(row: Any) -> Reading:
    try:
        return Reading.model_validate_json(row.payload)
    except ValidationError as error:
        raise MachineError(
            f"La lecture de « {row.dossier} » est illisible dans le magasin : "
            "relancez « ami ingest --force »."
        ) from error


def _row(fact: Correction | Decision | RoleChoice) -> dict[str, Any]:
    return {**fact.model_dump(), "at": fact.at.astimezone(UTC)}


def _fact(row: Any) -> dict[str, Any]:
    values = dict(row._mapping)
    values.pop("id")
    if isinstance(at := values["at"], datetime) and at.tzinfo is None:
        values["at"] = at.replace(tzinfo=UTC)  # SQLite keeps no offset: everything is stored in UTC
    return values

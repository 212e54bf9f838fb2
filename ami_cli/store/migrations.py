"""From any older schema to the newest, one small step at a time, in one transaction.

A step never imports the tables of today: what it does must stay true when they change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    inspect,
    select,
    text,
)

from ami_cli.errors import MachineError
from ami_cli.store.tables import METADATA, SCHEMA

Step = Callable[[Connection], None]


def _add_roles(connection: Connection) -> None:
    """Version 2: what people decide about the role of a file."""
    tables = MetaData()
    roles = Table(
        "roles",
        tables,
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("dossier", String(500), nullable=False),
        Column("path", Text, nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("role", String(40)),
        Column("seen", String(40), nullable=False),
        Column("by", String(200), nullable=False),
        Column("reason", Text, nullable=False),
        Column("at", DateTime(timezone=True), nullable=False),
    )
    Index("ix_roles_dossier", roles.c.dossier)
    tables.create_all(connection)


# STEPS[n] leads from version n + 1 to version n + 2; a new store begins at the newest
STEPS: tuple[Step, ...] = (_add_roles,)


def upgrade(connection: Connection, steps: Sequence[Step] = STEPS) -> int:
    """Bring a store to the newest version and return how many steps that took; 0 for a new store.

    Raises:
        MachineError: the store was written by a newer program.
    """
    newest = len(steps) + 1
    if not inspect(connection).has_table(SCHEMA.name):
        METADATA.create_all(connection)
        connection.execute(SCHEMA.insert().values(version=newest))
        return 0
    version = connection.execute(select(func.max(SCHEMA.c.version))).scalar_one()
    if version is None or version > newest:
        raise MachineError(
            "Ce magasin vient d'une version plus récente d'ami : mettez ami à jour sur ce poste."
        )
    pending = steps[version - 1 :]
    for step in pending:
        step(connection)
    if pending:
        connection.execute(SCHEMA.update().values(version=newest))
    return len(pending)


def is_current(connection: Connection, steps: Sequence[Step] = STEPS) -> bool:
    """Tell whether there is nothing to do."""
    if not inspect(connection).has_table(SCHEMA.name):
        return False
    version = connection.execute(select(func.max(SCHEMA.c.version))).scalar_one()
    return bool(version == len(steps) + 1)


def add_column(connection: Connection, table: str, definition: str) -> None:
    """Add one column, written in SQL that every supported database understands."""
    connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {definition}"))

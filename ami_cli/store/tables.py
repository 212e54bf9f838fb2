"""The tables of the store, as the newest version of the schema has them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()

SCHEMA = Table("ami_schema", METADATA, Column("version", Integer, nullable=False))

READINGS = Table(
    "readings",
    METADATA,
    Column("dossier", String(500), primary_key=True),
    Column("root", Text, nullable=False),
    Column("campaign", String(100), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("problems", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
)

CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("dossier", String(500), nullable=False),
    Column("field", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("dossier", String(500), nullable=False),
    Column("act", String(40), nullable=False),
    Column("rule", String(200), nullable=False),
    Column("by", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("active", Boolean, nullable=False),
)

ROLES = Table(
    "roles",
    METADATA,
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

Index("ix_roles_dossier", ROLES.c.dossier)
Index("ix_corrections_dossier", CORRECTIONS.c.dossier)
Index("ix_decisions_dossier", DECISIONS.c.dossier)

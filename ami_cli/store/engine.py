"""Opening the database: one file by default, readable by its owner only, or a URL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from ami_cli.errors import MachineError, ToolMissing, UsageError

BUSY_MS = 10_000  # how long a command waits for another one that writes


def connect(store: str, create: bool) -> Engine:
    """Return an engine for a path or a SQLAlchemy URL.

    Raises:
        UsageError: the store does not exist and ``create`` is False, or the URL is wrong.
        ToolMissing: the driver of the database is not installed.
        MachineError: the file cannot be made.
    """
    if "://" not in store:
        return _sqlite(Path(store), create)
    try:
        url = make_url(store)
        if url.get_backend_name() == "sqlite" and url.database:
            return _sqlite(Path(url.database), create)
        return sqlalchemy.create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise UsageError(
            "Adresse de magasin incomprise : écrivez un chemin de fichier ou "
            "postgresql+psycopg://serveur/base."
        ) from error
    except ImportError as error:
        raise ToolMissing(
            f"Le pilote de cette base n'est pas installé : pip install {error.name or 'psycopg'}."
        ) from error


@contextmanager
def transaction(engine: Engine, write: bool) -> Iterator[Connection]:
    """Yield a connection in one transaction; a writer takes its lock at once, never midway.

    Raises:
        MachineError: locked, full, read-only, damaged, unreachable.
    """
    try:
        with engine.connect().execution_options(ami_write=write) as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        raise MachineError(_sentence(error, engine)) from error
    except SQLAlchemyError as error:
        raise MachineError(
            "Le magasin ne répond pas comme prévu : relancez avec -v et transmettez le message."
        ) from error


def _sqlite(path: Path, create: bool) -> Engine:
    if path.is_dir():
        raise UsageError(f"« {path} » est un dossier : donnez un nom de fichier à --store.")
    if not path.exists():
        if not create:
            raise UsageError(
                f"Aucun magasin « {path} » ici : lancez d'abord « ami ingest DOSSIERS », "
                "ou indiquez-le avec --store."
            )
        _make_private(path)
    engine = sqlalchemy.create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_MS / 1000}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(path: Path) -> None:
    """Create the file empty, mode 0600, before anything personal can be in it."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise MachineError(
            f"Impossible de créer le magasin « {path} » ({error.strerror}) : choisissez un autre "
            "emplacement avec --store."
        ) from error


def _prepare(connection: Any, _record: object) -> None:
    """Set up one connection; SQLAlchemy begins the transactions, not the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    # a network share refuses WAL: the journal then stays what it was, slower and as safe
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("ami_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _sentence(error: DBAPIError, engine: Engine) -> str:
    """Say what the database refuses, and what to do."""
    said = str(error.orig).lower()
    where = engine.url.render_as_string(hide_password=True).removeprefix("sqlite:///")
    known = (
        ("locked", "est occupé par un autre traitement : attendez qu'il finisse, puis relancez"),
        ("full", "ne peut plus grandir, le disque est plein : libérez de la place, puis relancez"),
        ("not a database", "n'est pas un magasin d'ami : indiquez-en un autre avec --store"),
        ("malformed", "est abîmé : restaurez une sauvegarde, ou relancez « ami ingest » à neuf"),
        ("readonly", "est en lecture seule : vérifiez les droits sur le fichier et son dossier"),
        ("unable to open", "ne peut pas être ouvert : vérifiez les droits sur le dossier"),
        ("disk i/o", "ne répond plus (erreur de disque) : vérifiez le disque ou le partage réseau"),
        ("no such", "n'est pas un magasin d'ami : indiquez-en un autre avec --store"),
        ("connect", "est injoignable : vérifiez le réseau et l'adresse donnée à --store"),
    )
    for sign, sentence in known:
        if sign in said:
            return f"Le magasin « {where} » {sentence}."
    return (
        f"Le magasin « {where} » refuse l'opération : relancez avec -v et transmettez le message."
    )

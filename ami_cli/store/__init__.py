"""What was read and what people decided, kept in SQLite or in a shared database."""

from ami_cli.store.facts import Decided, Store, Stored, open_store

__all__ = ["Decided", "Store", "Stored", "open_store"]

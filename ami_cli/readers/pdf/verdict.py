"""What is known of one digital signature."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one signed field; None where nothing was checked."""

    signer: str | None
    intact: bool | None
    covers_all: bool | None
    note: str

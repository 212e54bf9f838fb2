"""Readings made fit for any store."""

from __future__ import annotations

from ami_cli.model.dossier import Reading


def storable(reading: Reading) -> Reading:
    """Return the reading without the half characters that broken files hold and no store takes."""
    try:
        reading.model_dump_json()
    except ValueError:
        return Reading.model_validate(_clean(reading.model_dump(by_alias=True)))
    return reading


def _clean(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value

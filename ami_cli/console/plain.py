"""Texts, paths and flags of a command line taken as they are: to check them, typer loads pydantic, 0.15 s.

What has limits, or a kind of its own, is left to typer; so is everything where typer works in
another way than the one known here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_KINDS: dict[Any, Callable[[Any], Any]] = {
    str: str,
    bool: bool,
    Path: Path,
    list[str]: lambda values: [str(value) for value in values],
    list[Path]: lambda values: [Path(value) for value in values],
}

_UNKNOWN = object()  # a parameter that does not wait for what checks it


@dataclass(frozen=True, slots=True)
class _AsTyped:
    """Gives a parameter its value; stands where typer would put what checks it."""

    make: Callable[[Any], Any]
    many: bool

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value as the command wants it; None, or nothing, when it was not given."""
        del param, ctx
        if value is None:
            return () if self.many else None
        return self.make(value)


def take_as_typed(parameters: list[Any]) -> list[Any]:
    """Spare the parameters that are texts, paths or flags typer's checks; return them all."""
    for parameter in parameters:
        annotation = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
        kind = _KINDS.get(annotation) if annotation is not None else None
        if annotation is bool and parameter.envvar:  # a text, then, to be understood
            continue
        if kind is not None and getattr(parameter, "_runtime_param", _UNKNOWN) is None:
            many = parameter.multiple or parameter.nargs == -1
            parameter._runtime_param = _AsTyped(kind, many)
    return parameters

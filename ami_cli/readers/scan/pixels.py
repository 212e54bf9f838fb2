"""The names of pixel arrays, and the scale at which pages are worked on."""

from __future__ import annotations

from typing import Any, TypeAlias

from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[Any]  # uint8
Flags: TypeAlias = NDArray[Any]  # bool
Floats: TypeAlias = NDArray[Any]  # float64

DPI = 200  # what scanners send; 150 is enlarged to it, 300 reads no better (docs/formats/scan.md)
PER_POINT = DPI / 72
PER_MM = DPI / 25.4

"""``python -m benchmarks NAME ARGUMENTS…`` runs ``main(ARGUMENTS)`` of ``benchmarks/NAME.py``."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


def main(argv: list[str]) -> int:
    """Run one measure; without a known name, list them."""
    names = sorted(path.stem for path in HERE.glob("[a-z]*.py"))
    if not argv or argv[0] not in names:
        print("python -m benchmarks " + " | ".join(names), file=sys.stderr)
        return 2
    code: int = import_module(f"benchmarks.{argv[0]}").main(argv[1:])
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

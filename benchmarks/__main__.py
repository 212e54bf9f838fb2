"""``python -m benchmarks NAME …`` runs ``benchmarks/NAME.py``."""

from __future__ import annotations

import importlib
import sys


def run() -> int:
    """Import the benchmark named first and give it the other arguments."""
    if len(sys.argv) < 2 or not sys.argv[1].isidentifier():
        print("usage: python -m benchmarks NAME [arguments]", file=sys.stderr)
        return 2
    module = importlib.import_module(f"benchmarks.{sys.argv[1]}")
    return int(module.main(sys.argv[2:]) or 0)


if __name__ == "__main__":
    sys.exit(run())

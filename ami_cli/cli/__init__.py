"""The commands: parse, call one use case, show, exit."""

from ami_cli.cli.main import main

__all__ = ["main"]

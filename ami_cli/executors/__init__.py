"""One pure function over many jobs: in this process, or in worker processes that may die."""

from ami_cli.executors.pool import Cause, Guard, Lost, inline, processes

__all__ = ["Cause", "Guard", "Lost", "inline", "processes"]

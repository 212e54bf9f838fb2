"""The rules of a call: what is found, from which text, on what proof; and the verdict they give."""

from ami_cli.rules.judging import judge
from ami_cli.rules.registry import RULES, explain, mistakes

__all__ = ["RULES", "explain", "judge", "mistakes"]

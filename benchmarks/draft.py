"""How much of a known definition does a draft made from its blank alone find?

    python -m benchmarks draft BLANK CAMPAIGN [--all]

A field is found when the draft has one with a label (any wording of either) and a kind that agree; where
several fields bear the same label (« Nom »), the groups tell them apart by their order in the form.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from ami_cli.app.campaigns import load
from ami_cli.app.drafting.make import draft_of
from ami_cli.app.drafting.parts import Drafted
from ami_cli.app.read import read_file
from ami_cli.forms.words import full_key, label_key
from ami_cli.model.campaign import Campaign, FieldSpec

# Kinds that differ in name only: both are read the same way.
_SAME = ({"text", "name", "commune", "epci"}, {"siren", "siret"})


@dataclass(frozen=True, slots=True)
class Match:
    """One declared field and what the draft made of it, None when it has nothing of that label."""

    path: str
    kind: str
    drafted: Drafted | None

    @property
    def right(self) -> bool:
        """True if found with the very kind."""
        return self.drafted is not None and self.drafted.kind == self.kind

    @property
    def near(self) -> bool:
        """True if found with a kind read the same way."""
        kinds = {self.kind, self.drafted.kind if self.drafted else ""}
        return self.right or any(kinds <= same for same in _SAME)


def measure(blank: Path, campaign: Campaign) -> list[Match]:
    """Match each field of a definition, in order, with a field of the draft that nothing else has taken."""
    drafted = draft_of(read_file(blank)).fields
    left = list(drafted)
    found: list[Match] = []
    for spec in campaign.fields:
        wanted = _keys((spec.label, *spec.wordings, *spec.statement))
        said = [f for f in left if wanted & _keys((f.label, *f.wordings, f.statement))]
        if spec.path.endswith("_autre") or _is_other(spec, campaign):
            said = [f for f in left if f.path.endswith("_autre")]
        best = next((f for f in said if f.kind == spec.kind), said[0] if said else None)
        if best is not None:
            left.remove(best)
        found.append(Match(spec.path, spec.kind, best))
    return found


def _is_other(spec: FieldSpec, campaign: Campaign) -> bool:
    return any(f.other_field == spec.path for f in campaign.fields)


def _keys(wordings: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {key for w in wordings if w for key in (full_key(w), label_key(w)) if key}


def main(argv: list[str]) -> int:
    """Print the share of fields found with the right kind, and those that were not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks draft")
    parser.add_argument("blank", nargs="+")
    parser.add_argument("campaign")
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args(argv)
    campaign = load(options.campaign).campaign
    for blank in options.blank:
        found = measure(Path(blank), campaign)
        right, near = sum(m.right for m in found), sum(m.near for m in found)
        print(
            f"{blank} : {right}/{len(found)} champs trouvés avec leur nature ({near} à un nom près)"
        )
        for match in found:
            if options.all or not match.right:
                made = f"{match.drafted.path} {match.drafted.kind}" if match.drafted else "rien"
                print(f"  {match.path} {match.kind} → {made}")
    return 0

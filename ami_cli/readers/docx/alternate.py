"""Alternate content: the same thing written for several readers, read once (ISO 29500-3 § 9.3)."""

from __future__ import annotations

from ami_cli.readers.docx.names import MC, Element

# Namespaces whose mc:Choice is read here; any other one is read by its fallback.
_UNDERSTOOD = ("wps", "wpg", "wpc", "wpi", "w14", "w15", "w16", "wp14", "aink", "a14", "pic14", "v")


def choose(alternate: Element) -> Element | None:
    """Return the one branch to read of an ``mc:AlternateContent`` (ISO 29500-3 § 9.3)."""
    fallback: Element | None = None
    for branch in alternate:
        if branch.tag == MC + "Choice":
            wanted = (branch.get("Requires") or "").split()
            if wanted and all(prefix.startswith(_UNDERSTOOD) for prefix in wanted):
                return branch
        elif branch.tag == MC + "Fallback":
            fallback = branch
    return fallback

"""Values that content controls show from a custom XML part (ISO 29500-1 § 17.5.2.6).

Word replaces the content of a bound control by the value of the part when it opens the file; so
does LibreOffice. Paths are followed by hand: an XPath engine on a received expression can be made
to run for minutes.
"""

from __future__ import annotations

import re

from ami_cli.readers.docx.names import DS, Element, W
from ami_cli.readers.docx.opc import Parts

_STEP = re.compile(r"(@?)(?:([\w.-]+):)?([\w.-]+|\*)(?:\[(\d{1,6})\])?")
_MAPPING = re.compile(r"""xmlns:([\w.-]+)\s*=\s*['"]([^'"]*)['"]""")
_LONGEST_PATH = 64
# Stores that are not custom parts but the properties of the package.
_CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
_EXTENDED = "{6668398D-A668-4E3E-A5EB-62B293D839F1}"


class Bindings:
    """The custom XML parts of one package, found when the first bound control asks."""

    def __init__(self, parts: Parts, main: str) -> None:
        self._parts = parts
        self._main = main
        self._stores: dict[str, Element] | None = None

    def value(self, binding: Element) -> str | None:
        """Return the text that a ``w:dataBinding`` points to, None when it points to nothing."""
        path = binding.get(W + "xpath") or ""
        store = (binding.get(W + "storeItemID") or "").upper()
        prefixes = dict(_MAPPING.findall(binding.get(W + "prefixMappings") or ""))
        stores = self._loaded()
        roots = [stores[store]] if store in stores else [] if store else list(stores.values())
        for root in roots:
            found = _follow(root, path, prefixes)
            if found is not None:
                return found
        return None

    def _loaded(self) -> dict[str, Element]:
        if self._stores is None:
            self._stores = {}
            for relation in self._parts.relations(self._main).values():
                if relation.kind == "customXml" and not relation.external:
                    self._load(relation.target)
            for store, kind in ((_CORE, "core-properties"), (_EXTENDED, "extended-properties")):
                root = self._parts.optional(self._parts.related("", kind))
                if root is not None:
                    self._stores[store] = root
        return self._stores

    def _load(self, part: str) -> None:
        root = self._parts.optional(part)
        properties = self._parts.optional(self._parts.related(part, "customXmlProps"))
        if root is None or self._stores is None:
            return
        store = part if properties is None else properties.get(DS + "itemID") or part
        self._stores[store.upper()] = root


def _follow(root: Element, path: str, prefixes: dict[str, str]) -> str | None:
    words = path.removesuffix("/text()").strip("/").split("/")[:_LONGEST_PATH]
    steps = [_STEP.fullmatch(word) for word in words]
    if not steps or None in steps:
        return None
    here: Element | None = None
    for step in steps:
        assert step is not None
        attribute, prefix, name, position = step.groups()
        space = prefixes.get(prefix or "", "")
        tag = f"{{{space}}}{name}" if space else name
        if attribute:
            return None if here is None else here.get(tag)
        siblings = [root] if here is None else list(here.iterchildren(tag))
        if here is None and name != "*" and root.tag != tag:
            return None
        index = int(position or 1) - 1
        if not 0 <= index < len(siblings):
            return None
        here = siblings[index]
    return None if here is None else "".join(str(text) for text in here.itertext())

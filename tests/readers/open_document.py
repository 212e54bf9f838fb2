"""OpenDocument texts made by hand: the smallest file that shows one thing."""

from __future__ import annotations

from word_package import zipped

from ami_cli.model.document import Document
from ami_cli.readers import Source
from ami_cli.readers.odt import read

ODT = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    "office": f"{_OASIS}office:1.0",
    "text": f"{_OASIS}text:1.0",
    "table": f"{_OASIS}table:1.0",
    "draw": f"{_OASIS}drawing:1.0",
    "style": f"{_OASIS}style:1.0",
    "form": f"{_OASIS}form:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "manifest": f"{_OASIS}manifest:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())


def content(body: str, styles: str = "") -> str:
    """Return a content.xml whose text is ``body``; ``styles`` are its automatic styles."""
    return (
        f"<office:document-content {DECLARED}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )


def package(body: str, styles: str = "", parts: dict[str, str | bytes] | None = None) -> bytes:
    """Return an .odt; ``parts`` are other members, XML among them without namespaces declared."""
    members: dict[str, str | bytes] = {"mimetype": ODT, "content.xml": content(body, styles)}
    for name, part in (parts or {}).items():
        members[name] = declare(part) if isinstance(part, str) else part
    return zipped(members)


def declare(xml: str) -> str:
    """Return ``xml`` with the namespaces declared on its root."""
    root = xml[1:].partition(">")[0].partition(" ")[0].rstrip("/")
    return xml.replace(f"<{root}", f"<{root} {DECLARED}", 1)


def opened(data: bytes) -> Document:
    """Read an OpenDocument text."""
    return read(Source("essai.odt", data, ODT))


def document(body: str, styles: str = "", parts: dict[str, str | bytes] | None = None) -> Document:
    """Read an .odt whose text is ``body``."""
    return opened(package(body, styles, parts))


def common(styles: str, masters: str = "") -> dict[str, str | bytes]:
    """Return a styles.xml as a part: common styles, and master pages."""
    return {
        "styles.xml": f"<office:document-styles><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    }


def text_style(name: str, properties: str, parent: str = "", family: str = "text") -> str:
    """Return one style with text properties."""
    inherited = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}"{inherited}>'
        f"<style:text-properties {properties}/></style:style>"
    )

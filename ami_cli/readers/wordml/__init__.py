"""Word documents in one XML file: Word 2003 XML (WordprocessingML 2003) and flat OPC.

Both are often named ".doc" or ".xml". They are turned into the parts of a package and walked by the
.docx reader.
"""

from __future__ import annotations

import re

from ami_cli.errors import EmptyFile, UnsupportedFile
from ami_cli.model.document import Document
from ami_cli.readers import Source
from ami_cli.readers.docx import read_parts
from ami_cli.readers.docx.names import W
from ami_cli.readers.docx.opc import transitional
from ami_cli.readers.package import parse_xml
from ami_cli.readers.wordml.flat import PACKAGE, flat_parts
from ami_cli.readers.wordml.word2003 import word_2003_parts

_NAMESPACE_2003 = re.compile(rb"http://schemas\.microsoft\.com/office/word/2003/(?:2/)?wordml")
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml.*?\?>", re.DOTALL)


def read(source: Source) -> Document:
    """Read one Word document written as a single XML file.

    Raises:
        FileProblem: empty, damaged, unsafe, too large, or an XML file that is no Word document.
    """
    if not source.data:
        raise EmptyFile("Fichier vide : demander au porteur de le renvoyer.")
    data = _NAMESPACE_2003.sub(W[1:-1].encode(), _utf8(source.data))
    root = parse_xml(transitional(data))
    if root.tag == PACKAGE:
        return read_parts(source, flat_parts(root), via="flat-opc")
    if root.tag == W + "wordDocument":
        return read_parts(source, word_2003_parts(root), via="word-2003-xml")
    raise UnsupportedFile("Ce fichier XML n'est pas un document Word : demander un PDF.")


def _utf8(data: bytes) -> bytes:
    """Return UTF-16 XML as UTF-8, so that names can be replaced in its bytes."""
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return data
    return _DECLARATION.sub("", data.decode("utf-16", "replace")).encode("utf-8", "replace")

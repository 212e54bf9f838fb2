"""Word 2003 XML as the parts of a package.

It writes in place what a package keeps in parts: headers inside section properties, notes and
comments inside the run that refers to them, pictures as base64 beside their shape. Each is moved
to a part of its own; smart tags, which are elements of any namespace there, get one name.
"""

from __future__ import annotations

from lxml import etree

from ami_cli.errors import CorruptFile
from ami_cli.readers.docx.names import AML, WX, A, Element, M, O, R, V, W, first
from ami_cli.readers.docx.opc import Parts, Relation
from ami_cli.readers.wordml.flat import Memory, decoded

_MAIN = "word/document.xml"
_NOTES = (W + "footnote", W + "endnote")
_MARGINS = {W + "hdr": "header", W + "ftr": "footer"}
_RENAMED = {W + "vmerge": W + "vMerge", W + "hmerge": W + "hMerge"}
_W10 = "{urn:schemas-microsoft-com:office:word}"
_KNOWN = (W, WX, AML, V, O, M, A, R, _W10)


def word_2003_parts(root: Element) -> Parts:
    """Return the parts that a ``w:wordDocument`` amounts to.

    Raises:
        CorruptFile: no body.
    """
    body = first(root, W + "body")
    if body is None:
        raise CorruptFile("Le document Word n'a pas de contenu : redemander le fichier.")
    roots: dict[str, Element] = {_MAIN: root}
    relations: dict[str, Relation] = {}
    blobs: dict[str, bytes] = {}
    for name, kind in (("styles", "styles"), ("docPr", "settings")):
        part = first(root, W + name)
        if part is not None:
            roots[f"word/{kind}.xml"] = part
            relations[kind] = Relation(kind, f"word/{kind}.xml", False)
    _rename(body)
    _move_margins(body, roots, relations)
    _move_notes(body, roots, relations)
    _move_comments(body, roots, relations)
    _move_pictures(root, relations, blobs)
    package = {"": {"main": Relation("officeDocument", _MAIN, False)}}
    everywhere = dict.fromkeys(roots, relations)  # a header's pictures have the same names
    return Parts(Memory(blobs, frozenset(roots)), roots, package | everywhere)


def _rename(body: Element) -> None:
    for element in body.iter(etree.Element):
        tag = element.tag
        if tag in _RENAMED:
            element.tag = _RENAMED[tag]
        elif len(element) and not tag.startswith(_KNOWN):
            element.tag = W + "smartTag"


def _move_margins(body: Element, roots: dict[str, Element], relations: dict[str, Relation]) -> None:
    for section in list(body.iter(W + "sectPr")):
        for child in list(section):
            kind = _MARGINS.get(child.tag)
            if kind is not None:
                part = f"word/{kind}{len(roots)}.xml"
                roots[part] = child
                relations[part] = Relation(kind, part, False)
                reference = etree.Element(f"{W}{kind}Reference", {R + "id": part})
                section.replace(child, reference)


def _move_notes(body: Element, roots: dict[str, Element], relations: dict[str, Relation]) -> None:
    for tag in _NOTES:
        kind = tag.removeprefix(W)
        notes = etree.Element(f"{W}{kind}s")
        for position, note in enumerate(list(body.iter(tag)), 1):
            parent = note.getparent()
            if parent is not None:
                note.set(W + "id", str(position))
                reference = etree.Element(f"{W}{kind}Reference", {W + "id": str(position)})
                reference.tail = note.tail
                parent.replace(note, reference)
                notes.append(note)
        if len(notes):
            roots[f"word/{kind}s.xml"] = notes
            relations[f"{kind}s"] = Relation(f"{kind}s", f"word/{kind}s.xml", False)


def _move_comments(
    body: Element, roots: dict[str, Element], relations: dict[str, Relation]
) -> None:
    comments = etree.Element(W + "comments")
    for annotation in list(body.iter(AML + "annotation")):
        parent = annotation.getparent()
        if annotation.get(W + "type") == "Word.Comment" and parent is not None:
            comment = etree.SubElement(comments, W + "comment")
            for content in annotation.iterchildren(AML + "content"):
                comment.extend(list(content))
            parent.remove(annotation)
    if len(comments):
        roots["word/comments.xml"] = comments
        relations["comments"] = Relation("comments", "word/comments.xml", False)


def _move_pictures(root: Element, relations: dict[str, Relation], blobs: dict[str, bytes]) -> None:
    for data in root.iter(W + "binData"):
        name = data.get(W + "name") or ""
        if name:
            part = "word/media/" + name.rpartition("/")[2]
            blobs[part] = decoded(data.text)
            relations[name] = Relation("image", part, False)

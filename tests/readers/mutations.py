"""Damage done to files on purpose, from a seed, so that a failure can be played again."""

from __future__ import annotations

import copy
import random
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

VALUES = ("", "-1", "0", "1", "99999999999999999999", "x", "true", "\ufffd", "1.5e308", "../../x")


def mutated_bytes(data: bytes, rng: random.Random) -> bytes:
    """Flip, cut, repeat or zero some bytes."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        if not out:
            break
        at = rng.randrange(len(out))
        length = rng.choice((1, 1, 2, 8, 64, 512))
        match rng.randrange(5):
            case 0:
                out[at] ^= 1 << rng.randrange(8)
            case 1:
                out[at : at + length] = bytes(rng.randrange(256) for _ in range(length))
            case 2:
                del out[at : at + length]
            case 3:
                out[at:at] = out[at : at + length]
            case _:
                if rng.random() < 0.2:
                    del out[at:]
                else:
                    out[at : at + length] = bytes(len(out[at : at + length]))
    return bytes(out)


def mutated_xml(data: bytes, rng: random.Random) -> bytes:
    """Remove, repeat, move, nest or rename elements and change values; stays well-formed."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return data
    for _ in range(rng.randint(1, 8)):
        elements = [element for element in root.iter(etree.Element) if element is not root]
        if not elements:
            break
        change(rng.choice(elements), rng.choice(elements), rng)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def change(one: etree._Element, two: etree._Element, rng: random.Random) -> None:
    """Make one change that keeps the tree a tree."""
    parent = one.getparent()
    assert parent is not None
    match rng.randrange(8):
        case 0:
            parent.remove(one)
        case 1:
            for _ in range(rng.choice((1, 2, 40))):
                parent.append(copy.deepcopy(one))
        case 2:
            two.append(copy.deepcopy(one))
        case 3:
            one.tag, two.tag = two.tag, one.tag
        case 4:
            one.tag = two.tag
        case 5:
            for key in list(one.attrib):
                one.attrib[key] = rng.choice(VALUES)
        case 6:
            one.attrib.update(dict(two.attrib))
        case _:
            wrapped = copy.deepcopy(one)
            for _ in range(rng.choice((1, 5, 60))):
                shell = etree.Element(two.tag, dict(two.attrib))
                shell.append(wrapped)
                wrapped = shell
            parent.replace(one, wrapped)


def mutated_package(data: bytes, rng: random.Random) -> bytes:
    """Change one to three XML members of a zip, or drop or rename one."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in members if name.endswith((".xml", ".rels"))]
    main = [name for name in names if name.endswith(("document.xml", "content.xml"))]
    for _ in range(rng.randint(1, 3)):
        name = rng.choice(main if main and rng.random() < 0.7 else names)
        if name not in members:
            continue
        chance = rng.random()
        if chance < 0.03:
            del members[name]
        elif chance < 0.06:
            members[rng.choice(names)] = members[name]
        elif chance < 0.12:
            members[name] = mutated_bytes(members[name], rng)
        else:
            members[name] = mutated_xml(members[name], rng)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def damaged(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Yield ``count`` damaged versions of a zip package."""
    rng = random.Random(seed)
    for _ in range(count):
        yield mutated_bytes(data, rng) if rng.random() < 0.15 else mutated_package(data, rng)

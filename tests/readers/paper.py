"""A small fictional form, filled by machine or by pen, and what scanners and phones make of it."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image
from raw_pdf import box, grid, line, one_page, text

from ami_cli.model.document import Block, Paragraph, Table
from ami_cli.readers import Source
from ami_cli.readers.scan import engine

needs_ocr = pytest.mark.skipif(not engine.available(), reason="les réseaux de lecture manquent")

ROWS = ("Nom", "Prénom", "Fonction", "Courriel", "Téléphone")
VALUES = (
    "Vandenbroucke",
    "Élodie",
    "3e adjointe",
    "evandenbroucke@quend.example",
    "03 53 01 12 34",
)


def form(
    values: tuple[str, ...] = ("",) * 5, ticked: str = "", below: str = "", font: str = "F1"
) -> bytes:
    """One page: a heading, a table of five rows, three tick boxes, a box to sign in."""
    content = text(60, 780, "1. L'élue référente du dossier", "F2", 15)
    content += grid([60, 200, 540], [600, 630, 660, 690, 720, 750])
    for k, (label, value) in enumerate(zip(ROWS, values, strict=True)):
        content += text(66, 731 - 30 * k, label, "F2", 10)
        content += text(206, 731 - 30 * k, value, font, 10)
    for k, label in enumerate(("Commune", "Métropole", "Autre collectivité")):
        x = 60 + 130 * k
        content += box(x, 560, x + 9, 569) + text(x + 14, 561, label)
        if label == ticked:
            content += line(x, 560, x + 9, 569, 1) + line(x, 569, x + 9, 560, 1)
    content += text(60, 530, "Nous participons aux six journées du parcours, en binôme.")
    content += box(60, 380, 300, 480) + text(66, 466, "Signature de l'élue", "F2", 10)
    content += text(60, 340, below)
    return one_page(content)


def letter(lines: list[str]) -> bytes:
    """A page of plain text."""
    return one_page("".join(text(60, 760 - 18 * k, said, size=11) for k, said in enumerate(lines)))


def printed(pdf: bytes, dpi: int = 200) -> np.ndarray:
    """The first page of a PDF as a grey picture."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return np.array(page.render(scale=dpi / 72).to_pil().convert("L"))


def turned(page: np.ndarray, degrees: float) -> np.ndarray:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(page, matrix, (width, height), borderValue=(255,), flags=cv2.INTER_CUBIC)


def noisy(page: np.ndarray, spread: float = 6) -> np.ndarray:
    grains = np.random.default_rng(7).normal(0, spread, page.shape)
    return np.clip(page + grains, 0, 255).astype(np.uint8)


def photographed(page: np.ndarray) -> np.ndarray:
    """The sheet on a dark table, seen from the side, with a shadow across."""
    height, width = page.shape
    margin = width // 8
    size = (width + 2 * margin, height + 2 * margin)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = corners + margin + np.array([[40, 30], [-30, 0], [25, -35], [-20, 20]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    picture = cv2.warpPerspective(page, matrix, size, borderValue=(60,))
    shadow = np.linspace(0.6, 1.0, size[0])[None, :] * np.linspace(1.0, 0.85, size[1])[:, None]
    return noisy((picture * shadow).astype(np.uint8), 4)


def signed(page: np.ndarray, x: float = 90, y: float = 400) -> np.ndarray:
    """A flourish of a pen; x and y in points from the top left."""
    steps = np.linspace(0, 5 * np.pi, 300)
    across = x + steps * 8
    down = y + 14 * np.sin(steps) * np.cos(steps / 3)
    points = (np.stack([across, down], axis=1) * 200 / 72).astype(np.int32)
    drawn = page.copy()
    cv2.polylines(drawn, [points], False, (40,), 4, cv2.LINE_AA)
    return drawn


def png(page: np.ndarray) -> bytes:
    return _saved(page, "PNG", dpi=(200, 200))


def jpeg(page: np.ndarray, **options: object) -> bytes:
    return _saved(page, "JPEG", quality=80, **options)


def tiff(pages: list[np.ndarray]) -> bytes:
    """A fax: black and white, several pages."""
    images = [Image.fromarray(np.where(page > 150, 255, 0).astype(np.uint8)) for page in pages]
    first, *rest = [image.convert("1") for image in images]
    buffer = io.BytesIO()
    first.save(
        buffer, "TIFF", save_all=True, append_images=rest, compression="group4", dpi=(200, 200)
    )
    return buffer.getvalue()


def _saved(page: np.ndarray, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(page).save(buffer, kind, **options)
    return buffer.getvalue()


def source(data: bytes, media_type: str = "image/png", blanks: tuple[bytes, ...] = ()) -> Source:
    return Source("page.img", data, media_type, (), blanks)


def rows(blocks: tuple[Block, ...]) -> list[tuple[str, ...]]:
    """The cells of every table, row by row."""
    tables = (block for block in blocks if isinstance(block, Table))
    return [tuple(cell.text for cell in row.cells) for table in tables for row in table.rows]


def paragraphs(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]

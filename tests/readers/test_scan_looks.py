"""How the words of a coloured scan look."""

from __future__ import annotations

import numpy as np
import pytest

from ami_cli.readers.scan.looks import Brushed
from ami_cli.readers.scan.pixels import PER_POINT


def sheet(paper: tuple[int, int, int], marker: tuple[int, int, int] | None = None) -> np.ndarray:
    """A page with two words of black strokes, the first brushed with a marker."""
    page = np.full((800, 600, 3), paper, np.uint8)
    if marker:
        page[100:140, 50:200] = marker
    for x in (60, 260):
        page[108:132, x : x + 120 : 8] = 20
        page[108:132, x + 1 : x + 120 : 8] = 20
    return page


def brushed(page: np.ndarray) -> list[bool]:
    marker = Brushed(page)
    return [marker.over(*(edge / PER_POINT for edge in (x, 100, x + 120, 140))) for x in (60, 260)]


@pytest.mark.parametrize("marker", [(255, 255, 0), (140, 245, 120), (255, 150, 200)])
@pytest.mark.parametrize("paper", [(252, 252, 252), (246, 236, 200)])
def test_a_word_under_a_marker_is_told_from_its_neighbour(paper, marker):
    assert brushed(sheet(paper, marker)) == [True, False]


@pytest.mark.parametrize("paper", [(160, 210, 248), (250, 190, 205), (250, 230, 100)])
def test_coloured_paper_is_no_marker(paper):
    assert brushed(sheet(paper)) == [False, False]


def test_a_shaded_cell_is_no_marker():
    assert brushed(sheet((252, 252, 252), (230, 239, 241))) == [False, False]


def test_a_word_outside_the_page_is_not_brushed():
    assert not Brushed(sheet((252, 252, 252), (255, 255, 0))).over(900, 900, 950, 920)

"""Page layout on words without baselines or sizes, as a reader of scans gives them."""

from __future__ import annotations

from pdf_outline import outline

from ami_cli.model.document import Box, Checkbox, Place, Signature
from ami_cli.readers.layout import PageContent, PageWord, Ruling, TickBox, lay_out, page_blocks


def words(x: float, y: float, said: str, confidence: float = 1.0) -> tuple[PageWord, ...]:
    """Words of one line, 5 points a letter, 12 points high, its top at y."""
    out = []
    for word in said.split():
        end = x + 5 * len(word)
        out.append(PageWord(word, x, y, end, y + 12, confidence=confidence))
        x = end + 3
    return tuple(out)


def frame(x0: float, y0: float, x1: float, y1: float) -> tuple[Ruling, ...]:
    return (
        Ruling(x0, y0, x1, y0),
        Ruling(x0, y1, x1, y1),
        Ruling(x0, y0, x0, y1),
        Ruling(x1, y0, x1, y1),
    )


def test_words_on_slightly_different_heights_are_one_line() -> None:
    said = (*words(50, 100, "Nom de la"), *words(94, 102, "collectivité"))
    assert outline(page_blocks(PageContent(1, 595, 842, said))) == ["Nom de la collectivité"]


def test_a_paragraph_is_as_sure_as_its_least_sure_word() -> None:
    said = (*words(50, 100, "Nom :"), *words(78, 100, "Lambin", 0.4))
    (block,) = page_blocks(PageContent(1, 595, 842, said))
    assert block.confidence == 0.4
    assert [(run.text, run.confidence) for run in block.items] == [("Nom :", 1.0), (" Lambin", 0.4)]


def test_an_empty_cell_holds_an_empty_paragraph_with_its_place() -> None:
    rulings = (*frame(50, 90, 300, 120), Ruling(150, 90, 150, 120))
    (table,) = page_blocks(PageContent(3, 595, 842, words(55, 100, "Nom"), rulings))
    assert outline((table,)) == [[["Nom", ""]]]
    (paragraph,) = table.rows[0].cells[1].blocks
    assert paragraph.place == Place("page[3]/table[1]/r[1]/c[2]/p[1]", 3, Box(150, 90, 300, 120))


def test_a_tick_box_stands_where_it_is_drawn() -> None:
    said = (*words(65, 100, "Commune"), *words(165, 100, "Métropole"))
    boxes = (
        TickBox(Box(50, 101, 60, 111), True, 0.8),
        TickBox(Box(150, 101, 160, 111), None),
    )
    (block,) = page_blocks(PageContent(1, 595, 842, said, tick_boxes=boxes))
    assert outline((block,)) == ["[x] Commune\t[?] Métropole"]
    found = [item for item in block.items if isinstance(item, Checkbox)]
    assert [box.place.path for box in found] == ["page[1]/p[1]"] * 2


def test_small_ink_over_a_box_is_a_tick_and_large_ink_a_signature() -> None:
    boxes = (TickBox(Box(50, 101, 60, 111), False),)
    ink = (
        Signature("ink", Place("", 1, Box(48, 98, 64, 112))),
        Signature("ink", Place("", 1, Box(100, 200, 220, 250))),
    )
    content = PageContent(1, 595, 842, words(65, 100, "Commune"), (), boxes, placed=ink)
    assert outline(page_blocks(content)) == ["[x] Commune", "<ink>"]


def test_a_frame_around_the_page_is_no_table() -> None:
    content = PageContent(1, 595, 842, words(50, 100, "Nom : Lambin"), frame(20, 20, 575, 822))
    assert outline(page_blocks(content)) == ["Nom : Lambin"]


def test_a_heading_row_printed_again_on_the_next_page_is_dropped() -> None:
    def page(number: int, top: float, rows: list[tuple[str, str]]) -> PageContent:
        bottom = top + 30 * len(rows)
        lines = [Ruling(50, top + 30 * i, 400, top + 30 * i) for i in range(len(rows) + 1)]
        lines += [Ruling(x, top, x, bottom) for x in (50, 150, 400)]
        said = [
            word
            for i, (left, right) in enumerate(rows)
            for word in (*words(55, top + 30 * i + 10, left), *words(155, top + 30 * i + 10, right))
        ]
        return PageContent(number, 595, 842, tuple(said), tuple(lines))

    flow = lay_out(
        [
            page(1, 720, [("Jour", "Thème"), ("1", "Se situer")]),
            page(2, 80, [("Jour", "Thème"), ("2", "Écouter")]),
        ]
    )
    assert outline(flow.blocks) == [[["Jour", "Thème"], ["1", "Se situer"], ["2", "Écouter"]]]

"""What the pixels of a page hold besides words: boxes, lines, leaders, ink, the sheet itself."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from paper import VALUES, form, letter, noisy, photographed, printed, signed, turned
from raw_pdf import box, line, one_page, text

from ami_cli.readers.scan.clean import sharpened, sharpness, without_specks
from ami_cli.readers.scan.leaders import without_leaders
from ami_cli.readers.scan.load import PageImage
from ami_cli.readers.scan.marks import find_marks
from ami_cli.readers.scan.rules import find_lines
from ami_cli.readers.scan.straighten import flatten, paper_corners, skew
from ami_cli.readers.scan.ticks import find_ticks, painted, state


def colour(page: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(page, cv2.COLOR_GRAY2RGB)


def states(page: np.ndarray) -> list[bool | None]:
    return [tick.checked for tick in sorted(find_ticks(page), key=lambda tick: tick.x0)]


class TestCleaning:
    def test_blurred_print_is_sharpened_and_sharp_print_is_left(self):
        page = printed(letter(["Le binôme participe aux six journées du parcours."] * 30))
        blurred = cv2.GaussianBlur(page, (0, 0), 1.9)
        assert sharpness(sharpened(blurred)) > 1.5 * sharpness(blurred)
        assert np.array_equal(sharpened(page), page)

    def test_the_specks_of_a_fax_go_and_colons_and_broken_lines_stay(self):
        page = printed(letter(["Nom : Vandenbroucke"] * 20))
        page[1800, 100:1500:12] = 0  # what a fax leaves of a hairline
        dice = np.random.default_rng(3)
        dirty = page.copy()
        for y, x in zip(dice.integers(5, 2330, 1500), dice.integers(5, 1650, 1500), strict=True):
            dirty[y : y + 2, x : x + 2] = 0
        left = np.count_nonzero((without_specks(dirty) < 150) & (page >= 150))
        gone = np.count_nonzero((without_specks(dirty) >= 150) & (page < 100))
        assert left < 0.2 * np.count_nonzero((dirty < 150) & (page >= 150))
        assert gone < 0.002 * np.count_nonzero(page < 100)


class TestTickBoxes:
    @pytest.mark.parametrize("side", [7, 9, 12, 16])
    def test_a_cross_ticks_and_an_empty_box_does_not(self, side):
        crossed = line(100, 500, 100 + side, 500 + side, 1) + line(
            100, 500 + side, 100 + side, 500, 1
        )
        page = one_page(
            box(100, 500, 100 + side, 500 + side) + crossed + box(200, 500, 200 + side, 500 + side)
        )
        assert states(printed(page)) == [True, False]

    def test_a_stroke_of_a_pen_that_runs_out_of_the_box_ticks_it(self):
        page = printed(form())
        height = page.shape[0]
        x, y = round(60 * 200 / 72), height - round(560 * 200 / 72)
        cv2.line(page, (x - 6, y + 4), (x + 32, y - 34), (30,), 4)
        cv2.line(page, (x - 4, y - 30), (x + 30, y + 6), (30,), 4)
        assert states(page) == [True, False, False]

    def test_noise_blur_and_a_slight_turn_change_nothing(self):
        page = cv2.GaussianBlur(
            noisy(turned(printed(form(ticked="Métropole")), 0.3), 8), (0, 0), 0.8
        )
        assert states(page) == [False, True, False]

    def test_letters_of_headings_are_no_boxes(self):
        page = one_page(
            "".join(
                text(60, 700 - 40 * k, "Dossier DOODLE bdpq 0OQ R. binôme", "F2", 12 + 2 * k)
                for k in range(6)
            )
        )
        assert states(printed(page)) == []

    @pytest.mark.parametrize("blur", [0.01, 0.8, 1.6])
    def test_the_bowl_of_a_capital_d_is_no_box(self, blur):
        page = one_page(
            "".join(
                text(60, 700 - 30 * k, "VAN DEN BERGHE, Mme Delattre, D. Dubois", "F1", 8 + k)
                for k in range(7)
            )
        )
        assert states(cv2.GaussianBlur(printed(page), (0, 0), blur)) == []

    def test_a_box_of_hairlines_is_one(self):
        page = np.full((200, 400), 252, np.uint8)
        cv2.rectangle(page, (50, 50), (72, 72), (20,), 1)
        cv2.rectangle(page, (150, 50), (172, 72), (20,), 1)
        cv2.line(page, (152, 52), (170, 70), (20,), 3)
        cv2.line(page, (170, 52), (152, 70), (20,), 3)
        assert states(page) == [False, True]

    def test_a_cross_of_a_thick_pen_ticks(self):
        page = np.full((200, 200), 252, np.uint8)
        cv2.rectangle(page, (50, 50), (72, 72), (20,), 2)
        cv2.line(page, (46, 48), (78, 76), (30,), 6)
        cv2.line(page, (76, 46), (48, 78), (30,), 6)
        assert states(page) == [True]

    def test_a_solid_square_in_a_row_of_boxes_is_ticked_and_a_bullet_is_no_box(self):
        page = np.full((200, 600), 252, np.uint8)
        cv2.rectangle(page, (50, 50), (72, 72), (20,), 2)
        cv2.rectangle(page, (251, 51), (267, 67), (20,), -1)
        cv2.rectangle(page, (50, 150), (62, 162), (20,), -1)
        assert states(page) == [False, True]

    def test_cells_of_a_table_are_no_boxes(self):
        assert len(find_ticks(printed(form()))) == 3

    @pytest.mark.parametrize(
        ("share", "checked"), [(0.0, False), (0.03, False), (0.07, None), (0.2, True), (1.0, True)]
    )
    def test_between_empty_and_ticked_it_does_not_tell(self, share, checked):
        assert state(share)[0] is checked

    def test_the_pen_strokes_go_with_the_box(self):
        page = printed(form(ticked="Commune"))
        without = painted(page, find_ticks(page))
        x0, x1, y0, y1 = (round(v * 200 / 72) for v in (58, 71, 271, 284))
        assert page[y0:y1, x0:x1].min() < 100
        assert without[y0:y1, x0:x1].min() == 255


class TestRulingLines:
    def test_a_table_gives_its_lines_and_print_gives_none(self):
        lines, _ = find_lines(printed(form(VALUES)))
        across = sorted(
            round(one.at) for one in lines if one.horizontal and one.end - one.start > 400
        )
        down = sorted(
            round(one.at) for one in lines if not one.horizontal and one.end - one.start > 140
        )
        assert across == [92, 122, 152, 182, 212, 242]
        assert down == [60, 200, 540]

    def test_a_page_of_text_has_none(self):
        page = printed(
            letter(["Nous souhaitons candidater avec notre commune et ses habitants."] * 30)
        )
        assert find_lines(page)[0] == []

    def test_a_table_that_a_fax_left_in_dots_is_whole_again(self):
        page = printed(form(VALUES))
        lost = np.random.default_rng(3).random(page.shape) < 0.8
        lines = _thin_ink(page)
        page[lines & lost] = 255
        page = np.where(page > 150, 255, 0).astype(np.uint8)
        found, _ = find_lines(page)
        across = {round(one.at) for one in found if one.horizontal and one.end - one.start > 440}
        assert across >= {92, 122, 152, 182, 212, 242}

    def test_rules_are_painted_over_and_words_stay(self):
        page = printed(form(VALUES))
        _, cleaned = find_lines(page)
        assert cleaned[round(152 * 200 / 72), 700:1400].min() == 255
        ink = cleaned[round(96 * 200 / 72) : round(118 * 200 / 72), 560:900]
        assert ink.min() < 100

    def test_a_dark_header_row_gives_its_edges_and_its_inner_wall(self):
        """Two lines of letters fill the bar from top to bottom: they are no walls."""
        bar = "0.1 0.2 0.3 rg 60 700 480 24 re f 1 1 1 RG " + line(300, 700, 300, 724, 1)
        bar += "1 1 1 rg " + text(310, 714, "Le technicien du") + text(310, 703, "binôme ill")
        found, _ = find_lines(printed(one_page(bar)))
        assert sorted(round(one.at) for one in found if one.horizontal) == pytest.approx(
            [118, 142], abs=1
        )
        assert sorted(round(one.at) for one in found if not one.horizontal) == pytest.approx(
            [60, 300, 540], abs=1
        )


def _thin_ink(page: np.ndarray) -> np.ndarray:
    across = cv2.morphologyEx(255 - page, cv2.MORPH_OPEN, np.ones((1, 60), np.uint8))
    down = cv2.morphologyEx(255 - page, cv2.MORPH_OPEN, np.ones((60, 1), np.uint8))
    return np.maximum(across, down) > 60


class TestLeaders:
    def test_a_row_of_dots_goes_and_its_label_stays(self):
        with_dots = printed(one_page(text(60, 700, "Nom : " + "." * 60)))
        label = printed(one_page(text(60, 700, "Nom :")))
        assert np.abs(without_leaders(with_dots).astype(int) - label).max() < 60

    @pytest.mark.parametrize(
        "said", ["etc... et la suite.", "Tél. : 03.53.01.12.34", "a. b. c. d. e."]
    )
    def test_full_stops_stay(self, said):
        page = printed(one_page(text(60, 700, said)))
        assert (without_leaders(page) == page).all()

    def test_small_print_stays(self):
        page = printed(
            one_page(text(60, 700, "nous cooperons pour nos communes en coordination", size=5))
        )
        assert (without_leaders(page) == page).all()


class TestInk:
    def test_a_signature_is_ink(self):
        (mark,) = find_marks(signed(np.full((2339, 1653), 255, np.uint8)), [])
        assert mark.kind == "ink"
        assert (mark.x0, mark.y0, mark.x1) == pytest.approx((90, 386, 215), abs=4)

    def test_print_read_with_confidence_is_none(self):
        page = printed(one_page(text(60, 700, "M. Lille", size=36)))
        assert len(find_marks(page, [])) == 1
        assert find_marks(page, [(150, 270, 700, 420)]) == []

    def test_a_round_stamp_is_a_stamp(self):
        page = np.full((2339, 1653), 255, np.uint8)
        cv2.circle(page, (800, 800), 130, (90,), 4)
        assert [mark.kind for mark in find_marks(page, [])] == ["stamp"]

    def test_a_logo_is_neither(self):
        page = np.full((2339, 1653), 255, np.uint8)
        cv2.circle(page, (800, 800), 130, (90,), -1)
        assert find_marks(page, []) == []

    def test_specks_are_nothing(self):
        page = np.full((2339, 1653), 255, np.uint8)
        grains = np.random.default_rng(1)
        page[grains.integers(0, 2339, 400), grains.integers(0, 1653, 400)] = 0
        assert find_marks(page, []) == []


class TestTheSheet:
    @pytest.mark.parametrize("degrees", [-7, -2.5, -0.4, 0.4, 1.3, 8])
    def test_skew_is_undone(self, degrees):
        assert skew(turned(printed(form(VALUES)), degrees)) == pytest.approx(-degrees, abs=0.1)

    def test_a_sheet_on_a_table_is_cut_out(self):
        corners = paper_corners(colour(photographed(printed(form(VALUES)))))
        expected = np.array([[40, 30], [1623, 0], [1678, 2304], [-20, 2359]]) + 1653 // 8
        assert corners == pytest.approx(expected, abs=12)

    def test_the_light_beside_a_shadow_is_no_sheet(self):
        page = printed(letter(["Le binôme participe aux six journées du parcours."] * 30))
        place = np.linspace(0, 1, page.shape[1])
        light = 0.5 + 0.5 / (1 + np.exp(-(place - 0.5) * 14))
        assert paper_corners(colour((page * light).astype(np.uint8))) is None

    def test_a_scan_is_not_cut(self):
        assert paper_corners(colour(printed(form(VALUES)))) is None
        assert paper_corners(colour(np.full((2339, 1653), 255, np.uint8))) is None

    @pytest.mark.parametrize("quarters", [0, 1, 3])
    def test_a_page_on_its_side_lies_flat_again(self, quarters):
        page = np.rot90(printed(form(VALUES)), quarters)
        flat = flatten(PageImage(colour(np.ascontiguousarray(page)), 200))
        assert (round(flat.width), round(flat.height)) == (595, 842)

    def test_a_shadow_is_evened_out(self):
        page = printed(form(VALUES))
        dim = (page * np.linspace(0.4, 1, page.shape[1])[None, :]).astype(np.uint8)
        flat = flatten(PageImage(colour(dim), 200))
        paper = flat.grey[1500:, 100:-100]
        assert paper.min() > 235

"""The text detection and recognition networks, run with onnxruntime, on one thread in a worker process.

The networks are the PP-OCR files that ship inside the rapidocr wheel. They are opened directly:
nothing is ever downloaded, and the alphabet can be kept to what French forms hold.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from ami_cli.readers.scan.pixels import Floats, Pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_THREADS = 4
ROW = 48  # height in pixels of a line as the recogniser takes it
BATCH_WIDTH = 4800  # pixels of lines recognised together: memory stays under the limit
DETECT_SIDE = 960  # finds the same lines of a form as 1280 and 2000, in a third of the time
PROBABILITY = 0.3
SCORE = 0.5
ALPHABET = (
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
    "abcdefghijklmnopqrstuvwxyz{|}~«»°·•§²³€£–—‘’“”…×½☐☑☒□■"
    "ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜŸŒÆàâäçèéêëîïôöùûüÿœæñÑ"
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of one line; the score of each character and where it stands (0..1 of the width)."""

    text: str
    scores: tuple[float, ...] = ()
    at: tuple[float, ...] = ()


NOTHING = Recognised("")


def available() -> bool:
    """Tell whether the OCR modules and their networks are installed."""
    if any(find_spec(name) is None for name in ("onnxruntime", "cv2", "numpy")):
        return False
    return _model("det") is not None and _model("rec") is not None


def detect(grey: Pixels) -> list[Floats]:
    """Return the lines of text of a page as rotated rectangles (4 corners, pixels of ``grey``)."""
    height, width = grey.shape
    scale = min(1.0, DETECT_SIDE / max(height, width))
    size = (max(32, round(width * scale / 32) * 32), max(32, round(height * scale / 32) * 32))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    tensor = np.repeat((small.astype(np.float32) / 127.5 - 1)[None, None], 3, axis=1)
    chance = _session("det").run(None, {"x": tensor})[0][0, 0]
    mask = cv2.dilate((chance > PROBABILITY).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    ratio = np.array([width / size[0], height / size[1]])
    found = (_rectangle(contour, chance) for contour in contours[:2000])
    return [box * ratio for box in found if box is not None]


def _rectangle(contour: Any, chance: Any) -> Floats | None:
    """Return the rectangle of one blob, grown to whole letters (the network marks line cores)."""
    (x, y), (w, h), angle = cv2.minAreaRect(contour)
    if min(w, h) < 2:
        return None
    left, top, across, down = cv2.boundingRect(contour)
    patch = np.zeros((down, across), np.uint8)
    cv2.drawContours(patch, [contour - (left, top)], -1, 1, -1)
    score = cv2.mean(chance[top : top + down, left : left + across], patch)[0]
    if score < SCORE:
        return None
    grow = w * h * 1.6 / (2 * (w + h)) * 2
    box: Floats = cv2.boxPoints(((x, y), (w + grow, h + grow), angle)).astype(np.float64)
    return box


def recognise(lines: list[Pixels]) -> list[Recognised]:
    """Read line images (grey, text upright, any height), in the order given."""
    rows = [_row(line) for line in lines]
    order = sorted(range(len(rows)), key=lambda k: rows[k].shape[1])
    result: list[Recognised] = [NOTHING] * len(rows)
    batch: list[int] = []
    for k in order:
        if batch and (len(batch) + 1) * rows[k].shape[1] > BATCH_WIDTH:
            _recognise_batch(rows, batch, result)
            batch = []
        batch.append(k)
    if batch:
        _recognise_batch(rows, batch, result)
    return result


def _row(line: Pixels) -> Pixels:
    height, width = line.shape
    size = (max(16, min(3200, round(width * ROW / height))), ROW)
    row: Pixels = cv2.resize(
        line, size, interpolation=cv2.INTER_AREA if height > ROW else cv2.INTER_CUBIC
    )
    return row


def _recognise_batch(rows: list[Pixels], batch: list[int], result: list[Recognised]) -> None:
    width = max(160, *(rows[k].shape[1] for k in batch))
    tensor = np.zeros((len(batch), 3, ROW, width), np.float32)
    for i, k in enumerate(batch):
        tensor[i, :, :, : rows[k].shape[1]] = rows[k].astype(np.float32) / 127.5 - 1
    scores = _session("rec").run(None, {"x": tensor})[0]
    for i, k in enumerate(batch):
        result[k] = _decode(scores[i], width / rows[k].shape[1])


def _decode(scores: Any, padding: float) -> Recognised:
    """Turn the network's steps into characters (CTC), kept to the alphabet.

    The score of a character is its probability among *all* the characters the network knows, so
    a sign that is not French keeps a low score instead of turning into a sure letter.
    """
    letters, columns = _alphabet()
    kept = scores[:, columns]
    best = kept.argmax(axis=1)
    text: list[str] = []
    chances: list[float] = []
    at: list[float] = []
    last = -1
    steps = len(best)
    for step, index in enumerate(best):
        if index not in (last, 0):
            text.append(letters[index])
            chances.append(float(kept[step, index]))
            at.append((step + 0.5) / steps * padding)
        elif index == last and index != 0 and chances:
            chances[-1] = max(chances[-1], float(kept[step, index]))
        last = index
    return Recognised("".join(text), tuple(chances), tuple(at))


@cache
def _alphabet() -> tuple[list[str], NDArray[np.int64]]:
    """Return the characters kept and their columns in the network's output; blank comes first."""
    known = _session("rec").get_modelmeta().custom_metadata_map["character"].splitlines()
    column = {letter: k + 1 for k, letter in enumerate(known)}
    column[" "] = len(known) + 1
    letters = [letter for letter in ALPHABET if letter in column]
    return ["", *letters], np.array([0, *(column[letter] for letter in letters)])


@cache
def _session(task: str) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _threads()
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = True  # a tenth faster, 620 MB in place of 470 for five pages
    options.log_severity_level = 4
    path = _model(task)
    if path is None:
        raise FileNotFoundError(f"OCR network {task}")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _threads() -> int:
    """One in a worker process, whose neighbours read other dossiers; the processors, up to four, elsewhere."""
    return 1 if parent_process() is not None else min(MOST_THREADS, os.cpu_count() or 1)


@cache
def _model(task: str) -> Path | None:
    """Return the newest small network of a task in the rapidocr wheel, which is not imported."""
    spec = find_spec("rapidocr")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        found = sorted(Path(folder, "models").glob(f"PP-OCRv*_{task}_*.onnx"))
        if found:
            return found[-1]
    return None

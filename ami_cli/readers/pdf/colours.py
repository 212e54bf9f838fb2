"""What the colour of a drawing tells: ink, a highlighting pen, a ground for white text."""

from __future__ import annotations

from ami_cli.readers.pdf.objects import Pen

BROAD = 5.0  # points: a highlighting pen; pens and borders are 0.5-3
BRIGHT = 0x60  # difference between the strongest and weakest colour of a highlighting pen
LIGHT = 0x66  # luminance: 0x69 is pure magenta, 0x4C pure red
DARK = 0x60  # luminance: 0x4C is pure red, 0x36 a ball pen's blue
PALE = 0xD0  # of 255: white text cannot be seen on anything lighter


def is_bright(colour: str | None) -> bool:
    """True for the colours of highlighting pens, and all others as vivid."""
    if not colour:
        return False
    values = bytes.fromhex(colour)
    return max(values) >= 0xC0 and max(values) - min(values) >= BRIGHT


def is_ground(pen: Pen) -> bool:
    """True for what is painted so dark that white text shows on it."""
    colour = pen.fill or (pen.stroke if pen.width >= BROAD else None)
    return colour is not None and min(bytes.fromhex(colour)) < PALE


def is_light(pen: Pen) -> bool:
    """True for a bright fill that text is read on: yellow, green or pink, not red or blue."""
    if pen.stroke or not is_bright(pen.fill):
        return False
    red, green, blue = bytes.fromhex(pen.fill or "")
    return 0.3 * red + 0.59 * green + 0.11 * blue >= LIGHT


def is_dark(colour: str | None) -> bool:
    """True for ink: black, blue, dark red."""
    if colour is None:
        return False
    red, green, blue = bytes.fromhex(colour)
    return 0.3 * red + 0.59 * green + 0.11 * blue < DARK

"""The site's colours from the one accent that organization.yml names, kept legible in both schemes."""

from __future__ import annotations

from ..model import Library

Colour = tuple[float, float, float]

PAPER: Colour = (250, 250, 247)
NIGHT: Colour = (20, 26, 24)
WHITE: Colour = (255, 255, 255)
INK: Colour = (27, 35, 32)
LEGIBLE = 4.6


def stylesheet(library: Library) -> bytes:
    """assets/look.css: variables that follow from the accent; everything else is hand-written CSS."""
    accent = _parse(library.organization.look.accent)
    on_accent = WHITE if contrast(accent, WHITE) >= contrast(accent, INK) else INK
    light = legible(accent, PAPER, INK)
    dark = legible(accent, NIGHT, WHITE)
    return (
        f":root{{--accent:{_write(accent)};--accent-rgb:{_list(accent)};--on-accent:{_write(on_accent)};"
        f"--accent-text:{_write(light)}}}\n"
        f'[data-md-color-scheme="slate"]{{--accent-rgb:{_list(dark)};--accent-text:{_write(dark)}}}\n'
    ).encode()


def legible(colour: Colour, background: Colour, towards: Colour) -> Colour:
    """`colour`, mixed with `towards` in small steps until it can be read on `background`."""
    for step in range(21):
        mixed = _mix(colour, towards, step / 20)
        if contrast(mixed, background) >= LEGIBLE:
            return mixed
    return towards


def contrast(first: Colour, second: Colour) -> float:
    """The contrast ratio of WCAG 2."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mix(first: Colour, second: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _parse(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _write(colour: Colour) -> str:
    return "#" + "".join(f"{round(value):02x}" for value in colour)


def _list(colour: Colour) -> str:
    return " ".join(f"{value:g}" for value in colour)

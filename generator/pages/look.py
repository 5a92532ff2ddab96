"""The site's colours from the one accent that organization.yml names, kept legible in both schemes."""

from __future__ import annotations

import colorsys

from ..model import Library

Colour = tuple[float, float, float]

# The least favourable ground of each scheme in base.css, and white and ink for words on the accent itself.
DAY: Colour = (234, 240, 235)
NIGHT: Colour = (38, 50, 46)
WHITE: Colour = (255, 255, 255)
INK: Colour = (27, 35, 32)
LEGIBLE = 4.7


def stylesheet(library: Library) -> bytes:
    """assets/look.css: variables that follow from the accent; everything else is hand-written CSS."""
    accent = _parse(library.organization.look.accent)
    on_accent = WHITE if contrast(accent, WHITE) >= contrast(accent, INK) else INK
    light = legible(accent, DAY, lighter=False)
    dark = legible(accent, NIGHT, lighter=True)
    return (
        f":root{{--accent:{_write(accent)};--accent-rgb:{_list(accent)};--on-accent:{_write(on_accent)};"
        f"--accent-text:{_write(light)}}}\n"
        f'[data-md-color-scheme="slate"]{{--accent-rgb:{_list(dark)};--accent-text:{_write(dark)}}}\n'
    ).encode()


def legible(colour: Colour, background: Colour, lighter: bool) -> Colour:
    """`colour` made lighter or darker, its hue kept, until it can be read on `background`."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(value / 255 for value in colour))
    for step in range(101):
        share = step / 100
        level = lightness + (1 - lightness) * share if lighter else lightness * (1 - share)
        red, green, blue = colorsys.hls_to_rgb(hue, level, min(saturation, 0.55) if lighter else saturation)
        found = (round(red * 255), round(green * 255), round(blue * 255))
        if contrast(found, background) >= LEGIBLE:
            return found
    return WHITE if lighter else INK


def contrast(first: Colour, second: Colour) -> float:
    """The contrast ratio of WCAG 2."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parse(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _write(colour: Colour) -> str:
    return "#" + "".join(f"{round(value):02x}" for value in colour)


def _list(colour: Colour) -> str:
    return " ".join(f"{value:g}" for value in colour)

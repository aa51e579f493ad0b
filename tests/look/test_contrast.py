"""The colours of the style sheets meet WCAG AA, in the light and in the dark scheme."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "wargame/static/offramp/css/tokens.css"
SEATS = ("us", "opposition", "leadership", "officer", "congress", "region", "patrons")
HEX = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")

Scheme = dict[str, str]


def schemes() -> dict[str, Scheme]:
    light_text, dark_text = TOKENS.read_text().split("@media (prefers-color-scheme: dark)")
    light = dict(HEX.findall(light_text))
    return {"light": light, "dark": light | dict(HEX.findall(dark_text))}


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_pairs(seat: str) -> list[tuple[str, str]]:
    grounds = ("paper", "sheet", f"{seat}-soft")
    return [(f"{seat}-text", ground) for ground in grounds] + [
        ("ink", f"{seat}-soft"),
        ("on-seat", f"{seat}-text"),
        (f"{seat}-bar", "bar"),
        (f"{seat}-bar", "bar-2"),
    ]


GENERAL = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "sunk"),
    ("ink-2", "paper"),
    ("ink-2", "sheet"),
    ("ink-2", "sunk"),
    ("bar-ink", "bar"),
    ("bar-ink-2", "bar"),
    ("bar-ink", "bar-2"),
    ("good", "good-soft"),
    ("bad", "bad-soft"),
    ("warn", "warn-soft"),
    ("note", "note-soft"),
    ("bad", "sheet"),
    ("sheet", "bad"),
    ("sheet", "good"),
    ("note", "paper"),
    ("paper", "ink"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pair", [*GENERAL, *(p for seat in SEATS for p in text_pairs(seat))], ids="/".join)
def test_text_is_legible(scheme: str, pair: tuple[str, str]) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("seat", SEATS)
def test_a_track_stands_out_from_its_rail(scheme: str, seat: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[seat], colours["rail"]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "sheet"])
def test_the_edge_of_a_field_is_seen(scheme: str, ground: str) -> None:
    colours = schemes()[scheme]
    assert contrast(colours["line-strong"], colours[ground]) >= 3
    assert contrast(colours["focus"], colours[ground]) >= 3


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)

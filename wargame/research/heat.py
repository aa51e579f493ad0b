"""A heat map of the house: shares as numbers and as depths of colour. SVG, the same for the same data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wargame.research import plots
from wargame.research.plots import BLUE, FAINT, INK, PAPER, RULE, WIDTH, Frame, Sheet

ROW = 0.215
HEAD = 0.75
NAMES = 1.12
DARK = 0.55
"""From which share on a cell is so dark that its number is written in the colour of the paper."""


class Group(NamedTuple):
    """Rows that belong together: their name, and for each its label and a share in [0, 1] for every column."""

    name: str
    rows: Sequence[tuple[str, Sequence[float]]]


def heat(frame: Frame, columns: Sequence[str], groups: Sequence[Group]) -> bytes:
    """Rows in groups against columns. SVG in UTF-8."""
    count = sum(len(group.rows) + 1 for group in groups)
    with plots.styled():
        sheet = Sheet(frame, HEAD + count * ROW)
        axes = sheet.axes
        axes.set_xlim(-NAMES, WIDTH - 2 * plots.MARGIN - NAMES)
        axes.set_ylim(-count * ROW, HEAD)
        axes.axis("off")
        width = (WIDTH - 2 * plots.MARGIN - NAMES) / len(columns)
        for place, name in enumerate(columns):
            axes.text((place + 0.42) * width, 0.06, name, rotation=50, fontsize=8.5, va="bottom", ha="left")
        top = 0.0
        for group in groups:
            top -= ROW
            axes.text(-NAMES, top + 0.05, group.name, fontsize=8.5, color=FAINT)
            for label, shares in group.rows:
                top -= ROW
                axes.text(-NAMES + 0.08, top + 0.055, label, fontsize=8.5)
                for place, share in enumerate(shares):
                    _cell(sheet, (place * width, top, width), share)
        return sheet.svg()


def _cell(sheet: Sheet, where: tuple[float, float, float], share: float) -> None:
    from matplotlib.patches import Rectangle

    left, bottom, width = where
    sheet.axes.add_patch(
        Rectangle((left, bottom), width, ROW, facecolor=_shade(share), edgecolor=RULE, linewidth=0.5)
    )
    style = {"fontsize": 7.5, "ha": "center", "color": PAPER if share > DARK else INK}
    sheet.axes.text(left + width / 2, bottom + 0.055, f"{100 * share:.0f}", **style)


def _shade(share: float) -> tuple[float, ...]:
    """Between the paper and blue."""
    light, deep = (tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)) for colour in (PAPER, BLUE))
    return tuple(a + (b - a) * min(1.0, max(0.0, share)) for a, b in zip(light, deep, strict=True))

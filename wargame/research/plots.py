"""Plots of the house, as SVG: bars with intervals, lines with bands, and tornados.

The same data give the same bytes: no date, no random ids, and text stays text. Drawn narrow, with the label of a bar
above it, so that they can be read on a phone. Colours come from a palette that the colour-blind can tell apart
(Okabe and Ito 2008), and never speak alone. matplotlib is imported only when something is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

PAPER, INK, FAINT, RULE = "#f5f4ef", "#16202c", "#566170", "#dcd9cf"
BLUE, RED, GREEN, PURPLE = "#0072b2", "#d55e00", "#00795c", "#9b4f80"
SERIES = ((BLUE, "-", "o"), (RED, "--", "s"), (GREEN, "-.", "^"), (PURPLE, ":", "D"))
SIDES = (
    {"color": RED, "hatch": "////", "edgecolor": PAPER, "linewidth": 0},
    {"color": BLUE, "edgecolor": PAPER, "linewidth": 0},
)

# Inches.
WIDTH = 4.6
MARGIN = 0.16
TITLE_LINE, KEY_LINE, NOTE_LINE, ROW, AXIS = 0.225, 0.27, 0.17, 0.46, 0.5
LINES_HEIGHT = 2.2

TITLE_LETTERS, NOTE_LETTERS = 42, 66
FONTS = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
STYLE = {
    "svg.hashsalt": "offramp",
    "svg.fonttype": "none",
    "font.family": ["DejaVu Sans"],
    "font.size": 9.5,
    "text.color": INK,
    "axes.facecolor": PAPER,
    "axes.edgecolor": RULE,
    "axes.labelcolor": FAINT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "hatch.linewidth": 0.6,
}


class Frame(NamedTuple):
    """What stands around a plot. title: the finding, in a sentence; axis: what is measured; note: how to read it;
    percent: whether values are shares, shown in per cent."""

    title: str
    axis: str
    note: str = ""
    percent: bool = True


class Bar(NamedTuple):
    """A value with its interval; `marked` sets it off from the others."""

    label: str
    value: float
    low: float
    high: float
    marked: bool = False


class Curve(NamedTuple):
    """A value and its interval at each x."""

    label: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


class Swing(NamedTuple):
    """What an outcome becomes when one thing is less, and when it is more; and the intervals of both, if known."""

    label: str
    less: float
    more: float
    less_within: tuple[float, float] | None = None
    more_within: tuple[float, float] | None = None

    @property
    def ends(self) -> list[float]:
        """Every value that a plot of it must have room for."""
        return [self.less, self.more, *(self.less_within or ()), *(self.more_within or ())]


def bars(frame: Frame, rows: Sequence[Bar], *, bounds: Sequence[float] = ()) -> bytes:
    """Horizontal bars from zero, in the order given. bounds: values to draw a line at. SVG in UTF-8."""
    with styled():
        sheet = Sheet(frame, len(rows) * ROW)
        for number, row in enumerate(rows):
            sheet.axes.barh(-number, row.value, height=0.36, color=RED if row.marked else BLUE)
            ends = {"color": INK, "linewidth": 1.2, "marker": "|", "markersize": 6}
            sheet.axes.plot([row.low, row.high], [-number, -number], **ends)
            sheet.label(-number, row.label, sheet.value_text(row.value))
        for bound in bounds:
            sheet.axes.axvline(bound, color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
        sheet.rows(len(rows), [0.0, *bounds, *(row.low for row in rows), *(row.high for row in rows)])
        return sheet.svg()


def tornado(
    frame: Frame, rows: Sequence[Swing], *, base: float, names: tuple[str, str] = ("less", "more")
) -> bytes:
    """How far each thing moves an outcome from its base, in the order given. names: of less and more. SVG in UTF-8.

    Less above, more below, each with its interval: both may lie on the same side of the base.
    """
    with styled():
        sheet = Sheet(frame, len(rows) * ROW, key=True)
        for number, row in enumerate(rows):
            sides = ((row.less, row.less_within, 0), (row.more, row.more_within, 1))
            for value, within, side in sides:
                at = -number + (0.09 if side == 0 else -0.09)
                sheet.axes.barh(at, value - base, left=base, height=0.18, **SIDES[side])
                if within is not None:
                    ends = {"color": INK, "linewidth": 1.0, "marker": "|", "markersize": 4.5}
                    sheet.axes.plot(within, (at, at), **ends)
            sheet.label(-number, row.label, f"{sheet.value_text(row.less)} / {sheet.value_text(row.more)}")
        sheet.axes.axvline(base, color=INK, linewidth=1.0)
        sheet.rows(len(rows), [base, *(end for row in rows for end in row.ends)])
        sheet.key([sheet.axes.barh(0, 0.0, **side) for side in SIDES], names)
        return sheet.svg()


def curves(frame: Frame, series: Sequence[Curve], *, across: str) -> bytes:
    """Lines with their bands, at most four. across: what the x axis measures. SVG in UTF-8."""
    if len(series) > len(SERIES):
        raise ValueError(f"series: at most {len(SERIES)}")
    with styled():
        sheet = Sheet(frame, LINES_HEIGHT, key=len(series) > 1)
        drawn = []
        for curve, (colour, dashes, mark) in zip(series, SERIES, strict=False):
            sheet.axes.fill_between(curve.x, curve.low, curve.high, color=colour, alpha=0.18, linewidth=0)
            drawn += sheet.axes.plot(
                curve.x, curve.y, color=colour, linestyle=dashes, marker=mark, markersize=4.5
            )
        sheet.across(across, sorted({x for curve in series for x in curve.x}))
        sheet.upright([0.0, *(y for curve in series for y in curve.high)])
        if len(series) > 1:
            sheet.key(drawn, [curve.label for curve in series])
        return sheet.svg()


class Sheet:
    """A figure laid out from the top: title, key, plot, axis, note."""

    def __init__(self, frame: Frame, plot: float, key: bool = False) -> None:
        from matplotlib.figure import Figure

        self.frame = frame
        title, note = wrap(frame.title, TITLE_LETTERS), wrap(frame.note, NOTE_LETTERS)
        above = MARGIN + len(title) * TITLE_LINE + 0.08
        self._key_from_top = above
        above += KEY_LINE * key + (0.12 if plot == LINES_HEIGHT else 0.0)
        self._height = above + plot + AXIS + len(note) * NOTE_LINE + MARGIN
        self.figure = Figure(figsize=(WIDTH, self._height), facecolor=PAPER)
        for number, line in enumerate(title):
            self._text(MARGIN + number * TITLE_LINE, line, fontsize=11.5, fontweight="bold")
        for number, line in enumerate(note):
            from_top = self._height - MARGIN - (len(note) - number) * NOTE_LINE
            self._text(from_top, line, fontsize=8, color=FAINT)
        self.axes: Axes = self.figure.add_axes(
            (
                MARGIN / WIDTH,
                1 - (above + plot) / self._height,
                1 - 2 * MARGIN / WIDTH,
                plot / self._height,
            )
        )
        self.axes.tick_params(length=0)

    def value_text(self, value: float) -> str:
        """A value in words."""
        return f"{100 * value:.1f} %" if self.frame.percent else f"{value:.3g}"

    def label(self, at: float, name: str, value: str) -> None:
        """A row's name at the left above its bar, its value at the right."""
        style = {"transform": self.axes.get_yaxis_transform(), "va": "bottom", "fontsize": 9}
        clear = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}
        self.axes.text(0.0, at + 0.27, name, bbox=clear, **style)
        self.axes.text(1.0, at + 0.27, value, ha="right", bbox=clear, **style)

    def rows(self, count: int, values: Sequence[float]) -> None:
        """Room for so many rows, and for these values."""
        self.axes.set_ylim(-count + 0.7, 0.75)
        self.axes.set_yticks([])
        low, high = min(values), max(values)
        self.axes.set_xlim(low - 0.02 * (high - low) * (low != 0.0), high + 0.02 * (high - low) or 1.0)
        self.axes.grid(axis="x", color=RULE, linewidth=0.7)
        self.axes.set_axisbelow(True)
        self.axes.set_xlabel(self.frame.axis, fontsize=8.5)
        self._ticks(self.axes.xaxis)

    def across(self, label: str, ticks: Sequence[float]) -> None:
        """The x axis of lines."""
        self.axes.set_xlabel(label, fontsize=8.5)
        self.axes.set_xticks(ticks)

    def upright(self, values: Sequence[float]) -> None:
        """The y axis of lines, its ticks inside the plot so that no margin is lost to them."""
        self.axes.set_ylim(min(values), max(values) * 1.12 or 1.0)
        self.axes.grid(axis="y", color=RULE, linewidth=0.7)
        self.axes.set_ylabel("")
        self._ticks(self.axes.yaxis)
        left, bottom, width, height = self.axes.get_position().bounds
        self.axes.set_position((left + 0.42 / WIDTH, bottom, width - 0.42 / WIDTH, height))
        self.axes.text(0.0, 1.01, self.frame.axis, transform=self.axes.transAxes, fontsize=8.5, color=FAINT)

    def key(self, handles: Sequence[object], names: Sequence[str]) -> None:
        """Which is which, between title and plot."""
        self.figure.legend(
            list(handles),
            list(names),
            loc="upper left",
            bbox_to_anchor=(MARGIN / WIDTH, 1 - self._key_from_top / self._height),
            ncols=len(names),
            frameon=False,
            borderpad=0.0,
            borderaxespad=0.0,
            fontsize=9,
        )

    def svg(self) -> bytes:
        """The figure as SVG, named for those who cannot see it."""
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        out = BytesIO()
        FigureCanvasSVG(self.figure).print_svg(
            out, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type"))
        )
        text = out.getvalue().decode().replace("'DejaVu Sans'", FONTS)
        named = f'<svg role="img" aria-label="{escape(self.frame.title, {chr(34): "&quot;"})}" '
        return text.replace("<svg ", named, 1).encode()

    def _text(self, from_top: float, text: str, **style: object) -> None:
        self.figure.text(MARGIN / WIDTH, 1 - from_top / self._height, text, va="top", **style)

    def _ticks(self, axis: Axis) -> None:
        from matplotlib.ticker import FuncFormatter, MaxNLocator

        axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
        if self.frame.percent:
            axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:g} %"))


def styled() -> AbstractContextManager[None]:
    """The look of all plots, as a context."""
    from matplotlib import rc_context

    return rc_context(STYLE)

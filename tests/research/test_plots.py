"""Plots: the same bytes each time, words as text, and a value where its mark is."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.processes import ROOT
from wargame.research.plots import Bar, Curve, Frame, Swing, bars, curves, tornado

FRAME = Frame("More <is> more", "share of rounds", "A note.")


def drawn() -> dict[str, bytes]:
    return {
        "bars": bars(
            FRAME, [Bar("one", 0.1, 0.05, 0.2), Bar("other", 0.4, 0.3, 0.5, marked=True)], bounds=[0.3]
        ),
        "tornado": tornado(FRAME, [Swing("cohesion", 0.1, 0.5)], base=0.3, names=("25 % less", "25 % more")),
        "curves": curves(FRAME, [Curve("a", [1, 2], [0.1, 0.2], [0, 0.1], [0.2, 0.3])] * 2, across="turn"),
    }


def test_the_same_data_give_the_same_bytes() -> None:
    """In another process too, where hashes and ids are others."""
    code = "from tests.research import test_plots as t; print(b''.join(t.drawn().values()).hex())"
    other = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True).stdout
    assert bytes.fromhex(other.decode()) == b"".join(drawn().values())


@pytest.mark.parametrize(("kind", "words"), [
    ("bars", ["More &lt;is&gt; more", "one", "other", "10.0 %", "40.0 %", "A note.", "share of rounds"]),
    ("tornado", ["cohesion", "10.0 % / 50.0 %", "25 % less", "25 % more"]),
    ("curves", ["a", "turn", "share of rounds", "A note."]),
])  # fmt: skip
def test_words_stay_words(kind: str, words: list[str]) -> None:
    svg = drawn()[kind].decode()
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    assert set(words) <= set(texts)
    assert 'aria-label="More &lt;is&gt; more"' in svg
    assert not re.search(r"\d{4}-\d{2}-\d{2}", svg)
    assert "#f5f4ef" in svg


def test_a_longer_bar_stands_for_more() -> None:
    svg = drawn()["bars"].decode().replace("\n", " ")
    found = re.findall(r'd="M ([\d.]+) [\d.]+\s+L ([\d.]+) [^"]*"[^>]*style="fill: (#0072b2|#d55e00)', svg)
    widths = [float(right) - float(left) for left, right, _ in found]
    assert [colour for _, _, colour in found] == ["#0072b2", "#d55e00"]
    assert widths[1] == pytest.approx(4 * widths[0], rel=1e-3)


def test_there_are_no_more_series_than_can_be_told_apart() -> None:
    with pytest.raises(ValueError, match="at most 4"):
        curves(FRAME, [Curve("a", [1], [0.1], [0], [0.2])] * 5, across="turn")


def test_nothing_is_imported_until_something_is_drawn() -> None:
    code = "import sys, wargame.research.plots; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

"""The page of sensitivities, docs/sensitivity.md, with its pictures: `manage.py sensitivity --write-docs`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from game_engine import Change, Effect, Side
from wargame.research.sensitivities import DRAW_ROUNDS, TOP, Report, joint, luck_bound, put, short, tornado
from wargame.research.tables import interval, markdown, moved

SETTINGS: dict[str, Any] = {"rounds": 30, "again": 120, "draws": 100, "seed": 7, "share": 0.25}
ROWS = 12
LAW = ("parameters.oversight.clock_days", "parameters.oversight.clock_extension")
JUDGED = ("start.cohesion", "start.rally", "start.credibility")
"""Of the first morning, but reported by nobody."""


class Conclusion(NamedTuple):
    """What is said of a scenario: that its negotiated share is under, or at least, a bound."""

    says: str
    bound: float
    under: bool

    def holds(self, share: float) -> bool:
        """Whether it would be said of this share."""
        return share < self.bound if self.under else share >= self.bound


SCENARIOS: dict[str, Conclusion] = {
    "venezuela-2025": Conclusion("the offer as reported is rebuffed: under 15 % negotiated", 0.15, True),
    "venezuela-2025-coordinated": Conclusion(
        "pressure, amnesty and exile together are negotiated: at least 30 %", 0.30, False
    ),
    "haiti-1994": Conclusion("most rounds are not negotiated: under 50 %", 0.50, True),
    "manila-1986": Conclusion("most rounds are not negotiated: under 50 %", 0.50, True),
}

HEAD = """\
# Sensitivity: what each judgement does to each conclusion

What usually happens in a scenario rests on about two hundred numbers. This page varies every one of them by a
quarter of itself, less and more, and tells how far the conclusion moves. It is made by `manage.py sensitivity
--write-docs`, with a fixed seed.

**Theory, data, judgement.** *Theory* is the form of the formulas: which way a number pushes, and through what. It
is not varied here; its sources stand in `game_engine/mechanisms/`. *Data* are few: the sixty and ninety days of the
statute (marked *law*), and what a scenario sets for its *first morning* where its sources report it, as ships or a
date; that those ships make a build-up of 3 of 4 is our reading, and the package of the coordinated scenario is
supposed. Cohesion, rally and belief in the threat nobody reports. *Judgement* is everything else: rates, weights,
private values, payoffs. Most of what moves a conclusion is judgement. That is what this page is for.

**How to read it.** The outcome is the share of rounds between bots whose contest ends by exile or pact, whatever
the day after brings. Each number is varied alone: {rounds} rounds less and {rounds} more, all with the same luck,
so that a difference is the doing of the number. The {top} with the largest span are then played again, {again}
rounds each with other luck; the tables and pictures show these second rounds only, for the largest of many noisy
differences is always too large. Changes are in points of a per cent, with 95 % intervals for pairs; those that lie
off zero are **bold** (of fifty, two or three do by luck). With {rounds} rounds the first pass can miss an effect of
less than about {miss} points. A count (turns, days) goes by at least one. A share stops at 1. The payoffs of a role
at an end are scaled together. What is zero stays zero and is not varied; each scenario names it.

Then all numbers are drawn at once, each uniform within its quarter, {draws} times, {draw_rounds} rounds a draw with
luck of their own; part of the spread is therefore luck, which the deviation without luck leaves out. Of the rank
correlations only those are named that the strongest of so many would hardly reach by luck. These are statements
about the model with its bots, not about the world.

**What is not varied.** Bots have numbers of their own, which no scenario sets: how steeply they choose, what they
take a favour to cost. Tried by hand in `venezuela-2025-coordinated` (160 rounds each, one seed, so within eight
points of luck): a leader who chooses half as steeply between leaving and staying goes oftener, 75 % negotiated
instead of 63 %; twice as steeply, 56 %; almost without error, 56 % as well. Other bots' precisions, halved, moved
it by five points or less.

## In short

"""


def write(reports: Sequence[Report], folder: Path) -> list[Path]:
    """Write the page and a tornado and a joint plot for each report."""
    paths = [put(folder / "sensitivity.md", page(reports).encode())]
    for one in reports:
        name = one.request.scenario.id
        paths.append(put(folder / "images" / f"sensitivity-{name}.svg", tornado(one)))
        paths.append(put(folder / "images" / f"sensitivity-{name}-joint.svg", joint(one)))
    return paths


def page(reports: Sequence[Report]) -> str:
    """The whole page, in Markdown."""
    settings = reports[0].request
    miss = 100 * 1.96 * (2 * 0.05 / settings.rounds) ** 0.5
    head = HEAD.format(
        rounds=settings.rounds,
        again=settings.again,
        top=TOP,
        draws=settings.draws,
        draw_rounds=DRAW_ROUNDS,
        miss=f"{miss:.0f}",
    )
    parts = [head + _summary(reports), *map(_scenario, reports)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _summary(reports: Sequence[Report]) -> str:
    rows = []
    for one in reports:
        conclusion, found = SCENARIOS[one.request.scenario.id], one.spread
        assert found is not None
        against = sum(1 for share in one.shares if not conclusion.holds(share))
        top = one.top[0].parameter.path
        rows.append(
            (
                f"[{one.request.scenario.title.en}](#{one.request.scenario.id})",
                conclusion.says,
                interval(one.told_base.negotiated),
                f"`{short(top)}`",
                ", ".join(f"`{short(path)}`" for path in _overturning(one, conclusion)) or "none",
                f"{against} of {found.draws}",
                f"{100 * found.low:.0f} to {100 * found.high:.0f} %",
            )
        )
    head = (
        "scenario",
        "conclusion",
        "negotiated, as it is",
        "moves it most",
        "alone overturns it",
        "joint draws against it",
        "nine of ten draws",
    )
    return markdown(head, rows)


def _overturning(report: Report, conclusion: Conclusion) -> list[str]:
    """The numbers with which the conclusion would surely not be drawn: the whole interval lies beyond its bound."""
    return [
        one.parameter.path
        for one in report.top
        if any(_surely_against(side, conclusion) for side in (one.less, one.more))
    ]


def _surely_against(side: Side, conclusion: Conclusion) -> bool:
    share = side.negotiated
    return share.low >= conclusion.bound if conclusion.under else share.high < conclusion.bound


def _scenario(report: Report) -> str:
    request, found = report.request, report.spread
    assert found is not None
    name, scenario = request.scenario.id, request.scenario
    moving = sum(1 for one in report.top if one.moves)
    lines = [
        f'## <a id="{name}"></a>{scenario.title.en}',
        f"`{name}`. The conclusion: {SCENARIOS[name].says}. As it is: {interval(report.told_base.negotiated)} of "
        f"{report.told_base.negotiated.of} rounds negotiated. {len(request.parameters)} numbers were varied; of the "
        f"{len(report.top)} played again, {moving} move the share beyond doubt.",
        f"![What each number does to the negotiated share](images/sensitivity-{name}.svg)",
        markdown(("number", "what it is", "value", "less", "change", "more", "change"), _rows(report)),
        f"All at once: the median draw has {100 * found.median:.0f} % negotiated, nine of ten have "
        f"{100 * found.low:.0f} to {100 * found.high:.0f} %; the deviation is {100 * found.deviation:.1f} points, "
        f"{100 * found.beyond_luck:.1f} without luck. By rank correlation these numbers go with it: "
        f"{_ranked(report)}.",
        f"![All numbers at once](images/sensitivity-{name}-joint.svg)",
        "Zero, and not varied: " + (", ".join(f"`{path}`" for path in request.zeros) or "none") + ".",
    ]
    return "\n\n".join(lines)


def _rows(report: Report) -> list[tuple[str, ...]]:
    return [_row(one) for one in report.top[:ROWS]]


def _row(one: Effect) -> tuple[str, ...]:
    number = one.parameter
    return (
        f"`{short(number.path)}`",
        origin(number.path),
        f"{number.value:.4g}",
        f"{number.low:.4g}",
        _bold(one.less.change),
        f"{number.high:.4g}",
        _bold(one.more.change),
    )


def _bold(change: Change) -> str:
    return f"**{moved(change)}**" if change.is_up or change.is_down else moved(change)


def origin(path: str) -> str:
    """What a number is: law, a setting of the first morning, or judgement."""
    if path in LAW:
        return "law"
    return "first morning" if path.startswith("start.") and path not in JUDGED else "judgement"


def _ranked(report: Report) -> str:
    bound = luck_bound(report)
    sure = [(one, rho) for one, rho in report.correlations if abs(rho.value) > bound][:6]
    told = [f"`{short(one.path)}` ({rho.value:+.2f} [{rho.low:+.2f}, {rho.high:+.2f}])" for one, rho in sure]
    return ", ".join(told) or "none beyond what the strongest of so many is by luck"

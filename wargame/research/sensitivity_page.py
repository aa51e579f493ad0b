"""The page of sensitivities with its pictures and tables: `manage.py sensitivity --write-docs`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from game_engine import Change, Side
from wargame.research import sensitivity_further as further
from wargame.research.sensitivities import DRAW_ROUNDS, TOP, Report, Tried
from wargame.research.sensitivity_files import joint, luck_bound, put, table, tornado
from wargame.research.tables import interval, markdown, moved

SETTINGS: dict[str, Any] = {"closely": 2000, "draws": 100, "seed": 7, "share": 0.25}
NEAR: dict[str, Any] = {"rounds": 200, "probe": 100, "again": 300}
FAR: dict[str, Any] = {"rounds": 100, "probe": 50, "again": 200}
"""How often a scenario is played whose share lies near the bound of its conclusion, and one that lies far from it."""

ROWS = 12
LAW = ("parameters.oversight.clock_days", "parameters.oversight.clock_extension")
JUDGED = ("start.cohesion", "start.rally", "start.credibility")
"""Of the first morning, but reported by nobody."""

Verdict: TypeAlias = Literal["surely", "may", "no"]


class Conclusion(NamedTuple):
    """What is said of a scenario: that its negotiated share is under, or at least, a bound."""

    says: str
    bound: float
    under: bool
    often: dict[str, Any] = FAR

    def holds(self, share: float) -> bool:
        """Whether it would be said of this share."""
        return share < self.bound if self.under else share >= self.bound


SCENARIOS: dict[str, Conclusion] = {
    "venezuela-2025": Conclusion(
        "the offer as reported is rebuffed: under 15 % negotiated", 0.15, True, NEAR
    ),
    "venezuela-2025-coordinated": Conclusion(
        "pressure, amnesty and exile together are negotiated: at least 30 %", 0.30, False
    ),
    "haiti-1994": Conclusion("most rounds are not negotiated: under 50 %", 0.50, True),
    "manila-1986": Conclusion("most rounds are not negotiated: under 50 %", 0.50, True),
}


def write(reports: Sequence[Report], rows: Sequence[further.Row], folder: Path) -> list[Path]:
    """Write the page, and for each report a tornado, a joint plot and the whole table."""
    paths = [put(folder / "sensitivity.md", page(reports, rows).encode())]
    for report in reports:
        name = report.request.scenario.id
        paths.append(put(folder / "images" / f"sensitivity-{name}.svg", tornado(report)))
        paths.append(put(folder / "images" / f"sensitivity-{name}-joint.svg", joint(report)))
        paths.append(put(folder / "data" / f"sensitivity-{name}.csv", table(report).encode()))
    return paths


def page(reports: Sequence[Report], rows: Sequence[further.Row]) -> str:
    """The whole page, in Markdown."""
    values: dict[str, object] = {
        "rounds": NEAR["rounds"],
        "fewer": FAR["rounds"],
        "closely": f"{reports[0].request.closely:,}",
        "top": TOP,
        "rows": ROWS,
        "draws": reports[0].request.draws,
        "draw_rounds": DRAW_ROUNDS,
        "summary": _summary(reports),
        "scenarios": "\n\n".join(map(_scenario, reports)),
        "further": markdown(further.HEAD, [further.cells(row) for row in rows]),
        "others": further.fallen(rows),
        "further_rounds": rows[0].quiet[0].of,
    }
    text = (Path(__file__).parent / "sensitivity.md").read_text(encoding="utf-8")
    return text.format_map(values)


def _summary(reports: Sequence[Report]) -> str:
    rows = []
    for report in reports:
        conclusion, found = SCENARIOS[report.request.scenario.id], report.spread
        assert found is not None
        against = sum(1 for share in report.shares if not conclusion.holds(share))
        rows.append(
            (
                f"[{report.request.scenario.title['en']}](#{report.request.scenario.id})",
                conclusion.says,
                interval(report.strongest_base.negotiated),
                _names(report, "surely"),
                _names(report, "may"),
                f"{against} of {found.draws}",
                f"{100 * found.low:.0f} to {100 * found.high:.0f} %",
            )
        )
    head = (
        "scenario",
        "conclusion",
        "negotiated, as it is",
        "surely overturns it alone (whole interval)",
        "may overturn it alone (interval reaches the bound)",
        "joint draws against it",
        "nine of ten draws",
    )
    return markdown(head, rows)


def _names(report: Report, verdict: Verdict) -> str:
    found = [f"`{side.path}={side.value:.6g}`" for side in against(report) if side.verdict == verdict]
    return ", ".join(found) or "none"


class Against(NamedTuple):
    """A number at a value with which the conclusion would not be drawn, surely or perhaps."""

    path: str
    value: float
    side: Side
    verdict: Verdict


def against(report: Report) -> list[Against]:
    """Every number that may overturn the conclusion alone, those furthest beyond the bound first."""
    conclusion = SCENARIOS[report.request.scenario.id]
    found = [
        Against(tried.path, side.value, side, _verdict(side, conclusion))
        for tried in report.strongest
        for side in (tried.effect.less, tried.effect.more)
    ]
    sign = -1.0 if conclusion.under else 1.0
    found.sort(key=lambda against: (sign * against.side.negotiated.value, against.path))
    return [against for against in found if against.verdict != "no"]


def _verdict(side: Side, conclusion: Conclusion) -> Verdict:
    share, bound = side.negotiated, conclusion.bound
    if conclusion.under:
        return "surely" if share.low >= bound else "may" if share.high >= bound else "no"
    return "surely" if share.high < bound else "may" if share.low < bound else "no"


WORDS: dict[Verdict, str] = {"surely": "overturns it", "may": "may overturn it", "no": ""}


def _scenario(report: Report) -> str:
    request, found = report.request, report.spread
    assert found is not None
    strongest, base = report.strongest, report.strongest_base.negotiated
    name, scenario = request.scenario.id, request.scenario
    moving = sum(1 for tried in strongest if tried.path in report.moving)
    near = sum(1 for tried in strongest if tried.base.negotiated.of >= request.closely)
    lines = [
        f'## <a id="{name}"></a>{scenario.title["en"]}',
        f"`{name}`. The conclusion: {SCENARIOS[name].says}. As it is: {interval(base)} of "
        f"{base.of:,} rounds negotiated. {len(request.parameters)} numbers were varied, "
        f"{request.rounds} rounds a side; {len(strongest)} were played again, {near} of them {request.closely:,} "
        f"rounds a side, the others {request.again}. Looked at together, {moving} of those {len(strongest)} move the "
        f"share by more than luck.",
        _overturning(report),
        f"![What each number does to the negotiated share](images/sensitivity-{name}.svg)",
        markdown(
            ("number", "what it is", "value", "less", "change", "more", "change", "rounds"), _rows(report)
        ),
        f"{min(ROWS, len(strongest))} rows are shown; [all {len(request.parameters)} as a table]"
        f"(data/sensitivity-{name}.csv).",
        f"All at once: the median draw has {100 * found.median:.0f} % negotiated, nine of ten have "
        f"{100 * found.low:.0f} to {100 * found.high:.0f} %; the deviation is {100 * found.deviation:.1f} points, "
        f"{100 * found.beyond_luck:.1f} without luck. By rank correlation these numbers go with it: "
        f"{_ranked(report)}.",
        f"![All numbers at once](images/sensitivity-{name}-joint.svg)",
        "Zero, and not varied: " + (", ".join(f"`{path}`" for path in request.zeros) or "none") + ".",
    ]
    return "\n\n".join(lines)


def _overturning(report: Report) -> str:
    found = against(report)
    if not found:
        return "No number alone overturns it, not even perhaps."
    rows = [
        (
            f"`{against.path}={against.value:.6g}`",
            origin(against.path),
            interval(against.side.negotiated),
            f"{against.side.negotiated.of:,}",
            WORDS[against.verdict],
        )
        for against in found
    ]
    head = ("a number alone", "what it is", "negotiated", "rounds", "the conclusion")
    return f"What overturns it alone, surely or perhaps:\n\n{markdown(head, rows)}"


def _rows(report: Report) -> list[tuple[str, ...]]:
    return [_row(tried, tried.path in report.moving) for tried in report.strongest[:ROWS]]


def _row(tried: Tried, moves: bool) -> tuple[str, ...]:
    number, effect = tried.effect.parameter, tried.effect
    return (
        f"`{number.path}`" + (" *" if moves else ""),
        origin(number.path),
        f"{number.value:.4g}",
        f"{number.low:.6g}",
        _bold(effect.less.change),
        f"{number.high:.6g}",
        _bold(effect.more.change),
        f"{tried.base.negotiated.of:,}",
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
    sure = [(parameter, rho) for parameter, rho in report.correlations if abs(rho.value) > bound][:6]
    shown = [
        f"`{parameter.path}` ({rho.value:+.2f} [{rho.low:+.2f}, {rho.high:+.2f}])" for parameter, rho in sure
    ]
    return ", ".join(shown) or "none beyond what the strongest of so many is by luck"

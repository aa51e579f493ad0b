"""The back-tests as trials: five settings, each lever of the package taken away, the package tabled later,
pressure and amnesty alone and together, and each lever by degrees.

Two casts are used. In one all seats are logit bots that look ahead. In the other the coercer, the opposition and the
region hold (the static cast): bots that may act rebuild within a turn or two whatever the setting lacks, so that only
with them at rest does a table of levers show what each lever does.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from game_engine.analysis.trials import Script, Trial, altered
from game_engine.moves import Order, Orders
from game_engine.scenario import Scenario
from game_engine.scenarios import load_scenario

STATIC: Mapping[str, str] = {"coercer": "hold", "opposition": "hold", "region": "hold"}
"""The seats that could change the package leave it as it lies."""

COORDINATED = "venezuela-2025-coordinated"
PACKAGE = f"static/{COORDINATED}"
"""The trial from which each lever is taken away: the coordinated setting with the static cast."""

WAITING = 3
"""Turns from the one in which the package is tabled to its date."""


class Bound(NamedTuple):
    """What a setting must show: a share of rounds that is at least, or less than, a number."""

    outcome: Literal["status quo", "negotiated"]
    side: Literal["at least", "less than"]
    share: float


class Setting(NamedTuple):
    """A setting and what is required of it when all seats are logit bots."""

    scenario: str
    bound: Bound


class Lever(NamedTuple):
    """A part of the package, and a world without it, in words and values."""

    name: str
    says: str
    without: Mapping[str, object]


class Grid(NamedTuple):
    """A lever by degrees, from the one that should help least. Each level: its label and its values."""

    name: str
    levels: tuple[tuple[str, Mapping[str, object]], ...]


SETTINGS = (
    Setting("venezuela-2016", Bound("status quo", "at least", 0.95)),
    Setting("venezuela-2016-valid-law", Bound("status quo", "at least", 0.95)),
    Setting("venezuela-2019", Bound("status quo", "at least", 0.95)),
    Setting("venezuela-2025-as-reported", Bound("negotiated", "less than", 0.15)),
    Setting(COORDINATED, Bound("negotiated", "at least", 0.30)),
)
STATIC_SETTINGS = ("venezuela-2025-as-reported", COORDINATED)

NO_EXILE: Mapping[str, object] = {"start.host": None, "start.exile_closes": None, "start.guarantee": 0.0}
NO_PRESSURE: Mapping[str, object] = {
    "start.buildup": 0.0,
    "start.credibility": 0.03,
    "types.resolved": 0.03,
    "start.ultimatum": None,
}
NO_AMNESTY: Mapping[str, object] = {"start.breadth": 0.0, "start.backing": 0.0, "start.monitors": 0.0}

LEVERS = (
    Lever("pressure", "no build-up, credibility .03, no ultimatum", NO_PRESSURE),
    Lever("breadth", "breadth as reported: .35", {"start.breadth": 0.35}),
    Lever("exile", "no host", NO_EXILE),
    Lever("date", "no ultimatum, exile without end", {"start.exile_closes": None, "start.ultimatum": None}),
    Lever("safe conduct", "as reported: .35, middling host", {"start.guarantee": 0.35, "start.host": "gulf"}),
    Lever("joint backing", "as reported: .50", {"start.backing": 0.5, "start.signers": ["opposition"]}),
    Lever("legal clearance", "as reported: .45, not briefed", {"start.legal": 0.45, "start.briefed": False}),
    Lever("leaving out crimes against humanity", "they are put in", {"start.crimes": True}),
)


def _credibility(value: float) -> tuple[str, Mapping[str, object]]:
    return f"{value:.2f}", {"start.credibility": value, "types.resolved": value}


def _levels(path: str, *values: float) -> tuple[tuple[str, Mapping[str, object]], ...]:
    return tuple((f"{value:g}", {path: value}) for value in values)


def _date(turn: int | None) -> tuple[str, Mapping[str, object]]:
    label = "none" if turn is None else f"turn {turn}"
    return label, {"start.exile_closes": turn, "start.ultimatum": turn}


GRIDS = (
    Grid("build-up", _levels("start.buildup", 0.0, 1.0, 2.0, 3.0, 4.0)),
    Grid("credibility", tuple(_credibility(value) for value in (0.03, 0.15, 0.30, 0.50, 0.70))),
    Grid("breadth", _levels("start.breadth", 0.2, 0.35, 0.5, 0.7, 0.85)),
    Grid("joint backing", _levels("start.backing", 0.0, 0.4, 0.6, 0.8, 1.0)),
    Grid("monitors", _levels("start.monitors", 0.0, 0.2, 0.4, 0.6)),
    Grid("safe conduct", _levels("start.guarantee", 0.1, 0.35, 0.6, 0.9)),
    Grid("host", tuple((host, {"start.host": host}) for host in ("island", "gulf", "overseas", "neighbour"))),
    Grid("date", tuple(_date(turn) for turn in (None, 10, 7, 4))),
    Grid("legal exposure", _levels("start.legal", 0.8, 0.6, 0.45, 0.25, 0.1)),
)
TURNS = tuple(range(1, 10))
QUADRANTS: Mapping[str, Mapping[str, object]] = {
    "neither": {**NO_PRESSURE, **NO_AMNESTY},
    "pressure alone": NO_AMNESTY,
    "amnesty alone": NO_PRESSURE,
}

BACKTESTS = ("settings", "levers", "window", "complements", "degrees")


def backtest_plan(rounds: int, only: tuple[str, ...] = BACKTESTS) -> dict[str, int]:
    """How many rounds each trial needs, by name. The degrees take a quarter as many: what they compare lies further
    apart."""
    wanted: dict[str, int] = {}

    def need(count: int, *names: str) -> None:
        wanted.update({name: max(count, 2, wanted.get(name, 0)) for name in names})

    if "settings" in only:
        need(
            rounds,
            *(setting.scenario for setting in SETTINGS),
            *(f"static/{name}" for name in STATIC_SETTINGS),
        )
    if "levers" in only:
        need(rounds, PACKAGE, *(f"without/{lever.name}" for lever in LEVERS))
    if "window" in only:
        need(rounds, *(f"tabled/{turn}" for turn in TURNS))
    if "complements" in only:
        need(rounds, PACKAGE, *QUADRANTS)
    if "degrees" in only:
        need(rounds // 4, *(level_trial(grid, label) for grid in GRIDS for label, _ in grid.levels))
    return wanted


def level_trial(grid: Grid, label: str) -> str:
    """The name of the trial of a level: the package's own where the level changes nothing of it."""
    package = load_scenario(COORDINATED)
    values = dict(grid.levels)[label]
    return PACKAGE if altered(package, values) == package else f"{grid.name}/{label}"


@cache
def backtest_trial(name: str) -> Trial:
    """The trial of that name, as `backtest_plan` gives it. Raises KeyError for another."""
    kind, _, rest = name.partition("/")
    if kind == "static":
        return Trial(name, load_scenario(rest), STATIC)
    if kind == "tabled":
        return Trial(name, _untabled(), STATIC, _tabling(int(rest)))
    if name in {setting.scenario for setting in SETTINGS}:
        return Trial(name, load_scenario(name))
    return Trial(name, altered(load_scenario(COORDINATED), _values()[name]), STATIC)


def _values() -> dict[str, Mapping[str, object]]:
    values: dict[str, Mapping[str, object]] = dict(QUADRANTS)
    values |= {f"without/{lever.name}": lever.without for lever in LEVERS}
    return values | {f"{grid.name}/{label}": level for grid in GRIDS for label, level in grid.levels}


def _untabled() -> Scenario:
    """2025 as reported, without an exile and an ultimatum of its own: the only date is the package's."""
    return altered(load_scenario("venezuela-2025-as-reported"), {**NO_EXILE, "start.ultimatum": None})


def _tabling(turn: int) -> Script:
    """The package as orders: in the first turn the amnesty, the safe conduct, the date and the monitors; in the second
    the two signatures; Congress is briefed while the date runs. All of it ends three turns after it was tabled."""
    date = turn + WAITING
    exile = Order("guarantee_exile", host="neighbour", guarantee=0.9, by=date)
    briefing = Order("brief_legislature")
    return (
        (turn, "coercer", Orders(main=Order("ultimatum", by=date), minor=exile)),
        (turn, "opposition", Orders(main=Order("table_amnesty", breadth=0.85, crimes=False))),
        (turn, "region", Orders(main=Order("mediate"), minor=Order("send_monitors"))),
        (turn + 1, "coercer", Orders(main=briefing, minor=Order("back_amnesty"))),
        (turn + 1, "region", Orders(main=Order("mediate"), minor=Order("back_amnesty"))),
        (turn + 2, "coercer", Orders(main=briefing)),
        (turn + 3, "coercer", Orders(main=briefing)),
    )

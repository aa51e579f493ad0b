"""From figures to remarks: what a designer should look at, with the bounds that decide it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from game_engine.analysis.fairness.examination import LEVELS, Examination, OrderFigures, Remark
from game_engine.scenario import Scenario

ONE_END = 0.95
"""From this share on, an end is nearly all that a class will see."""

LEAST_MINUTES = 3.0
"""Fewer minutes a turn than this, and nobody can talk."""

ALONE = 0.5
"""Turns with one main order at most: above this share, a seat has no choice."""

MATTERED = 0.2
"""Turns in which another order moved anybody by more than a point: below this share, its choice is for show."""

ENOUGH = 20
"""So many trials before an order is called dominated."""

HARDLY, NEARLY = 0.10, 0.90
"""Rounds above the first morning's BATNA: a whole interval below or above is a seat that cannot win, or not lose."""

UNCHECKED = (
    "Whether the briefs tell the truth about points, powers and fears: read them beside the ends and the menus.",
    "Whether the sources say what the scenario takes from them, and whether no living person is named.",
    "Whether people would do as the bots do: these are bots that look ahead, and nobody here can be persuaded.",
)


def judged(scenario: Scenario, report: Examination) -> Examination:
    """The report with what its figures give cause to say, gravest first."""
    found = [*report.remarks, *_ends(report), *_length(scenario, report), *_choices(report)]
    found += [*_orders(scenario, report), *_balance(report)]
    unique = list(dict.fromkeys(found))
    return replace(report, remarks=tuple(sorted(unique, key=lambda remark: LEVELS.index(remark.level))))


def _ends(report: Examination) -> Iterator[Remark]:
    for end, share in report.ends.items():
        if share.value >= ONE_END:
            text = f"{share.value:.1%} of the rounds end so (told from {ONE_END:.0%} on)"
            text += ": there is little else for a class to see"
            yield Remark("warning", "one end", f"ends.{end}", text)
    missing = [end for end, share in report.ends.items() if not share.value]
    if missing:
        most = max(report.ends[end].high for end in missing)
        text = f"never reached in {report.rounds} rounds (each in at most {most:.1%} of them, at 95 %): "
        yield Remark("note", "ends never reached", "ends", text + ", ".join(missing))


def _length(scenario: Scenario, report: Examination) -> Iterator[Remark]:
    length = report.length
    if length.minutes_a_turn < LEAST_MINUTES:
        text = f"{length.minutes_a_turn:.1f} minutes a turn leave no time to talk"
        yield Remark("warning", "no time", "minutes", text)
    if scenario.turns > 2 and length.contest <= max(1, scenario.turns // 4):
        text = f"half of the rounds are decided after {length.contest} of {scenario.turns} turns"
        yield Remark("warning", "over early", "turns", text)


def _choices(report: Examination) -> Iterator[Remark]:
    for role, choices in report.choices.items():
        if choices.turns and choices.alone > ALONE * choices.turns:
            text = f"one main order at most to choose from in {choices.alone} of {choices.turns} turns"
            yield Remark("warning", "no choice", role, text)
        if choices.tried >= 4 and choices.mattered < MATTERED * choices.tried:
            text = (
                f"in {choices.tried - choices.mattered} of {choices.tried} turns no other order would have moved "
                "anybody's payoff by more than a point"
            )
            yield Remark("warning", "no choice", role, text)


def _orders(scenario: Scenario, report: Examination) -> Iterator[Remark]:
    contest = {(rule.role, rule.kind) for rule in scenario.orders if rule.phase == "contest"}
    for figures in report.orders:
        if (figures.role, figures.kind) not in contest:
            continue
        where = f"orders[{figures.role}.{figures.kind}]"
        if not figures.open:
            yield Remark("warning", "never open", where, "could not be given in any turn of any round")
        elif not figures.given:
            yield _never_given(where, figures)


def _never_given(where: str, figures: OrderFigures) -> Remark:
    tried = f"in {figures.tried} trials in place of what was given it did better in {figures.better}"
    tried += f", {figures.change:+.1f} ± {figures.give:.1f} points"
    if figures.tried >= ENOUGH and not figures.better and figures.change + figures.give < 0.0:
        text = f"dominated: no bot gave it in {figures.open} turns, and {tried}"
        return Remark("warning", "dominated", where, text)
    return Remark("note", "never given", where, f"no bot gave it in {figures.open} turns; {tried}")


def _balance(report: Examination) -> Iterator[Remark]:
    for seat, fares in report.seats.items():
        share = fares.above_batna
        if share.high < HARDLY or share.low > NEARLY:
            often = "hardly ever" if share.high < HARDLY else "nearly always"
            text = f"ends {often} above the BATNA of its first morning: {share.value:.0%} of the rounds"
            yield Remark("warning", "balance", seat, text)
    ranked = sorted(report.seats, key=lambda seat: -report.seats[seat].gain)
    best, worst = ranked[0], ranked[-1]
    text = (
        f"against its own status quo of the first morning {best} gains most ({report.seats[best].gain:+.1f} points), "
        f"{worst} least ({report.seats[worst].gain:+.1f})"
    )
    yield Remark("note", "balance", "seats", text)

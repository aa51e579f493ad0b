"""The examination of a scenario in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from game_engine import Examination, Scenario, Share

WIDTH = 22


def examination_text(scenario: Scenario, report: Examination) -> str:
    """The whole report as text. Names are those of the scenario's English."""
    parts = [
        f"{report.title} ({report.scenario}): {report.rounds} rounds between bots, seed {report.seed}",
        *_ends(scenario, report),
        *_length(report),
        *_seats(report),
        *_choices(report),
        *_orders(report),
        "",
        *verdict(report),
    ]
    return "\n".join(parts)


def plain(report: Examination) -> dict[str, Any]:
    """The report as plain data, shares with their intervals by name."""
    seats = {
        seat: {**msgspec.structs.asdict(fares), "above_batna": _share(fares.above_batna)}
        for seat, fares in report.seats.items()
    }
    whole: dict[str, Any] = msgspec.to_builtins(report)
    ends = {end: _share(share) for end, share in report.ends.items()}
    return {**whole, "ends": ends, "negotiated": _share(report.negotiated), "seats": seats}


def _share(share: Share) -> dict[str, float]:
    return {"share": share.value, "low": share.low, "high": share.high, "of": share.of}


def verdict(report: Examination) -> Iterator[str]:
    """The remarks, what was not checked, and the count of each."""
    for remark in report.remarks:
        yield f"{remark.level:<8} {remark.where}: {remark.text}"
    yield ""
    if report.pairs:
        yield f"Secrecy: {report.pairs} pairs of rounds were played that differ only in what one seat alone may know;"
        yield "  where another could tell the two apart, there is an error above."
    yield "Not checked:"
    yield from (f"  {line}" for line in report.unchecked)
    yield ""
    counts = {
        level: sum(remark.level == level for remark in report.remarks)
        for level in ("error", "warning", "note")
    }
    yield ", ".join(f"{count} {level}{'s' * (count != 1)}" for level, count in counts.items())


def interval(share: Share) -> str:
    """12.5 % (8.6–17.8)."""
    return f"{100 * share.value:5.1f} % ({100 * share.low:.1f}–{100 * share.high:.1f})"


def _ends(scenario: Scenario, report: Examination) -> Iterator[str]:
    yield from ("", "How it ends (95 % interval)")
    for end, share in sorted(report.ends.items(), key=lambda end_share: -end_share[1].value):
        if share.value:
            yield f"  {end:<{WIDTH}}{interval(share):<24}{scenario.ends[end].name['en']}"
    yield f"  {'negotiated':<{WIDTH}}{interval(report.negotiated):<24}exile or pact, kept or not"


def _length(report: Examination) -> Iterator[str]:
    length = report.length
    yield from ("", "How long")
    span = f"{length.shortest} to {length.longest}, half of the rounds {length.median} or fewer"
    yield f"  {length.mean:.1f} turns on average ({span})"
    yield f"  {length.minutes:.0f} minutes at {length.minutes_a_turn:g} a turn"


def _seats(report: Examination) -> Iterator[str]:
    yield from ("", "Who fares how (points)")
    yield f"  {'seat':<{WIDTH}}{'payoff':>14}{'status quo':>12}{'gain':>8}   above its first BATNA"
    for seat, fares in report.seats.items():
        yield (
            f"  {seat:<{WIDTH}}{f'{fares.payoff:.1f} ± {fares.give:.1f}':>14}{fares.status_quo:>12.1f}"
            f"{fares.gain:>+8.1f}   {interval(fares.above_batna)}"
        )
    yield "  ±: half the width of the 95 % interval. BATNA: what a seat can count on without any agreement; here"
    yield "  that of the first morning, and the share of the rounds that ended better for it."


def _choices(report: Examination) -> Iterator[str]:
    if not any(choices.tried for choices in report.choices.values()):
        return
    yield from ("", "What there is to choose")
    yield f"  {'role':<{WIDTH}}{'one main order at most':>24}{'another order matters':>24}"
    for role, choices in report.choices.items():
        alone = f"{choices.alone} of {choices.turns} turns"
        yield f"  {role:<{WIDTH}}{alone:>24}{f'{choices.mattered} of {choices.tried} turns':>24}"


def _orders(report: Examination) -> Iterator[str]:
    yield from ("", "Orders: how often the bots give them, and what they do in place of what was given")
    yield "  given: in so many of the turns in which they could. better: in so many of the trials in its place."
    yield "  points: what it changed on average in them, for the seat that gives it."
    yield f"  {'order':<34}{'given':>16}{'better':>12}{'points':>16}"
    for order in report.orders:
        line = f"  {f'{order.role} {order.kind}':<34}{f'{order.given} of {order.open}':>16}"
        if order.tried:
            line += f"{f'{order.better} of {order.tried}':>12}{f'{order.change:+.1f} ± {order.give:.1f}':>16}"
        yield line

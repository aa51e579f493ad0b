"""Threats of the other seats: making one that is cheap to carry out, and reacting to those that are open.

A public threat that lapses costs its issuer at home, so its due day makes the threatened order worth more. A demand
made of a seat makes the order that meets it worth more, by how far the issuer's threats are believed.
"""

from __future__ import annotations

from game_engine import readings
from game_engine.bots.situation import Situation
from game_engine.moves import Move, Threat
from game_engine.state import Commitment
from game_engine.vocabulary import Role, SeatId

HARM = 4.0
"""The assumed cost of a threat that is carried out, to the threatened seat, in points."""

PATIENCE = 3.0
"""The cost of carrying out a threat while its demand may still be met, in points."""

REST = 4
"""Turns between two threats of the same kind to the same seat."""


def pressed(here: Situation) -> dict[str, float]:
    """Points that open threats add to orders of this seat, by kind: its own that fall due, and others' demands."""
    points: dict[str, float] = {}
    for threat in here.open_commitments:
        if threat.kind != "threat" or threat.due < here.turn:
            continue
        kind = _carried_out_by(here, threat) if threat.issuer == here.seat else _met_by(here, threat)
        if kind is not None:
            points[kind] = points.get(kind, 0.0) + _weight(here, threat)
    return points


def _carried_out_by(here: Situation, threat: Commitment) -> str | None:
    # The strike has a rule of its own (see coercer).
    return threat.action if threat.action != "strike" else None


def _met_by(here: Situation, threat: Commitment) -> str | None:
    demand = threat.demand or ""
    if here.seat not in threat.to or here.seat in threat.met or demand == "resign":
        return None
    rule = here.scenario.undertaking_rule(demand)
    return rule.order if rule is not None and rule.how == "order" else None


def _weight(here: Situation, threat: Commitment) -> float:
    if threat.issuer == here.seat and threat.due > here.turn:
        return -PATIENCE
    if threat.issuer == here.seat:
        costs = here.scenario.parameters.costs
        cost = costs.lesser_lapse * costs.audience * readings.audience(here.scenario, here.board)
        return cost if threat.public else 0.0
    return HARM * here.view.credibility.get(f"{threat.issuer}.threat", 0.5)


def threaten(here: Situation, role: Role, *, demand: str, action: str, public: bool = True) -> list[Move]:
    """A threat to the seats of a role, due next turn: if both are possible, and no such threat was made of late."""
    by = here.turn + 1
    if by > here.view.turns or action not in here.menu.actions:
        return []
    seats = [seat for seat in here.playing(role) if demand in here.menu.demands.get(seat, ())]
    late = _threatened_of_late(here, demand) if seats else set()
    seats = [seat for seat in seats if seat not in late]
    return [Threat(to=tuple(seats), demand=demand, by=by, action=action, public=public)] if seats else []


def _threatened_of_late(here: Situation, demand: str) -> set[SeatId]:
    """The seats that this seat threatened over this demand, with a threat that is open or recent."""
    found: set[SeatId] = set()
    for commitment in here.view.ledger:
        mine = commitment.kind == "threat" and commitment.issuer == here.seat and commitment.demand == demand
        if mine and (commitment.ending is None or here.turn - commitment.since < REST):
            found.update(commitment.to)
    return found

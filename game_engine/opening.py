"""The first morning of a round: types and private facts are drawn, cells assigned, the board set up."""

from __future__ import annotations

import math
from typing import NamedTuple

from game_engine import chance, readings
from game_engine.events import Event, IncidentEstablished, RoundOpened, TurnBegan
from game_engine.moves import Data
from game_engine.parameters import Prior
from game_engine.rounding import six
from game_engine.scenario import Scenario
from game_engine.state import (
    Board,
    Cell,
    CoercerPrivate,
    Commitment,
    LeadershipPrivate,
    OfficerPrivate,
    OppositionPrivate,
    PatronsPrivate,
    PlainPrivate,
    Private,
    RoundState,
    SeatState,
)
from game_engine.vocabulary import EVERYONE, Role, SeatId


class Seating(Data, frozen=True):
    """Which seats a round has. officers: how many officer seats; standing: optional seats without a player,
    None for all of them."""

    officers: int = 2
    standing: tuple[SeatId, ...] | None = None


class Step(NamedTuple):
    """What a transition gives: the state after it, and what happened."""

    state: RoundState
    events: tuple[Event, ...]


def new_round(scenario: Scenario, seed: int, seating: Seating | None = None) -> Step:
    """Open a round. Raises ValueError for a seating that the scenario does not allow."""
    seating = seating or Seating(officers=scenario.officers.usual)
    if not scenario.officers.least <= seating.officers <= scenario.officers.most:
        raise ValueError(
            f"officers: {scenario.officers.least} to {scenario.officers.most}, not {seating.officers}"
        )
    optional = scenario.optional_seats
    standing = optional if seating.standing is None else seating.standing
    if not set(standing) <= set(optional):
        raise ValueError(f"standing: only {', '.join(optional) or 'none'} can be")
    seats = scenario.seats(seating.officers)
    cells = _cells(scenario, seed, seats)
    board = _board(scenario)
    ledger = _standing_ultimatum(scenario)
    state = RoundState(
        scenario=scenario,
        seed=seed,
        turn=1,
        phase="contest",
        board=board,
        seats=tuple(
            SeatState(
                seat=seat,
                role=scenario.role_of(seat),
                private=_private(scenario, seed, seat, cells),
                standing=seat in standing,
            )
            for seat in seats
        ),
        cells=cells,
        readings=readings.rounded_readings(
            readings.read(scenario, board, deadline=bool(ledger) and ledger[0].due == 1)
        ),
        ledger=ledger,
        credibility=_beliefs(scenario, seats),
    )
    coercer, incident = next((seat.seat, seat.private) for seat in state.seats if seat.role == "coercer")
    assert isinstance(incident, CoercerPrivate)
    opened = RoundOpened(audience=EVERYONE, scenario=scenario.id, seats=seats)
    began = TurnBegan(audience=EVERYONE, turn=1, phase="contest")
    if all(secret.fact != "incident" for secret in scenario.role_rule("coercer").secrets):
        return Step(state, (opened, began))  # nothing was reported before the round
    established = IncidentEstablished(audience=(coercer,), unlawful=incident.incident)
    return Step(state, (opened, established, began))


def _board(scenario: Scenario) -> Board:
    start = scenario.start
    host = scenario.host_rule(start.host)
    return Board(
        credibility=start.credibility,
        buildup=start.buildup,
        legal=start.legal,
        cohesion=start.cohesion,
        rally=start.rally,
        sanctions=start.sanctions,
        patrons=start.patrons,
        breadth=start.breadth,
        crimes=start.crimes,
        backing=start.backing,
        monitors=start.monitors,
        host=start.host,
        host_quality=host.quality if host else 0.0,
        guarantee=start.guarantee,
        exile_closes=start.exile_closes,
        humanitarian=start.humanitarian,
        region=start.region,
        posture=start.posture,
        signers=_seats(scenario, *start.signers) if start.breadth else (),
        briefed=start.briefed,
        war_powers=start.war_powers,
    )


def _seats(scenario: Scenario, *roles: Role) -> tuple[SeatId, ...]:
    return tuple(seat for role in roles if (seat := scenario.seat_of(role)) is not None)


def _standing_ultimatum(scenario: Scenario) -> tuple[Commitment, ...]:
    due = scenario.start.ultimatum
    if due is None:
        return ()
    return (
        Commitment(
            id="ultimatum",
            kind="threat",
            issuer=_seats(scenario, "coercer")[0],
            to=_seats(scenario, "leadership"),
            public=True,
            since=1,
            due=due,
            demand="resign",
            action="strike",
            ordered=True,
        ),
    )


def _beliefs(scenario: Scenario, seats: tuple[SeatId, ...]) -> dict[str, float]:
    rule = scenario.parameters.ledger
    beliefs = {}
    for seat in seats:
        own = rule.priors.get(scenario.role_of(seat), Prior())
        beliefs[f"{seat}.promise"] = rule.promise_prior if own.promise is None else own.promise
        beliefs[f"{seat}.threat"] = rule.threat_prior if own.threat is None else own.threat
    return beliefs


def _cells(scenario: Scenario, seed: int, seats: tuple[SeatId, ...]) -> tuple[Cell, ...]:
    officers = [seat for seat in seats if scenario.role_of(seat) == "officer"]
    count = scenario.officers.cells
    return tuple(
        Cell(
            seat=officers[number * len(officers) // count],
            implicated=chance.draw(seed, 0, f"implicated.{number}") < scenario.types.implicated,
        )
        for number in range(count)
    )


def _private(scenario: Scenario, seed: int, seat: SeatId, cells: tuple[Cell, ...]) -> Private:
    types = scenario.types
    match scenario.role_of(seat):
        case "coercer":
            return CoercerPrivate(
                resolved=chance.draw(seed, 0, f"{seat}.resolved") < types.resolved,
                incident=chance.draw(seed, 0, f"{seat}.incident") < types.incident,
            )
        case "opposition":
            vengeful = chance.draw(seed, 0, f"{seat}.vengeful") < types.vengeful
            temptation = types.temptation_vengeful if vengeful else types.temptation_conciliatory
            return OppositionPrivate(temptation=temptation, vengeful=vengeful)
        case "leadership":
            return _leadership(scenario, seed, seat)
        case "officer":
            return OfficerPrivate(
                implicated=tuple(n for n, cell in enumerate(cells) if cell.seat == seat and cell.implicated)
            )
        case "patrons":
            limit = chance.normal(
                seed, 0, f"{seat}.limit", mean=types.patrons_limit_mean, sd=types.patrons_limit_sd
            )
            return PatronsPrivate(limit=six(min(1.0, max(0.0, limit))))
        case _:
            return PlainPrivate()


def _leadership(scenario: Scenario, seed: int, seat: SeatId) -> LeadershipPrivate:
    types = scenario.types

    def normal(label: str, mean: float, sd: float) -> float:
        return chance.normal(seed, 0, f"{seat}.{label}", mean=mean, sd=sd)

    spread = math.exp(normal("risk_discount", 0.0, types.risk_discount_spread))
    return LeadershipPrivate(
        exile_value=six(normal("exile_value", types.exile_value_mean, types.exile_value_sd)),
        distrust=six(normal("distrust", types.distrust_mean, types.distrust_sd)),
        risk_discount=six(types.risk_discount_median * spread),
        bias=six(normal("bias", 0.0, types.bias_sd)),
    )

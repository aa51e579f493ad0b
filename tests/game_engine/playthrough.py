"""A round as text that a person can read: every line played, what happened, and every seat's view in short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from game_engine import (
    SPECTATOR,
    MoveMade,
    RoundState,
    TurnClosed,
    View,
    close_turn,
    submit,
    to_plain,
    view_for,
)
from game_engine.events import Event
from game_engine.vocabulary import EVERYONE

Played = Iterable[tuple[RoundState, MoveMade | TurnClosed | None, tuple[Event, ...]]]


def with_bots(state: RoundState) -> Iterator[tuple[RoundState, Any, tuple[Event, ...]]]:
    """A round by the usual bots, line by line: each seat in turn, until none has more to say."""
    from game_engine.analysis.simulate import own_chance
    from game_engine.bots import choose, temperaments

    yield state, None, ()
    while state.phase != "over":
        for seat in [seat.seat for seat in state.seats if not seat.standing] * 2:
            chance = own_chance(state, seat)
            for move in choose(view_for(state, seat), state.scenario, temperaments()[0], chance):
                state, events = submit(state, seat, move)
                yield state, MoveMade(state.turn, seat, move), events
        turn = state.turn
        state, events = close_turn(state)
        yield state, TurnClosed(turn), events


def lines(played: Played) -> Iterator[str]:
    """The text of a round."""
    for state, line, events in played:
        if line is None:
            yield f"# {state.scenario.id}, seed {state.seed}"
            yield from _private_facts(state)
        elif isinstance(line, MoveMade):
            yield f"{line.seat}: {_words(to_plain(line.move))}"
            continue
        for event in events:
            yield f"  > {_event(event)}"
        yield from _views(state)
        if state.phase != "over":
            yield ""
            yield f"## turn {state.turn}, {state.phase}"


def _private_facts(state: RoundState) -> Iterator[str]:
    for seat in state.seats:
        standing = " (standing policy)" if seat.standing else ""
        yield f"{seat.seat}{standing}: {_words(to_plain(seat.private))}"
    yield "cells: " + " ".join(f"{cell.seat}{'*' if cell.implicated else ''}" for cell in state.cells)


def _event(event: Event) -> str:
    plain = to_plain(event)
    heard = plain.pop("audience")
    told = "" if heard == EVERYONE else f" [{', '.join(heard)}]"
    return f"{plain.pop('kind')}{told} {_words(plain)}".rstrip()


def _words(value: Any) -> str:
    """Plain data in one line: `key value` pairs, what is inside others in brackets."""
    match value:
        case None:
            return "none"
        case dict():
            kind = [str(value["kind"])] if "kind" in value else []
            rest = [f"{key} {_inner(one)}" for key, one in value.items() if key != "kind"]
            return ", ".join(kind + rest)
        case list() | tuple():
            return " ".join(_inner(one) for one in value) or "none"
        case float():
            return f"{value:g}" if value == round(value, 4) else f"{value:.6f}"
        case _:
            return str(value)


def _inner(value: Any) -> str:
    return f"({_words(value)})" if isinstance(value, dict | list | tuple) else _words(value)


def _views(state: RoundState) -> Iterator[str]:
    public = view_for(state, SPECTATOR)
    yield "  board: " + ", ".join(f"{track.name} {track.shown:g}" for track in public.tracks)
    flags = (public.host, public.exile_closes, public.posture, public.crimes, public.signers)
    yield "  host {}, closes {}, posture {}, crimes {}, signers {}".format(*map(_words, flags))
    yield f"  estimates: {_words(to_plain(public.estimates))}"
    if moved := {key: value for key, value in public.credibility.items() if value != 0.5}:
        yield f"  belief: {_words(moved)}"
    yield f"  hidden: cohesion {state.board.cohesion:g}, strength {state.readings.strength:g}"
    for seat in state.seats:
        yield f"  {seat.seat} sees {_seat_view(view_for(state, seat.seat))}"


def _seat_view(view: View) -> str:
    assert view.me is not None
    assert view.outlook is not None
    parts = [f"batna {view.outlook.batna:.2f}, now {view.outlook.ended_now:.2f}"]
    for name in ("strength", "exile_worth", "coup_hazard"):
        value = getattr(view.me, name)
        parts += [] if value is None else [f"{name} {value:g}"]
    parts += [f"costs {_words(view.me.costs)}"] if view.me.costs else []
    parts += [f"offer {offer.offer.id} ({' '.join(offer.can)})" for offer in view.offers if offer.can]
    parts += [
        f"{commitment.kind} {commitment.id} by turn {commitment.due}"
        for commitment in view.ledger
        if commitment.ending is None
    ]
    parts += [f"payoff {view.payoff:g}"] if view.payoff is not None else []
    return "; ".join(parts)

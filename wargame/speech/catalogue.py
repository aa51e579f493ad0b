"""The texts of a scenario that a player's page needs at hand, in one language, for one seat."""

from typing import Any

from django.utils.text import capfirst

from game_engine import COSTS, EVENTS, RoundState, Scenario, bars, public_tracks
from wargame.exercises.articles import without_article
from wargame.speech import Words

ENDINGS = ("honoured", "broken", "carried_out", "satisfied", "lapsed", "released")


def heading(name: str) -> str:
    """A seat's name as a heading has it, without the article that a sentence needs: "Leadership"."""
    return capfirst(without_article(name))


def catalogue(state: RoundState, seat: str, language: str) -> dict[str, Any]:
    """Names of seats, orders, undertakings, hosts, tracks, ends and costs, and the hints for this seat.

    An order's `name` and an undertaking's `will` continue "will …", its `does` continues "unless it …"; the fields
    of an undertaking stand in them as {breadth}, {crimes}, {host} and {guarantee}.
    """
    scenario, words = state.scenario, Words(state.scenario, language)
    return {
        "title": words.text(scenario.title),
        "starts": scenario.starts,
        "turn_days": scenario.turn_days,
        "turns": scenario.turns,
        "signal_noise": scenario.types.signal_noise,
        "seats": {one.seat: _seat(words, one.seat) for one in state.seats},
        "orders": _orders(scenario, words, seat),
        "undertakings": {
            one.kind: {
                "name": words.text(one.name),
                "will": words.text(one.will),
                "does": words.text(one.does),
                "how": one.how,
                "fields": one.fields,
            }
            for one in scenario.undertakings
        },
        "hosts": {
            one.id: {"name": words.text(one.name), "offered_by": one.offered_by} for one in scenario.hosts
        },
        "tracks": {name: words.text(text) for name, text in scenario.tracks.items()},
        "ends": {
            end: {"name": words.text(one.name), "text": words.text(one.text)}
            for end, one in scenario.ends.items()
        },
        "postures": words.postures(),
        "endings": {one: words.ending(one) for one in ENDINGS},
        "costs": {name: words.cost(name) for name in COSTS},
        "unavailable": {code: words.unavailable(code) for code in {one.code: None for one in bars()}},
        "lessons": _lessons(scenario, words, seat),
        "records": page_records(),
    }


def page_records() -> dict[str, Any]:
    """What the page has to know of tracks and events: owner, ends and drawing of each track, in the order of the board;
    and where each event is told."""
    return {
        "tracks": {
            one.name: {
                "owner": one.owner,
                "ends": one.shown,
                "scale": one.scale,
                "drawn": one.drawn,
                "derived": one.derived,
            }
            for one in public_tracks()
        },
        "events": {
            one.kind: {"talk": one.talk, "aloud": one.aloud, "part": one.part} for one in EVENTS.values()
        },
    }


def _seat(words: Words, seat: str) -> dict[str, str]:
    name = words.seat(seat)
    return {"name": heading(name), "the": name, "role": words.role(seat)}


def _orders(scenario: Scenario, words: Words, seat: str) -> dict[str, dict[str, str]]:
    role = scenario.role_of(seat)
    own = [one for one in scenario.orders if one.role == role]
    return {one.kind: {"name": words.text(one.name), "hint": words.text(one.hint)} for one in own}


def _lessons(scenario: Scenario, words: Words, seat: str) -> list[dict[str, Any]]:
    own = [one for one in scenario.lessons if one.role in (None, scenario.role_of(seat))]
    return [
        {"id": f"{one.turn}-{number}", "turn": one.turn, "panel": one.panel, "text": words.text(one.text)}
        for number, one in enumerate(own)
    ]

"""The texts of a scenario that a player's page needs, in one language, for one seat."""

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
        "seats": {seat.seat: _seat(words, seat.seat) for seat in state.seats},
        "orders": _orders(scenario, words, seat),
        "undertakings": {
            undertaking.kind: {
                "name": words.text(undertaking.name),
                "will": words.text(undertaking.will),
                "does": words.text(undertaking.does),
                "how": undertaking.how,
                "fields": undertaking.fields,
            }
            for undertaking in scenario.undertakings
        },
        "hosts": {
            host.id: {"name": words.text(host.name), "offered_by": host.offered_by} for host in scenario.hosts
        },
        "tracks": {name: words.text(text) for name, text in scenario.tracks.items()},
        "ends": {
            end: {"name": words.text(rule.name), "text": words.text(rule.text)}
            for end, rule in scenario.ends.items()
        },
        "postures": words.postures(),
        "endings": {ending: words.ending(ending) for ending in ENDINGS},
        "costs": {name: words.cost(name) for name in COSTS},
        "unavailable": {code: words.unavailable(code) for code in {bar.code: None for bar in bars()}},
        "lessons": _lessons(scenario, words, seat),
        "records": page_records(),
    }


def page_records() -> dict[str, Any]:
    """What the page must know of tracks and events: owner, ends and drawing of each track, in the order of the board;
    and where each event is told."""
    return {
        "tracks": {
            track.name: {
                "owner": track.owner,
                "ends": track.shown,
                "scale": track.scale,
                "drawn": track.drawn,
                "derived": track.derived,
            }
            for track in public_tracks()
        },
        "events": {
            event.kind: {"talk": event.talk, "aloud": event.aloud, "part": event.part}
            for event in EVENTS.values()
        },
    }


def _seat(words: Words, seat: str) -> dict[str, str]:
    name = words.seat(seat)
    return {"name": heading(name), "the": name, "role": words.role(seat)}


def _orders(scenario: Scenario, words: Words, seat: str) -> dict[str, dict[str, str]]:
    role = scenario.role_of(seat)
    own = [order for order in scenario.orders if order.role == role]
    return {order.kind: {"name": words.text(order.name), "hint": words.text(order.hint)} for order in own}


def _lessons(scenario: Scenario, words: Words, seat: str) -> list[dict[str, Any]]:
    own = [lesson for lesson in scenario.lessons if lesson.role in (None, scenario.role_of(seat))]
    return [
        {
            "id": f"{lesson.turn}-{number}",
            "turn": lesson.turn,
            "panel": lesson.panel,
            "text": words.text(lesson.text),
        }
        for number, lesson in enumerate(own)
    ]

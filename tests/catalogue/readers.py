"""What reads the catalogue, a function a reader: what is missing there of a record, or nothing.

Whoever writes a new reader adds it to the table of its kind below. Names are looked for in the full scenario.
"""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
from django.conf import settings
from django.utils.translation import override

from game_engine import (
    COSTS,
    ORDERS,
    ROLES,
    SPECTATOR,
    TRACKS,
    Event,
    EventKind,
    Order,
    OrderKind,
    RoundState,
    Scenario,
    Seating,
    TermKind,
    TrackKind,
    load_scenario,
    new_round,
    scenario_names,
    talk_kinds,
    view_for,
)
from game_engine.bots.consequences import CONSEQUENCES
from game_engine.bots.logit import MINDS
from game_engine.bots.situation import public_board
from game_engine.estimates import Estimates
from game_engine.menu import _PRICES
from game_engine.resolution.draft import Draft
from game_engine.state import Board
from wargame.debrief import chronicle
from wargame.play.timeline import share
from wargame.record.board import board_of
from wargame.speech import Words, causes
from wargame.speech.catalogue import catalogue, page_records
from wargame.speech.happenings import TELLERS
from wargame.speech.phrases import Phrases
from wargame.speech.refusals import unavailable

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "wargame" / "static" / "offramp" / "js" / "table"
LANGUAGES = [language for language, _ in settings.LANGUAGES]
# Words of so many letters count, and so many letters of them.
LEAST, BEGINNING = 3, 4
# The part of the rules sheets that tells the tracks.
BOARD = 4


@cache
def full() -> Scenario:
    return load_scenario("venezuela-2025")


def opened() -> RoundState:
    """A first turn of its own each time: what is kept of a turn was made with the catalogue of that moment."""
    return new_round(full(), 1, Seating()).state


def missing(record: Any) -> set[str]:
    """The readers that do not know this record."""
    readers: dict[type, dict[str, Callable[[Any], bool]]] = {
        TrackKind: TRACK,
        OrderKind: ORDER,
        TermKind: TERM,
        EventKind: EVENT,
        str: COST,
    }
    return {name for name, knows in readers[type(record)].items() if not _holds(knows, record)}


def _holds(knows: Callable[[Any], bool], record: Any) -> bool:
    try:
        return knows(record)
    except (KeyError, AttributeError, TypeError, ValueError):
        return False


@cache
def literals(*parts: str) -> frozenset[str]:
    """Every text that stands in the sources of that part."""
    place = ROOT.joinpath(*parts)
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    return frozenset(
        node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def sheet(language: str) -> str:
    return (ROOT / "docs" / f"rules-{language}.md").read_text("utf-8")


def own_words(name: str, others: Iterator[str]) -> list[str]:
    """The beginnings of those of its words that tell it from the others."""
    common = {word for other in others for word in _words(other)}
    return [word for word in _words(name) if word not in common]


def _words(text: str) -> list[str]:
    return [word[: BEGINNING + 1] for word in re.findall(r"\w+", text.casefold()) if len(word) >= LEAST]


# ------------------------------------------------------------------------------------------------------------- tracks


def track_has_a_name(track: TrackKind) -> bool:
    files = [load_scenario(name) for name in scenario_names()]
    return not track.public or all(track.name in one.tracks for one in files)


def track_on_the_board(track: TrackKind) -> bool:
    shown = [track.name for track in view_for(opened(), SPECTATOR).tracks]
    if track.derived is not None:
        return hasattr(view_for(opened(), SPECTATOR).estimates, track.derived)
    return (track.name in shown) is track.public


def track_in_the_state(track: TrackKind) -> bool:
    kept = Estimates if track.derived is not None else Board
    return (track.derived or track.name) in kept.__struct_fields__


def track_moves_within_its_ends(track: TrackKind) -> bool:
    draft = Draft(opened())
    if track.derived is None:
        draft.put(track.name, 99.0, "order")
        return getattr(draft.board, track.name) == track.most
    return 0.0 <= getattr(view_for(opened(), SPECTATOR).estimates, track.derived) <= track.most


def track_in_the_history(track: TrackKind) -> bool:
    return (track.name in board_of(opened())) is track.public


def track_in_plots(track: TrackKind) -> bool:
    low, high = track.shown
    return (share(track.name, low), share(track.name, high)) == (0.0, 1.0)


def track_for_bots(track: TrackKind) -> bool:
    if track.derived is not None or not track.public:
        return True
    seen = view_for(opened(), "us")
    return getattr(public_board(seen, full()), track.name) == getattr(opened().board, track.name)


def track_in_the_browser(track: TrackKind) -> bool:
    return (track.name in page_records()["tracks"]) is track.public


def track_of_a_known_colour(track: TrackKind) -> bool:
    colours = (ROOT / "wargame" / "static" / "offramp" / "css" / "tokens.css").read_text("utf-8")
    return track.owner is None or re.search(rf'\[data-role\^?="{track.owner}"\]', colours) is not None


def track_on_the_rules_sheets(track: TrackKind) -> bool:
    if not track.public:
        return True
    return all(_on_the_board_of_the_sheet(track, Words(full(), language)) for language in LANGUAGES)


def _on_the_board_of_the_sheet(track: TrackKind, words: Words) -> bool:
    """Whether the first word that is this track's own stands in the sheet's part about the board."""
    others = (words.track(name) for name in full().tracks if name != track.name)
    own = own_words(words.track(track.name), others)
    board = sheet(words.language).split("\n## ")[BOARD]
    return bool(own) and own[0][:BEGINNING] in board.casefold()


TRACK: dict[str, Callable[[Any], bool]] = {
    "scenarios": track_has_a_name,
    "board": track_on_the_board,
    "state": track_in_the_state,
    "resolution": track_moves_within_its_ends,
    "history": track_in_the_history,
    "plots": track_in_plots,
    "bots": track_for_bots,
    "browser": track_in_the_browser,
    "colours": track_of_a_known_colour,
    "rules sheets": track_on_the_rules_sheets,
}

# ------------------------------------------------------------------------------------------------------------- orders


def seat_of(role: Any) -> str:
    return "officer-1" if role == "officer" else full().seat_of(role) or ""


def whole(known: OrderKind) -> Order:
    values = {"breadth": 0.7, "crimes": False, "host": "gulf", "guarantee": 0.9, "by": 4, "defect": (0, 1)}
    return Order(known.kind, **{name: values[name] for name in known.fields})  # type: ignore[arg-type]


def order_in_the_base(known: OrderKind) -> bool:
    return full().order_rule(known.role, known.kind) is not None


def order_for_the_rules(known: OrderKind) -> bool:
    """It does something when a turn closes, or keeps a promise, or is what a seat does that does nothing."""
    if known.effect is not None:
        return known.effect.track in TRACKS and bool(known.effect.change(full().parameters))
    keeps = {undertaking.order for undertaking in full().undertakings}
    return known.quiet or known.hosts or known.kind in keeps | literals("game_engine", "resolution")


def order_judged_by_bots(known: OrderKind) -> bool:
    mind = MINDS[known.role].__module__.rpartition(".")[2] + ".py"
    if known.bots == "board":
        return (known.kind in CONSEQUENCES or known.effect is not None) and known.role != "officer"
    return known.bots != "rule" or known.kind in literals("game_engine", "bots", mind)


def order_told(known: OrderKind) -> bool:
    event = msgspec.convert(
        {
            "kind": "order_revealed",
            "audience": ["everyone"],
            "seat": seat_of(known.role),
            "order": msgspec.to_builtins(whole(known)),
        },
        Event,
    )
    return "gave this order" not in Words(full(), "en").event(event)


def order_priced(known: OrderKind) -> bool:
    return known.cost is None or (known.cost in COSTS and known.cost in _PRICES)


def order_barred_in_words(known: OrderKind) -> bool:
    return known.bar is None or unavailable(known.bar.code) != unavailable("")


def order_moves_for_a_named_cause(known: OrderKind) -> bool:
    if known.effect is None:
        return True
    phrases = Phrases(full(), "en")
    slug, change = known.effect.cause or known.kind, known.effect.times
    with override("en"):
        return causes.cause(known.effect.track, slug, change, phrases.order_of) != "other causes"


def order_on_the_page(known: OrderKind) -> bool:
    return known.kind in catalogue(opened(), seat_of(known.role), "en")["orders"]


def order_in_the_log(known: OrderKind) -> bool:
    sealed = {known.slot: msgspec.to_builtins(whole(known))}
    words = Words(full(), "en")
    told = chronicle._order_names(sealed, seat_of(known.role), words)
    return words.order(known.role, known.kind)[1:] in told and order_in_the_base(known)


def order_on_the_rules_sheets(known: OrderKind) -> bool:
    return all(_in_row(known, language) for language in LANGUAGES)


def _in_row(known: OrderKind, language: str) -> bool:
    """Whether a word that is this order's own stands in the row of its role."""
    words = Words(full(), language)
    table = [line for line in sheet(language).splitlines() if line.count("|") == 4][2:]
    orders = [line for line in table if "|---" not in line][-len(ROLES) :]
    row = orders[ROLES.index(known.role)].casefold()
    others = [one for one in full().orders if one.role == known.role and one.kind != known.kind]
    own = own_words(words.order(known.role, known.kind), (words.text(one.name) for one in others))
    return any(word in row for word in own)


ORDER: dict[str, Callable[[Any], bool]] = {
    "scenarios": order_in_the_base,
    "resolution": order_for_the_rules,
    "bots": order_judged_by_bots,
    "deeds": order_told,
    "prices": order_priced,
    "bars": order_barred_in_words,
    "causes": order_moves_for_a_named_cause,
    "page": order_on_the_page,
    "log": order_in_the_log,
    "rules sheets": order_on_the_rules_sheets,
}

# --------------------------------------------------------------------------------------------------- terms and costs

TERM: dict[str, Callable[[Any], bool]] = {
    "scenarios": lambda term: full().undertaking_rule(term.kind) is not None,
    "page": lambda term: term.kind in catalogue(opened(), "us", "en")["undertakings"],
    "roles": lambda term: {*term.worth, *term.price} <= set(ROLES),
}

COST: dict[str, Callable[[Any], bool]] = {
    "words": lambda name: name in causes.COSTS,
    "page": lambda name: name in catalogue(opened(), "us", "en")["costs"],
}

# ------------------------------------------------------------------------------------------------------------- events


@cache
def event_types() -> frozenset[str]:
    return frozenset(str(one.__struct_config__.tag) for one in get_args(Event))


def event_drawn_in_the_report(known: EventKind) -> bool:
    titles = re.search(r"const TITLES = \{(.*?)\};", (SCRIPTS / "board" / "report.js").read_text(), re.DOTALL)
    return known.part is None or f"{known.part}:" in (titles[1] if titles else "")


def event_in_a_stream(known: EventKind) -> bool:
    return (known.kind in talk_kinds()) is known.talk


EVENT: dict[str, Callable[[Any], bool]] = {
    "types": lambda known: known.kind in event_types(),
    "sentences": lambda known: known.kind in TELLERS,
    "log titles": lambda known: known.entry in chronicle.KINDS,
    "log filter": lambda known: (
        known.entry in chronicle.kinds_of(known.group) and known.group in chronicle.GROUPS
    ),
    "report": event_drawn_in_the_report,
    "stream": event_in_a_stream,
    "browser": lambda known: known.kind in page_records()["events"],
}

ALL = {"tracks": TRACK, "orders": ORDER, "terms": TERM, "costs": COST, "events": EVENT}

__all__ = ["ALL", "ORDERS", "missing"]

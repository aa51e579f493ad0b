"""The adjudication cases in words: seats, states, moves and events as sentences and short lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import isfinite
from typing import Any

from game_engine import load_scenario

SCENARIO = "venezuela-2025"

TRACKS = {
    "credibility": "belief that Washington is resolved (μ)",
    "buildup": "build-up (B)",
    "legal": "legal exposure (L)",
    "cohesion": "cohesion (K)",
    "rally": "rally",
    "sanctions": "sanctions (S)",
    "patrons": "patrons' support (P)",
    "breadth": "breadth of the amnesty (β)",
    "crimes": "crimes against humanity covered",
    "backing": "backing of the amnesty (ν)",
    "signers": "names under the amnesty",
    "monitors": "monitors (M)",
    "host": "host of the exile",
    "host_quality": "quality of the host",
    "guarantee": "guarantee of safe conduct",
    "exile_closes": "exile closes after turn",
    "humanitarian": "hardship (H)",
    "region": "alignment of the region (G)",
    "posture": "stand of Congress",
    "briefed": "Congress briefed",
    "war_powers": "days on the war-powers clock",
    "co_opt": "favours at work",
    "purge": "fear at work",
    "exile_brokered": "exile brokered by the patrons",
    "ultimatum": "ultimatum falls due in turn",
}
READINGS = {
    "honour": "chance that the amnesty is honoured (c_A)",
    "protection": "protection by the amnesty (q)",
    "safety": "safety of exile (σ_E)",
    "strike_resolved": "a resolved government strikes (λ_R)",
    "strike_unresolved": "an unresolved government strikes (λ_U)",
    "success": "a strike succeeds (p_s)",
    "hazard": "hazard of force (h)",
    "risk_dominance": "chance that officers need (κ)",
    "tipping": "tipping point (θ*)",
    "strength": "strength of the regime (θ)",
}
PRIVATE = {
    "resolved": "resolved",
    "incident": "the reported incident happened",
    "temptation": "temptation to prosecute (g)",
    "vengeful": "vengeful",
    "exile_value": "value of exile (e₁)",
    "distrust": "distrust of hosts",
    "bias": "bias in judging strength",
    "limit": "limit of support",
}
EVENTS = {
    "said": "something is said",
    "offer_made": "an offer is made",
    "offer_cosigned": "{seat} signs the offer",
    "offer_answered": "{seat} answers the offer",
    "offer_withdrawn": "{seat} takes back its offer or its name",
    "offer_expired": "an offer expires",
    "threat_made": "a threat is made",
    "orders_sealed": "orders are sealed",
    "ready_changed": "{seat} changes whether it is ready",
    "order_revealed": "the order of {seat} is revealed",
    "incident_happened": "an incident happens at sea",
    "incident_established": "what truly happened in the incident is established",
    "legislature_briefed": "Congress is briefed",
    "posture_taken": "Congress takes a stand",
    "war_powers_expired": "the war-powers clock runs out",
    "amnesty_tabled": "an amnesty is tabled",
    "amnesty_backed": "{seat} signs the amnesty",
    "exile_offered": "{seat} opens an exile",
    "exile_closed": "the exile closes",
    "exile_accepted": "the leader takes the exile",
    "ultimatum_issued": "an ultimatum is issued",
    "warning_received": "{seat} warns the leadership",
    "cells_defected": "cells of {seat} defect",
    "regime_fell": "officers bring the regime down",
    "strike_made": "a strike is made",
    "commitment_ended": "a word given ends",
    "credibility_moved": "belief in {seat} moves",
    "board_moved": "tracks of the board move",
    "transition_began": "a transition begins",
    "amnesty_judged": "the new government judges the amnesty",
    "class_resisted": "the covered class rises",
    "conflict_broke": "civil conflict breaks out",
    "round_ended": "the round ends",
    "payoff_earned": "{seat} is told what it has earned",
}
FIELDS = {
    "issuer": "of",
    "to": "to",
    "due": "due in turn",
    "ended": "in turn",
    "by": "by turn",
    "since": "since turn",
    "leaning": "cells that lean",
    "closes": "closes after turn",
    "defect": "cells",
    "cells": "cells",
}
FLAGS = {
    "won": ("it wins", "it loses"),
    "honoured": ("it keeps it", "it breaks it"),
    "collapsed": ("the regime collapses", "the regime persists"),
    "succeeded": ("it succeeds", "it fails"),
    "crimes": ("crimes against humanity covered", "no crimes against humanity"),
    "standing": ("by standing policy", "by its player"),
    "public": ("in public", "in private"),
    "ready": ("ready", "not ready"),
    "unlawful": ("unlawful", "lawful"),
    "incident": ("it happened", "it did not happen"),
}
SEATS = {
    "spectator": "a spectator",
    "facilitator": "the facilitator",
    "everyone": "all",
    "officer": "an officer",
}


@cache
def seat_names() -> dict[str, str]:
    """What each seat of the scenario is called within a sentence."""
    scenario = load_scenario(SCENARIO)
    names = {scenario.seat_of(rule.role) or rule.role: rule.name["en"] for rule in scenario.roles}
    return {**names, **{f"officer-{n}": f"officer {n}" for n in range(1, 7)}, **SEATS}


@cache
def _order_names() -> dict[tuple[str, str], str]:
    return {(rule.role, rule.kind): rule.name["en"] for rule in load_scenario(SCENARIO).orders}


def seat(name: str) -> str:
    """A seat within a sentence."""
    return seat_names().get(name, f"`{name}`")


def start(text: str) -> str:
    """The text as the start of a sentence."""
    return text[:1].upper() + text[1:]


def value(given: Any) -> str:
    """Any value of a case in words."""
    match given:
        case bool():
            return "yes" if given else "no"
        case float():
            return f"{given:.6f}".rstrip("0").rstrip(".") if isfinite(given) else f"`{given}`"
        case str() if given.startswith("$"):
            return f"*{given[1:]}*"
        case str():
            return seat_names().get(given, given.replace("_", " "))
        case Mapping():
            return fields(given)
        case list():
            return _several(given)
        case _:
            return str(given)


def _several(given: list[Any]) -> str:
    if given and all(isinstance(one, int) and not isinstance(one, bool) for one in given):
        return _numbers(given)
    if any(isinstance(one, Mapping) for one in given):
        return "; ".join(value(one) for one in given)
    *first, last = [value(one) for one in given] or ["none"]
    return f"{', '.join(first)} and {last}" if first else last


def _numbers(given: list[int]) -> str:
    if len(given) > 2 and given == list(range(given[0], given[0] + len(given))):
        return f"{given[0]} to {given[-1]}"
    return " and ".join(str(one) for one in given)


def fields(given: Mapping[str, Any], *, without: Iterable[str] = ()) -> str:
    """A table as `field value, field value`; a kind stands first by itself."""
    shown = {key: one for key, one in given.items() if key not in without}
    kind = shown.pop("kind", None)
    parts = [str(kind).replace("_", " ")] if kind else []
    return ", ".join(parts + [_field(key, one) for key, one in shown.items()])


def _field(key: str, given: Any) -> str:
    if key in FLAGS and isinstance(given, bool):
        return FLAGS[key][not given]
    label = FIELDS.get(key, key.replace("_", " "))
    if isinstance(given, Mapping):
        return f"{label} ({fields(given)})"
    if isinstance(given, list) and given and isinstance(given[0], Mapping):
        return f"{label} ({value(given)})"
    return f"{label} {value(given)}"


def event(given: Mapping[str, Any]) -> str:
    """An event, as far as the case says it: `officers bring the regime down (transition coup)`."""
    phrase, who = EVENTS[given["kind"]], given.get("seat")
    phrase = phrase.format(seat=seat(who) if who else "a seat")
    shown = fields(given, without=("kind", "seat") if "{seat}" in EVENTS[given["kind"]] else ("kind",))
    return f"{phrase} ({shown})" if shown else phrase


def line(given: Mapping[str, Any]) -> str:
    """A line of the ledger: `a promise of the United States: honoured, in turn 1`."""
    noun = {"promise": "a promise", "threat": "a threat"}.get(given.get("kind") or _kind(given), "a word")
    whose = f" of {seat(given['issuer'])}" if "issuer" in given else ""
    whom = f" to {value(given['to'])}" if "to" in given else ""
    rest = fields(given, without=("kind", "issuer", "to", "ending"))
    ending = str(given.get("ending", "stands")).replace("_", " ")
    return f"{noun}{whose}{whom}: {ending}" + (f" ({rest})" if rest else "")


def _kind(given: Mapping[str, Any]) -> str:
    if "undertakings" in given or given.get("ending") in ("honoured", "broken"):
        return "promise"
    return "threat" if given.get("ending") in ("carried_out", "satisfied", "lapsed") else ""


def move(who: str, given: Any) -> str:
    """A seat's move as a sentence, without its full stop."""
    kind = given.get("kind") if isinstance(given, Mapping) else None
    said = _MOVES.get(kind or "", _orders)
    return start(seat(who)) + " " + said(who, given)


def _say(_: str, given: Mapping[str, Any]) -> str:
    text = "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in given["text"])
    return f"says “{text}” to {_whom(given)}"


def _whom(given: Mapping[str, Any]) -> str:
    return "all" if given.get("public") and not given.get("to") else value(given.get("to", [])) or "nobody"


def _offer(_: str, given: Mapping[str, Any]) -> str:
    parts = ["counters " + value(given["counters"]) + " with an offer" if "counters" in given else "offers"]
    parts.append(f"to {_whom(given)}")
    parts += ["in public"] if given.get("public") else []
    parts += [f"(seen by {value(given['witnesses'])})"] if given.get("witnesses") else []
    terms, asks = _undertakings(given.get("terms", [])), _undertakings(given.get("asks", []))
    deal = "; ".join([f"gives {terms}"] * bool(terms) + [f"asks {asks}"] * bool(asks)) or "nothing"
    return " ".join(parts) + f", open to the end of turn {given['expires']}: {deal}"


def _undertakings(given: list[Mapping[str, Any]]) -> str:
    return " and ".join(_undertaking(one) for one in given)


def _undertaking(given: Mapping[str, Any]) -> str:
    rule = load_scenario(SCENARIO).undertaking_rule(given["kind"])
    name = rule.name["en"] if rule else f"`{given['kind']}`"
    extra = fields(given, without=("kind", "by"))
    return f"{name} by turn {given['by']}" + (f" ({extra})" if extra else "")


def _threat(_: str, given: Mapping[str, Any]) -> str:
    public = "in public " if given.get("public") else ""
    rule = load_scenario(SCENARIO).undertaking_rule(given["demand"])
    demand = rule.name["en"] if rule else f"`{given['demand']}`"
    action = str(given["action"]).replace("_", " ")
    return f"{public}threatens {_whom(given)}: {demand} by turn {given['by']}, or *{action}*"


def _orders(who: str, given: Any) -> str:
    if isinstance(given, Mapping) and given.get("kind") == "orders":
        given = [f"{slot}: {_order(who, given[slot])}" for slot in ("main", "minor") if slot in given]
        return "seals " + "; ".join(given)
    orders = given if isinstance(given, list) else [given]
    return "seals: " + "; ".join(_order(who, one) for one in orders)


def _order(who: str, given: Any) -> str:
    table = {"kind": given} if isinstance(given, str) else given
    role = "officer" if who.startswith("officer-") else load_scenario(SCENARIO).role_of(who)
    if table["kind"] == "cells" and "defect" in table:
        moving = table["defect"]
        one = len(moving) == 1
        return f"cell{'' if one else 's'} {value(moving)} defect{'s' * one}" if moving else "every cell stays"
    name = _order_names().get((role, table["kind"]), f"`{table['kind']}`")
    extra = fields(table, without=("kind",))
    return f"{name} ({extra})" if extra else name


_MOVES = {
    "say": _say,
    "offer": _offer,
    "cosign": lambda _, given: f"signs {value(given['offer'])}",
    "withdraw": lambda _, given: f"takes back its part in {value(given['offer'])}",
    "answer": lambda _, given: f"{given['answer']}s {value(given['offer'])}",
    "threat": _threat,
    "ready": lambda _, given: "is ready" if given.get("ready", True) else "is not ready after all",
}

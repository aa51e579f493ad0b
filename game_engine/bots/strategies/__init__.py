"""Scripted plans, by role: what a seat does if it follows one idea from the first turn to the last.

They are recognisable and not clever, so that a researcher can ask which idea answers which. A plan's docstring says
what it does; its first sentence is what tables show.
"""

from __future__ import annotations

from game_engine.bots.situation import Bot
from game_engine.bots.strategies import coercer, leadership, officers, opposition
from game_engine.bots.strategies.parts import contest
from game_engine.vocabulary import Role

PLANS: dict[Role, dict[str, Bot]] = {
    "coercer": {
        "talk": coercer.talk,
        "wait": coercer.wait,
        "strike": coercer.strike,
        "package": coercer.package,
        "draw-down": coercer.draw_down,
    },
    "opposition": {
        "narrow": opposition.narrow,
        "broad": opposition.broad,
        "crimes": opposition.crimes,
        "mobilise": opposition.mobilise,
        "share": opposition.share,
        "bide": opposition.wait,
    },
    "leadership": {
        "hold-on": leadership.hold_on,
        "rally": leadership.rally,
        "purge": leadership.purge,
        "exile-early": leadership.exile_early,
        "exile-late": leadership.exile_late,
        "stall": leadership.stall,
    },
    "officer": {
        "loyal": officers.loyal,
        "signal": officers.signal,
        "pact": officers.pact,
        "stand-down": officers.stand_down,
        "warn": officers.warn,
    },
}


def plans(role: Role) -> tuple[str, ...]:
    """The scripted plans of a role, by name; none for a role without any."""
    return tuple(PLANS.get(role, {}))


def plan_for(role: Role, name: str) -> Bot:
    """The plan of that name, ready to play. Raises KeyError if the role has none of that name."""
    return contest(PLANS.get(role, {})[name])


def plan_says(role: Role, name: str) -> str:
    """What a plan does, in a sentence. Raises KeyError for one that does not exist."""
    return (PLANS[role][name].__doc__ or "").strip().split("\n")[0]

"""The forward-looking logit bot: a mind for each role, one temperament for all of them."""

from __future__ import annotations

from game_engine.bots import bystanders, coercer, leadership, officers, opposition
from game_engine.bots.situation import Bot, Situation
from game_engine.moves import Move
from game_engine.vocabulary import Role

MINDS: dict[Role, Bot] = {
    "coercer": coercer.choose,
    "opposition": opposition.choose,
    "leadership": leadership.choose,
    "officer": officers.choose,
    "legislature": bystanders.choose,
    "region": bystanders.choose,
    "patrons": bystanders.choose,
}


def choose(here: Situation) -> list[Move]:
    """What this seat's role would do now. A role that has nothing to decide on the day after gives no orders."""
    if here.view.phase == "day_after" and not here.mains:
        return []
    return MINDS[here.role](here)

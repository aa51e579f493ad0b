"""What the engine can carry out: the kinds of order that a role's menu may have, and what each needs."""

from __future__ import annotations

from typing import NamedTuple

from game_engine.scenario import Field
from game_engine.vocabulary import Phase, Role


class Verb(NamedTuple):
    """A kind of order: the fields it must be given, and the phase it belongs to."""

    fields: frozenset[Field] = frozenset()
    phase: Phase = "contest"


def _plain(*kinds: str) -> dict[str, Verb]:
    return {kind: Verb() for kind in kinds}


AFTERWARDS = Verb(phase="day_after")
HOSTED = Verb(frozenset({"host"}))

VERBS: dict[Role, dict[str, Verb]] = {
    "coercer": {
        **_plain("hold", "raise_buildup", "lower_buildup", "strike", "brief_legislature"),
        **_plain("sanctions_up", "sanctions_down", "back_amnesty"),
        "ultimatum": Verb(frozenset({"by"})),
        "guarantee_exile": Verb(frozenset({"host", "guarantee", "by"})),
    },
    "leadership": _plain("hold", "rally", "purge", "repress", "accept_exile", "co_opt", "release_prisoners"),
    "officer": {
        "cells": Verb(frozenset({"defect"})),
        **_plain("warn", "stand_down", "refuse_orders"),
        "resist": AFTERWARDS,
        "acquiesce": AFTERWARDS,
    },
    "opposition": {
        **_plain("hold", "joint_declaration", "mobilise", "power_sharing"),
        "table_amnesty": Verb(frozenset({"breadth", "crimes"})),
        "honour": AFTERWARDS,
        "breach": AFTERWARDS,
    },
    "legislature": _plain("defer", "oversight", "restrict"),
    "region": {
        **_plain("neutral", "mediate", "align", "send_monitors", "back_amnesty"),
        "offer_host": HOSTED,
    },
    "patrons": {**_plain("quiet", "support"), "broker_exile": HOSTED},
}
"""By role and kind."""

HOSTING: dict[Role, str] = {
    "coercer": "guarantee_exile",
    "region": "offer_host",
    "patrons": "broker_exile",
}
"""The orders that open an exile, by role."""

BOARD_TRACKS: tuple[str, ...] = (
    "credibility",
    "buildup",
    "legal",
    "rally",
    "sanctions",
    "patrons",
    "breadth",
    "backing",
    "monitors",
    "guarantee",
    "humanitarian",
    "region",
)
"""The public tracks that the board holds, which a standing policy can read."""

DERIVED_TRACKS: tuple[str, ...] = ("honour", "safety")
"""The public tracks that are worked out from the board."""

FACTS: dict[Role, frozenset[str]] = {
    "coercer": frozenset({"resolved", "incident"}),
    "opposition": frozenset({"vengeful"}),
    "officer": frozenset({"implicated"}),
}
"""The private facts for which a scenario may have a sentence."""

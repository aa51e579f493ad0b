"""Why a track moved: a phrase a cause."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wargame.speech import grammar

CAUSES = {
    "order": _("by order"),
    "tabled": _("what was tabled"),
    "signed": _("the names under the amnesty"),
    "backed": _("a new name under the amnesty"),
    "closed": _("the offer of exile has closed"),
    "guarantee": _("a guarantee of safe conduct"),
    "exile": _("a new offer of exile"),
    "draw_down": _("the draw-down"),
    "ultimatum": _("an ultimatum in public"),
    "quiet_turn": _("a quiet turn"),
    "deadline_passed": _("a deadline that passed in quiet"),
    "strike": _("force used"),
    "failed_strike": _("force that failed"),
    "threat_kept": _("a threat carried out"),
    "threat_lapsed": _("a threat that lapsed"),
    "incident": _("an incident"),
    "briefed": _("a full briefing"),
    "clock": _("the war-powers clock has run out"),
    "oversight": _("oversight"),
    "decay": _("time"),
    "drift": _("the run of events"),
    "support": _("support for the regime"),
    "mediation": _("mediation"),
    "monitors": _("monitors sent"),
    "hardship": _("sanctions and daily life"),
    "relief": _("relief"),
    "prisoners": _("prisoners released"),
    "mobilised": _("the street mobilised"),
    "repressed": _("repression"),
    "conflict": _("fighting in the country"),
    "rally": _("a rally"),
    "purge": _("a purge"),
    "co_opt": _("favours"),
    "defections": _("cells that moved"),
    "stood_down": _("troops in barracks"),
    "refused": _("orders refused"),
    "sanctions": _("sanctions"),
    "start": _("how things stood"),
}

RISES = {
    ("buildup", "order"): _("forces sent"),
    ("sanctions", "order"): _("sanctions tightened"),
    ("rally", "order"): _("a rally"),
    ("rally", "ultimatum"): _("people rally against the threat"),
    ("region", "order"): _("the region took sides"),
    ("breadth", "tabled"): _("a broader amnesty tabled"),
}
FALLS = {
    ("buildup", "order"): _("forces drawn down"),
    ("sanctions", "order"): _("sanctions eased"),
    ("region", "order"): _("the region kept its distance"),
    ("breadth", "tabled"): _("a narrower amnesty tabled"),
    ("rally", "decay"): _("fervour that fades"),
    ("legal", "decay"): _("questions that grow old"),
    ("patrons", "decay"): _("help that runs out"),
    ("credibility", "quiet_turn"): _("a quiet turn: one that meant it might have acted"),
}


Named = Callable[[str], str | None]
"""The name of an order by its kind, where the scenario has one: what an order's own cause is called."""


def cause(track: str, slug: str, change: float, named: Named) -> str:
    """The phrase for one cause of one track's change."""
    phrases = RISES if change > 0 else FALLS
    phrase = phrases.get((track, slug)) or CAUSES.get(slug) or named(slug)
    return str(phrase) if phrase is not None else gettext("other causes")


def explained(track: str, causes: Iterable[tuple[str, float]], named: Named) -> str:
    """'a rally (+0.6), fervour that fades (−0.2)', or '' where nothing moved enough to be seen."""
    together: dict[str, float] = {}
    for slug, change in causes:
        phrase = cause(track, slug, change, named)
        together[phrase] = together.get(phrase, 0.0) + change
    seen = {phrase: change for phrase, change in together.items() if round(abs(change), 1) > 0}
    return ", ".join(f"{phrase} ({grammar.number(change, signed=True)})" for phrase, change in seen.items())


COSTS = {
    "audience": _("word not kept in public"),
    "stranded": _("a build-up for nothing"),
    "upkeep": _("upkeep of the forces"),
    "legal": _("legal exposure"),
    "strike": _("force used"),
    "guarantee": _("guarantees given"),
    "justice": _("justice forgone"),
    "crimes": _("crimes against humanity in the amnesty"),
    "office": _("time in office"),
    "cells": _("cells lost"),
    "deferring": _("having looked away"),
    "humanitarian": _("hardship"),
    "mediation": _("mediation"),
    "support": _("support sent"),
    "overreach": _("support beyond the limit"),
    "brokered": _("the exile brokered"),
    "conflict": _("fighting in the country"),
    "overthrown": _("overthrown after a breach"),
    "resisted": _("a breach that was resisted"),
    "rally": _("rallies"),
    "co_opt": _("favours"),
}


def cost(name: str) -> str:
    """The name of a cost of the path."""
    known = COSTS.get(name)
    return str(known) if known is not None else gettext("other causes")

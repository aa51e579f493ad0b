"""The path costs: what a seat pays on the way, or is paid, by name."""

from __future__ import annotations

COSTS: list[str] = [
    "audience",
    "stranded",
    "upkeep",
    "legal",
    "strike",
    "guarantee",
    "justice",
    "crimes",
    "office",
    "cells",
    "deferring",
    "humanitarian",
    "mediation",
    "support",
    "overreach",
    "brokered",
    "conflict",
    "overthrown",
    "resisted",
    "rally",
    "co_opt",
]

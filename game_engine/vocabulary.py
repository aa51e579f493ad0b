"""The words every part of the engine shares: seats, roles, phases, ends, and the units of the tracks."""

from __future__ import annotations

from typing import Literal, TypeAlias

SeatId: TypeAlias = str
"""The id that the scenario gives to a role's only seat (the role's own where it gives none), or `officer-1` to `-6`."""

Viewer: TypeAlias = str
"""A seat id, `FACILITATOR` who sees all, or `SPECTATOR` who sees what is public."""

Role: TypeAlias = Literal[
    "coercer", "opposition", "leadership", "officer", "legislature", "region", "patrons"
]
Phase: TypeAlias = Literal["contest", "day_after", "over"]
Transition: TypeAlias = Literal["exile", "pact", "coup", "collapse"]
End: TypeAlias = Literal[
    "exile", "pact", "breach", "coup", "removal_collapses", "removal_persists", "backed_down", "stand_off"
]
Posture: TypeAlias = Literal["defer", "oversight", "restrict"]
Slot: TypeAlias = Literal["main", "minor"]
Field: TypeAlias = Literal["breadth", "crimes", "host", "guarantee", "by", "defect"]
CellStatus: TypeAlias = Literal["loyal", "defected", "purged"]

FACILITATOR = "facilitator"
SPECTATOR = "spectator"
EVERYONE = ("everyone",)

ROLES: tuple[Role, ...] = (
    "coercer",
    "opposition",
    "leadership",
    "officer",
    "legislature",
    "region",
    "patrons",
)
REQUIRED_ROLES: tuple[Role, ...] = ("coercer", "opposition", "leadership", "officer")
OPTIONAL_ROLES: tuple[Role, ...] = ("legislature", "region", "patrons")

ENDS: tuple[End, ...] = (
    "exile",
    "pact",
    "breach",
    "coup",
    "removal_collapses",
    "removal_persists",
    "backed_down",
    "stand_off",
)
NEGOTIATED: frozenset[Transition] = frozenset({"exile", "pact"})

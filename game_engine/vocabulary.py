"""The words every part of the engine shares: seats, roles, phases, ends, and the units of the tracks."""

from __future__ import annotations

from typing import Literal, TypeAlias

SeatId: TypeAlias = str
"""A role's own name (`us`, `opposition`, `leadership`, `congress`, `region`, `patrons`), or `officer-1` to `-6`."""

Viewer: TypeAlias = str
"""A seat id, `FACILITATOR` who sees all, or `SPECTATOR` who sees what is public."""

Role: TypeAlias = Literal["us", "opposition", "leadership", "officer", "congress", "region", "patrons"]
Phase: TypeAlias = Literal["contest", "day_after", "over"]
Transition: TypeAlias = Literal["exile", "pact", "coup", "collapse"]
End: TypeAlias = Literal[
    "exile", "pact", "breach", "coup", "removal_collapses", "removal_persists", "backed_down", "stand_off"
]
Posture: TypeAlias = Literal["defer", "oversight", "restrict"]
CellStatus: TypeAlias = Literal["loyal", "defected", "purged"]

FACILITATOR = "facilitator"
SPECTATOR = "spectator"
EVERYONE = ("everyone",)

ROLES: tuple[Role, ...] = ("us", "opposition", "leadership", "officer", "congress", "region", "patrons")
REQUIRED_ROLES: tuple[Role, ...] = ("us", "opposition", "leadership", "officer")
OPTIONAL_ROLES: tuple[Role, ...] = ("congress", "region", "patrons")

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


def role_of(seat: SeatId) -> Role:
    """The role that a seat plays; `officer-3` plays `officer`. Raises ValueError for what is no seat."""
    role = "officer" if seat.startswith("officer-") else seat
    if role not in ROLES or seat == "officer":
        raise ValueError(f"no such seat: {seat!r}")
    return role

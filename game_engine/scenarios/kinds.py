"""The names of orders and undertakings in plain data, looked at before their lines are held to the types: who mistypes
a name should not read that the rest of the line is missing. What goes with the name of an order is filled in."""

from __future__ import annotations

from typing import Any

from game_engine import catalogue
from game_engine.errors import ScenarioError
from game_engine.scenario import UndertakingRule
from game_engine.scenarios.refusals import nearest
from game_engine.vocabulary import ROLES

NEEDED = ("roles", "how", "name", "will", "does")
"""What an undertaking of its own must give."""


def check_kinds(data: dict[str, Any]) -> None:
    """Raise ScenarioError for an order that its role does not have, and for an undertaking's line that changes none."""
    for number, line in _numbered_tables(data, "orders"):
        role, kind = line.get("role"), line.get("kind")
        known = tuple(catalogue.of_role(role)) if role in ROLES else ()
        if known and isinstance(kind, str) and kind not in known:
            words = f"no such order for {role}; one of {', '.join(known)}{nearest(kind, known)}"
            raise ScenarioError(f"orders[{number}].kind", words)
    kinds = [str(line.get("kind")) for _, line in _numbered_tables(data, "undertakings")]
    for number, line in _numbered_tables(data, "undertakings"):
        missing = [entry for entry in NEEDED if entry not in line]
        if (
            missing
            and isinstance(line.get("kind"), str)
            and set(line) <= set(UndertakingRule.__struct_fields__)
        ):
            others = tuple(kind for kind in kinds if kind != line["kind"])
            words = f"no undertaking of that name to change{nearest(line['kind'], others)}"
            words += f" (a new one needs {', '.join(missing)})"
            raise ScenarioError(f"undertakings[{number}].kind", words)


def fill_in(data: dict[str, Any]) -> None:
    """Give orders slot, phase and fields of their kind if their line does not say them. Changes `data`."""
    for _, line in _numbered_tables(data, "orders"):
        role, kind = line.get("role"), line.get("kind")
        known = catalogue.order(role, kind) if isinstance(role, str) and isinstance(kind, str) else None
        if known is not None:
            line.setdefault("slot", known.slot)
            line.setdefault("phase", known.phase)
            line.setdefault("fields", list(known.fields))


def _numbered_tables(data: dict[str, Any], name: str) -> list[tuple[int, dict[str, Any]]]:
    """The numbered tables of a list; none if it is not a list of tables."""
    lines = data.get(name)
    if not isinstance(lines, list):
        return []
    return [(number, line) for number, line in enumerate(lines) if _hashable(line)]


def _hashable(line: Any) -> bool:
    return isinstance(line, dict) and isinstance(line.get("role", ""), str)

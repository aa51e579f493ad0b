"""What the base has, as tables of the reference: its ends and their points, the orders and the undertakings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from game_engine import catalogue
from game_engine.languages import ENGLISH
from game_engine.scenario import PAYOFF_SIDES
from game_engine.scenarios.load import base_data
from game_engine.vocabulary import ENDS

BASE = "_standard"
WORTH = {"exile": "E", "covered": "q", "exposed": "(1−q)"}


def inherited() -> str:
    """The tables as Markdown."""
    data = base_data(BASE)
    return "\n\n".join([_ends(data), _orders(data), _undertakings(data)])


def _ends(data: Mapping[str, Any]) -> str:
    ends = data["ends"]
    rows = [
        [f"`{end}`", ends[end]["name"][ENGLISH], *(_points(ends[end][side]) for side in PAYOFF_SIDES)]
        for end in ENDS
    ]
    return "\n".join(
        [
            f"## The eight ends, and what they are worth in `{BASE}`",
            "",
            "Points before what the path costs. E is what exile is worth to this leader: his own value of a safe one "
            "(drawn about `types.exile_value_mean`) by its safety, less `parameters.exile.betrayed` by the rest. q is "
            "how far the amnesty protects. An end can be given anew entry by entry: `[ends.stand_off]` and "
            "`leadership = { fixed = 60 }`.",
            "",
            *_table(["end", "in the base's words", *(f"`{side}`" for side in PAYOFF_SIDES)], rows),
        ]
    )


def _points(payoff: Mapping[str, float]) -> str:
    parts = [f"{payoff['fixed']:g}"] if payoff.get("fixed") else []
    parts += [f"{value:g}·{WORTH[name]}" for name, value in payoff.items() if name != "fixed"]
    return " + ".join(parts).replace("+ -", "− ").replace("-", "−") or "0"


def _orders(data: Mapping[str, Any]) -> str:
    given = {(line["role"], line["kind"]): line for line in data["orders"]}
    rows = []
    for (role, kind), known in catalogue.ORDERS.items():
        line = given.get((role, kind), {})
        name = line.get("name", {}).get(ENGLISH, "")
        fields = listed(sorted(known.fields))
        rows.append([f"`{role}`", f"`{kind}`", fields, f"`{known.phase}`", known.slot, name])
    return "\n".join(
        [
            "## The orders, by role",
            "",
            "All that the engine can carry out; a scenario names them anew and adds none. A scenario can give one "
            f"another slot; the last column is that of `{BASE}`.",
            "",
            *_table(["role", "`kind`", "`fields`", "`phase`", "`slot`", "name"], rows),
        ]
    )


def _undertakings(data: Mapping[str, Any]) -> str:
    rows = [
        [
            f"`{line['kind']}`",
            listed(line["roles"]),
            f"`{line['how']}`",
            f"`{line['order']}`" if "order" in line else "",
            listed(line.get("fields", [])),
            "yes" if line.get("demandable") else "no",
            line["name"][ENGLISH],
        ]
        for line in data["undertakings"]
    ]
    head = ["`kind`", "`roles`", "`how`", "`order`", "`fields`", "`demandable`", "name"]
    return "\n".join([f"## The undertakings of `{BASE}`", "", *_table(head, rows)])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for line in (head, ["---"] * len(head), *rows):
        yield "| " + " | ".join(line) + " |"


def listed(words: Sequence[str]) -> str:
    """Words as code, separated by commas."""
    return ", ".join(f"`{word}`" for word in words)

"""What is easily overlooked in a scenario that loads and plays: words of the base left in it, plurals, short turns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from game_engine.analysis.fairness.examination import Remark
from game_engine.languages import ENGLISH
from game_engine.scenario import Scenario
from game_engine.scenarios.load import base_data

PERIOD = 14
"""Days for which rates are given."""

# A last word in small letters that ends in one s: "neighbours", not "United States" nor "congress".
PLURAL = re.compile(r"(^|\s)[a-zà-ÿ]+[^\Wsui]s$")


def slips(scenario: Scenario) -> Iterator[Remark]:
    """Notes only: each can be meant."""
    if scenario.turn_days < PERIOD:
        text = f"{scenario.turn_days} days a turn, but the rates are for two weeks a period"
        text += f": as much happens in a turn as in one of {PERIOD} days"
        yield Remark("note", "short turns", "turn_days", text)
    for rule in scenario.roles:
        if rule.role != "officer" and PLURAL.search(rule.name[ENGLISH]):
            name = rule.name[ENGLISH]
            text = f"«{name}» looks like a plural, and sentences take a seat for one («{name} does …»)"
            yield Remark("note", "plural", f"roles[{rule.role}].name.en", text)
    yield from _deeds(scenario)


def _deeds(scenario: Scenario) -> Iterator[Remark]:
    base = {(line["role"], line["kind"]): line["name"][ENGLISH] for line in base_data("_standard")["orders"]}
    for rule in scenario.orders:
        inherited = base.get((rule.role, rule.kind))
        if rule.deed is None and rule.revealed and inherited not in (None, rule.name[ENGLISH]):
            text = f"its name is your own, but the report of a turn has the base's words for «{inherited}»: give a deed"
            yield Remark("note", "deed", f"orders[{rule.role}.{rule.kind}].deed", text)

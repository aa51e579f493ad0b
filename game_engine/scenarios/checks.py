"""Checks beyond the types: each names the path at fault and what belongs there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from string import Formatter

from game_engine import catalogue
from game_engine.errors import ScenarioError
from game_engine.languages import Text
from game_engine.scenario import OrderRule, Scenario, UndertakingRule
from game_engine.scenarios.facts import FACTS
from game_engine.scenarios.refusals import one_of
from game_engine.vocabulary import (
    ENDS,
    EVERYONE,
    FACILITATOR,
    OPTIONAL_ROLES,
    REQUIRED_ROLES,
    SPECTATOR,
    Role,
)

LEAST_MAIN_ORDERS = 2
RESERVED = frozenset({FACILITATOR, SPECTATOR, *EVERYONE})


def check(scenario: Scenario) -> None:
    """Raise ScenarioError at the first fault that keeps the scenario from being played."""
    for check in (
        _frame,
        _roles,
        _orders,
        _undertakings,
        _signers,
        _hosts,
        _standing,
        _ends_and_tracks,
        _lessons,
    ):
        for path, expected in check(scenario):
            raise ScenarioError(path, expected)


Faults = Iterator[tuple[str, str]]


def _frame(scenario: Scenario) -> Faults:
    try:
        date.fromisoformat(scenario.starts)
    except ValueError:
        yield "starts", "a day of the calendar, as 2025-12-01"
    officers = scenario.officers
    if not officers.least <= officers.usual:
        yield "officers.least", f"at most officers.usual ({officers.usual})"
    if not officers.usual <= officers.most:
        yield "officers.usual", f"at most officers.most ({officers.most})"
    if officers.cells < officers.most:
        yield "officers.cells", f"at least one cell for each of {officers.most} officers"
    for name in ("ultimatum", "exile_closes"):
        turn = getattr(scenario.start, name)
        if turn is not None and turn > scenario.turns:
            yield f"start.{name}", f"a turn of the scenario, at most {scenario.turns}"


def _roles(scenario: Scenario) -> Faults:
    seen: set[Role] = set()
    for number, rule in enumerate(scenario.roles):
        if rule.role in seen:
            yield f"roles[{number}].role", f"each role once; {rule.role} is here twice"
        seen.add(rule.role)
        for place, secret in enumerate(rule.secrets):
            facts = FACTS.get(rule.role, frozenset())
            if secret.fact not in facts:
                known = one_of(sorted(facts), secret.fact) if facts else "none: this role has no such facts"
                yield f"roles[{number}].secrets[{place}].fact", known
    for role in REQUIRED_ROLES:
        if role not in seen:
            yield "roles", f"a role for {role}"
    for number in range(len(scenario.roles)):
        yield from _seat(scenario, number)


def _seat(scenario: Scenario, number: int) -> Faults:
    rule, path = scenario.roles[number], f"roles[{number}].seat"
    if rule.role == "officer" and rule.seat is not None:
        yield path, "nothing: officers sit in officer-1, officer-2 and on"
    seat = rule.seat or rule.role
    taken = [other.seat or other.role for other in scenario.roles if other is not rule]
    if seat in taken:
        yield path, f"an id of its own; {seat} is another's"
    if rule.role != "officer" and (seat in RESERVED or seat.startswith("officer")):
        yield path, f"another id than {seat}: that one has a meaning of its own"


def _orders(scenario: Scenario) -> Faults:
    roles = {rule.role for rule in scenario.roles}
    seen: set[tuple[str, str]] = set()
    for number, rule in enumerate(scenario.orders):
        path = f"orders[{number}]"
        if rule.role not in roles:
            yield f"{path}.role", "a role of this scenario"
        if (rule.role, rule.kind) in seen:
            yield f"{path}.kind", f"each kind once in a role's menu; {rule.kind} is there twice"
        seen.add((rule.role, rule.kind))
        yield from _order(path, rule)
    yield from _menus(scenario, [rule.role for rule in scenario.roles])


def _order(path: str, rule: OrderRule) -> Faults:
    known = catalogue.order(rule.role, rule.kind)
    if known is None:
        yield f"{path}.kind", "one of " + ", ".join(sorted(catalogue.of_role(rule.role)))
    elif rule.phase != known.phase:
        yield f"{path}.phase", known.phase
    elif set(rule.fields) != set(known.fields) or len(rule.fields) != len(known.fields):
        yield f"{path}.fields", "[" + ", ".join(sorted(known.fields)) + "]"
    for language, deed in (rule.deed or {}).items():
        if not _only(deed, set(rule.fields)):
            yield f"{path}.deed.{language}", _braces(rule.fields)
    if rule.threat and rule.phase != "contest":
        yield f"{path}.threat", "false: only an order of the contest can be threatened with"


def _menus(scenario: Scenario, roles: list[Role]) -> Faults:
    main = Counter((order.role, order.phase) for order in scenario.orders if order.slot == "main")
    for role in roles:
        # An officer's choice of cells is many choices in one order.
        least = 1 if role == "officer" else LEAST_MAIN_ORDERS
        if main[role, "contest"] < least:
            yield "orders", f"at least {least} main orders of the contest for {role}"
    for role in ("opposition", "officer"):
        if main[role, "day_after"] < LEAST_MAIN_ORDERS:
            yield "orders", f"at least {LEAST_MAIN_ORDERS} main orders of the day after for {role}"
    if scenario.order_rule("officer", "cells") is None:
        yield "orders", "the order cells for officer"


def _undertakings(scenario: Scenario) -> Faults:
    seen: set[str] = set()
    for number, rule in enumerate(scenario.undertakings):
        path = f"undertakings[{number}]"
        if rule.kind in seen:
            yield f"{path}.kind", f"each kind once; {rule.kind} is here twice"
        seen.add(rule.kind)
        yield from _keeping(scenario, path, rule)
        yield from _placeholders(path, rule)
    resign = scenario.undertaking_rule("resign")
    demanded = scenario.start.ultimatum is not None or scenario.order_rule("coercer", "ultimatum") is not None
    if demanded and (resign is None or not resign.demandable or "leadership" not in resign.roles):
        yield "undertakings", "resign, demandable of the leadership: it is what an ultimatum demands"


def _keeping(scenario: Scenario, path: str, rule: UndertakingRule) -> Faults:
    """Those who give an undertaking must be able to keep it."""
    present = {rule.role for rule in scenario.roles}
    if not rule.roles or len(set(rule.roles)) != len(rule.roles):
        yield f"{path}.roles", "at least one role, and none twice"
    for place, role in enumerate(rule.roles):
        if role not in present:
            yield f"{path}.roles[{place}]", "a role of this scenario"
    by_order = rule.how in ("order", "abstain")
    if by_order and rule.order is None:
        yield f"{path}.order", "the order by which it is kept"
    if not by_order and rule.order is not None:
        yield f"{path}.order", f"nothing: what is kept by {rule.how} has no order"
    for role in rule.roles if by_order else []:
        order = scenario.order_rule(role, rule.order or "")
        if order is None or order.phase != "contest":
            yield f"{path}.order", f"an order of the contest in the menu of {role}"
    if rule.how in ("cells", "loyal") and set(rule.roles) != {"officer"}:
        yield f"{path}.roles", "officer alone: only officers have cells"
    needed = {"amnesty": {"breadth", "crimes"}, "exile": {"host", "guarantee"}}.get(rule.how, set())
    if set(rule.fields) != needed or len(rule.fields) != len(needed):
        yield f"{path}.fields", "[" + ", ".join(sorted(needed)) + "]"


def _placeholders(path: str, rule: UndertakingRule) -> Faults:
    """Texts may name the undertaking's own fields in braces, and nothing else."""
    for part in ("name", "will", "does"):
        spoken: Text = getattr(rule, part)
        allowed: set[str] = set() if part == "name" else set(rule.fields)
        for language, text in spoken.items():
            if not _only(text, allowed):
                yield f"{path}.{part}.{language}", _braces(allowed)


def _braces(allowed: Collection[str]) -> str:
    known = ", ".join("{" + name + "}" for name in sorted(allowed))
    return f"no braces but these: {known}" if known else "no braces { } in this text"


def _only(text: str, allowed: set[str]) -> bool:
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return False
    return all(
        name is None or (name in allowed and not form and not turned) for _, name, form, turned in parts
    )


def _signers(scenario: Scenario) -> Faults:
    signers = scenario.start.signers
    if "opposition" not in signers:
        yield "start.signers", "the opposition among them: only the next government can bind itself"
    for number, role in enumerate(signers):
        if role in signers[:number]:
            yield f"start.signers[{number}]", f"each role once; {role} is there twice"
        if scenario.seat_of(role) is None:
            yield f"start.signers[{number}]", "a role of this scenario that has one seat"


def _hosts(scenario: Scenario) -> Faults:
    names = [host.id for host in scenario.hosts]
    for number, host in enumerate(scenario.hosts):
        if names.count(host.id) > 1:
            yield f"hosts[{number}].id", f"each country once; {host.id} is here twice"
        present = {rule.role for rule in scenario.roles}
        for place, role in enumerate(host.offered_by):
            if role not in present:
                yield f"hosts[{number}].offered_by[{place}]", "a role of this scenario"
    start = scenario.start
    if start.host is not None and start.host not in names:
        yield "start.host", "one of the hosts: " + (", ".join(names) or "there are none")
    if start.host is None and start.exile_closes is not None:
        yield "start.exile_closes", "nothing, as no host has offered exile at the start"
    if start.host is None and start.guarantee > 0:
        yield "start.guarantee", "0, as no host has offered exile at the start"


def _standing(scenario: Scenario) -> Faults:
    for number, line in enumerate(scenario.standing):
        path = f"standing[{number}]"
        if line.role not in OPTIONAL_ROLES or all(rule.role != line.role for rule in scenario.roles):
            yield f"{path}.role", "one of " + ", ".join(OPTIONAL_ROLES) + " that this scenario has"
        for slot in ("main", "minor"):
            kind = getattr(line, slot)
            order = scenario.order_rule(line.role, kind) if kind else None
            if kind and (order is None or order.slot != slot or order.phase != "contest"):
                yield f"{path}.{slot}", f"a {slot} order of the contest in the menu of {line.role}"
            if order is not None and order.fields:
                yield f"{path}.{slot}", "an order that needs no fields"
        readable = [track.name for track in catalogue.board_tracks()]
        if line.track is not None and line.track not in readable:
            yield f"{path}.track", "one of " + ", ".join(readable)
        if (line.track is None) != (line.at_least is None):
            yield f"{path}.at_least", "a bound with a track, and none without"
    for role in OPTIONAL_ROLES:
        lines = [line for line in scenario.standing if line.role == role]
        if any(rule.role == role for rule in scenario.roles) and (not lines or lines[-1].track is not None):
            yield "standing", f"a last line for {role} that holds whatever the tracks are"


def _ends_and_tracks(scenario: Scenario) -> Faults:
    present = [rule.role for rule in scenario.roles if rule.role in OPTIONAL_ROLES]
    for end in ENDS:
        rule = scenario.ends.get(end)
        if rule is None:
            yield f"ends.{end}", "this end, with its name, its sentence and what it is worth to each role"
        for role in present if rule is not None else []:
            if getattr(rule, role) is None:
                yield f"ends.{end}.{role}", "what this end is worth to this role"
    known = [track.name for track in (*catalogue.board_tracks(), *catalogue.derived_tracks())]
    for name in known:
        if name not in scenario.tracks:
            yield f"tracks.{name}", "the name of this track"
    for name in scenario.tracks:
        if name not in known:
            yield f"tracks.{name}", "one of " + ", ".join(known)


def _lessons(scenario: Scenario) -> Faults:
    last = scenario.turns + scenario.parameters.day_after.turns
    for number, lesson in enumerate(scenario.lessons):
        if lesson.turn > last:
            yield f"lessons[{number}].turn", f"at most {last}"
        if lesson.role is not None and all(rule.role != lesson.role for rule in scenario.roles):
            yield f"lessons[{number}].role", "a role of this scenario"

"""Says whether a scenario can be played, and whether it is fair, before a class finds out."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentTypeError
from math import isfinite
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from msgspec.structs import replace

from game_engine import (
    Examination,
    Remark,
    Scenario,
    ScenarioError,
    load_scenario,
    scenario_names,
)
from wargame.research.examiner import Examined, StageLine, Task, examined
from wargame.research.pool import INTERRUPTED
from wargame.research.remarks import examination_text, plain
from wargame.scenario_files import scenario_at

WARNED, REFUSED = 1, 2


class Command(BaseCommand):
    help = (
        "Checks a scenario: refuses what cannot be played, dry-runs the rest between bots in a process of its own, "
        "and reports ends, length, balance, choices, orders and what its texts give away."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("scenario", help="a built-in scenario by name, or the path of a .toml file")
        parser.add_argument("--rounds", type=_count, default=200)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--minutes-a-turn", type=_amount, default=None, help="at your table; else the scenario's"
        )
        parser.add_argument(
            "--seconds", type=_amount, default=60.0, help="the dry run is stopped after so many"
        )
        parser.add_argument("--megabytes", type=_count, default=1024, help="memory that the dry run may take")
        parser.add_argument("--strict", action="store_true", help="exit with 1 if there is a warning")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            scenario = scenario_at(options["scenario"])
        except ScenarioError as refusal:
            sys.exit(self._refuse(refusal, as_json=options["json"]))
        status = self._examine(scenario, options, _name_taken(scenario))
        if status:
            sys.exit(status)

    def _refuse(self, refusal: ScenarioError, *, as_json: bool) -> int:
        if as_json:
            self.stdout.write(json.dumps({"refused": {"path": refusal.path, "expected": refusal.expected}}))
        else:
            self.stderr.write(f"refused  {refusal.path}: {refusal.expected}", style_func=str)
        return REFUSED

    def _examine(self, scenario: Scenario, options: dict[str, Any], more: tuple[Remark, ...]) -> int:
        task = Task(
            rounds=options["rounds"],
            seed=options["seed"],
            minutes_a_turn=options["minutes_a_turn"],
            seconds=options["seconds"],
            memory=options["megabytes"] * 2**20,
        )
        try:
            found = _with_stop(examined(scenario, task, self._progress))
        except KeyboardInterrupt:
            self._clear()
            self.stderr.write("Stopped.", style_func=str)
            return INTERRUPTED
        self._clear()
        if found.report is None:
            fault = ScenarioError(
                "dry run", f"rounds that end within the limits; {found.stopped}{_remedy(found)}"
            )
            return self._refuse(fault, as_json=options["json"])
        report = replace(found.report, remarks=(*more, *found.report.remarks))
        if options["json"]:
            self.stdout.write(json.dumps(plain(report)))
        else:
            self.stdout.write(examination_text(scenario, report))
        return _status(report, strict=options["strict"])

    def _progress(self, line: StageLine) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{line.name}: {line.done}/{line.of}   ", style_func=str, ending="")
            self.stderr.flush()
        elif line.report is not None and line.done == line.of:
            self.stderr.write(f"{line.name}: done", style_func=str)

    def _clear(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r" + " " * 40 + "\r", style_func=str, ending="")


def _name_taken(scenario: Scenario) -> tuple[Remark, ...]:
    """A warning where the scenario has the name of one that comes with Offramp and is not that one."""
    try:
        taken = scenario.id in scenario_names() and load_scenario(scenario.id) != scenario
    except ScenarioError:
        # That one does not load: it may be what is being mended.
        return ()
    text = f"{scenario.id} comes with Offramp and this file is another: it cannot be on offer beside it"
    return (Remark("warning", "name taken", "id", text),) if taken else ()


def _with_stop(found: Examined) -> Examined:
    """What was found, with a remark where the examination did not come to its end."""
    if found.report is None or found.stopped is None:
        return found
    level = "error" if found.stopped.startswith("it failed") else "warning"
    text = f"{found.stopped} in this step, and what follows was not examined{_remedy(found)}"
    stop = Remark(level, "stopped", found.stage, text)
    return found._replace(report=replace(found.report, remarks=(stop, *found.report.remarks)))


def _remedy(found: Examined) -> str:
    return ": raise --seconds or lower --rounds" if found.stopped == "it took too long" else ""


def _status(report: Examination, *, strict: bool) -> int:
    levels = {remark.level for remark in report.remarks}
    if "error" in levels:
        return REFUSED
    return WARNED if strict and "warning" in levels else 0


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100_000:
        raise ArgumentTypeError(f"a whole number from 1 to 100,000, not {text!r}")
    return int(text)


def _amount(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not isfinite(value) or value <= 0.0:
        raise ArgumentTypeError(f"a number above 0, not {text!r}")
    return value

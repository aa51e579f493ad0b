"""Plays many rounds between bots and tells what came of them."""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from game_engine import (
    Played,
    Scenario,
    ScenarioError,
    Simulation,
    dump_scenario,
    parse_scenario,
    play_rounds,
    read_scenario,
    scenario_names,
    tally,
)

CHUNK = 5
BAR = 30


class Command(BaseCommand):
    help = "Plays rounds of a scenario between bots: how they end, and what each seat earns."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("scenario", help="a built-in scenario by name, or the path of a .toml file")
        parser.add_argument("--rounds", type=_count, default=200)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--set", action="append", default=[], type=_pair, metavar="PATH=VALUE")
        parser.add_argument("--bots", action="append", default=[], type=_pair, metavar="ROLE=TEMPERAMENT")
        parser.add_argument("--processes", type=_count, default=os.cpu_count() or 1)
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        try:
            scenario = _read(options["scenario"], dict(options["set"]))
            result = self._play(scenario, options)
        except (ScenarioError, ValueError) as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        speed = options["rounds"] / (time.perf_counter() - began)
        if options["format"] == "json":
            self.stdout.write(json.dumps(_plain(result, speed)))
        else:
            self.stdout.write(_table(result, speed))

    def _play(self, scenario: Scenario, options: Mapping[str, Any]) -> Simulation:
        rounds, seed, cast = options["rounds"], options["seed"], dict(options["bots"])
        chunks = [range(start, min(rounds, start + CHUNK)) for start in range(0, rounds, CHUNK)]
        jobs = [(dump_scenario(scenario), seed, chunk, cast) for chunk in chunks]
        played: list[Played] = []
        for part in _results(jobs, options["processes"]):
            played += part
            self._progress(len(played), rounds)
        return tally(scenario, seed, played)

    def _progress(self, done: int, of: int) -> None:
        if not self.stderr.isatty():
            return
        full = BAR * done // of
        end = "\n" if done == of else ""
        self.stderr.write(f"\r{'█' * full}{'░' * (BAR - full)} {done}/{of}{end}", style_func=str, ending="")
        self.stderr.flush()


Job = tuple[bytes, int, Sequence[int], dict[str, str]]


def _results(jobs: Sequence[Job], processes: int) -> Iterator[list[Played]]:
    """Each job's rounds, in the order of the jobs whatever the number of processes."""
    if processes == 1 or len(jobs) == 1:
        yield from map(_work, jobs)
        return
    method = "fork" if sys.platform == "linux" else "spawn"
    with get_context(method).Pool(min(processes, len(jobs))) as pool:
        yield from pool.imap(_work, jobs)


def _work(job: Job) -> list[Played]:
    scenario, seed, numbers, cast = job
    return play_rounds(_decoded(scenario), seed, numbers, cast)


@cache
def _decoded(scenario: bytes) -> Scenario:
    return read_scenario(scenario)


def _read(name: str, overrides: dict[str, str]) -> Scenario:
    path = Path(name)
    if path.suffix != ".toml":
        if name not in scenario_names():
            raise ScenarioError("scenario", "one of " + ", ".join(scenario_names()))
        return parse_scenario(f"extends = {json.dumps(name)}", overrides)
    try:
        return parse_scenario(path.read_bytes(), overrides)
    except OSError as refusal:
        raise ScenarioError(name, f"a file that can be read: {refusal.strerror}") from refusal


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise ArgumentTypeError(f"name=value, not {text!r}")
    return name.strip(), value.strip()


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"a whole number above 0, not {text!r}")
    return int(text)


def _plain(result: Simulation, speed: float) -> dict[str, object]:
    return {
        "scenario": result.scenario,
        "rounds": result.rounds,
        "seed": result.seed,
        "outcomes": result.outcomes,
        "negotiated": result.negotiated,
        "payoffs": result.payoffs,
        "rounds_per_second": round(speed, 1),
    }


def _table(result: Simulation, speed: float) -> str:
    lines = [
        _("%(scenario)s: %(rounds)d rounds") % {"scenario": result.scenario, "rounds": result.rounds},
        "",
    ]
    ranked = sorted(result.outcomes.items(), key=lambda one: -one[1])
    lines += [f"  {end:<20}{share:>8.1%}" for end, share in ranked if share]
    lines += ["", f"  {_('negotiated'):<20}{result.negotiated:>8.1%}", ""]
    lines += [f"  {seat:<20}{points:>8.1f}" for seat, points in result.payoffs.items()]
    lines += ["", _("%(speed).0f rounds a second") % {"speed": speed}]
    return "\n".join(lines)

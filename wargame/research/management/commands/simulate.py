"""Plays many rounds between bots and tells what came of them."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from game_engine import (
    BOTS,
    RULES,
    Played,
    Scenario,
    ScenarioError,
    Simulation,
    dump_scenario,
    play_rounds,
    tally,
)
from wargame import compiled
from wargame.research.arguments import count, pair
from wargame.research.pool import Progress, chunks, scenario_of, spread
from wargame.scenario_files import scenario_at

CHUNKS = 200
LEAST, MOST = 5, 100
"""Rounds in a chunk: few enough for the bar to move, many enough for a long run to keep few."""

LONG = 10.0
"""Seconds after which it is worth saying that there is a quicker way."""


class Command(BaseCommand):
    help = "Plays rounds of a scenario between bots: how they end, and what each seat earns."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("scenario", help="a built-in scenario by name, or the path of a .toml file")
        parser.add_argument("--rounds", type=count, default=200)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--set", action="append", default=[], type=pair, metavar="PATH=VALUE")
        parser.add_argument("--bots", action="append", default=[], type=pair, metavar="ROLE=TEMPERAMENT")
        parser.add_argument("--processes", type=count, default=os.cpu_count() or 1)
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        try:
            scenario = scenario_at(options["scenario"], dict(options["set"]))
            result = self._play(scenario, options)
        except (ScenarioError, ValueError) as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        took = time.perf_counter() - began
        speed = options["rounds"] / took
        if options["format"] == "json":
            self.stdout.write(json.dumps(_plain(result, speed)))
        else:
            self.stdout.write(_table(result, speed))
            if took > LONG and not compiled.in_use():
                self.stdout.write(_("(`make fast` compiles the engine: the same rounds in less time.)"))

    def _play(self, scenario: Scenario, options: Mapping[str, Any]) -> Simulation:
        rounds, seed, cast = options["rounds"], options["seed"], dict(options["bots"])
        stored = dump_scenario(scenario)
        jobs = [
            (stored, seed, chunk, cast) for chunk in chunks(rounds, min(MOST, max(LEAST, rounds // CHUNKS)))
        ]
        with Progress(rounds, label=scenario.id) as progress:
            parts = progress.along(spread(_work, jobs, processes=options["processes"]))
            return tally(scenario, seed, chain.from_iterable(parts))


Job = tuple[bytes, int, Sequence[int], dict[str, str]]


def _work(job: Job) -> list[Played]:
    scenario, seed, numbers, cast = job
    return play_rounds(scenario_of(scenario), seed, numbers, cast)


def _plain(result: Simulation, speed: float) -> dict[str, object]:
    return {
        "scenario": result.scenario,
        "rounds": result.rounds,
        "seed": result.seed,
        "rules": RULES,
        "bots": BOTS,
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
    ranked = sorted(result.outcomes.items(), key=lambda end_share: -end_share[1])
    lines += [f"  {end:<20}{share:>8.1%}" for end, share in ranked if share]
    lines += ["", f"  {_('negotiated'):<20}{result.negotiated:>8.1%}", ""]
    lines += [f"  {seat:<20}{points:>8.1f}" for seat, points in result.payoffs.items()]
    lines += ["", _("%(speed).0f rounds a second") % {"speed": speed}]
    return "\n".join(lines)

"""Plays the back-tests between bots, and holds them to what is required of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from game_engine import BACKTESTS, Played, backtest_findings, backtest_plan, play_trial
from wargame.research import beside, validation
from wargame.research.arguments import count
from wargame.research.pool import Progress, chunks, spread
from wargame.research.tables import block, findings_text

CHUNK = 20
ROUNDS = 2000
SEED = 2016

Job = tuple[str, int, range]


class Command(BaseCommand):
    help = (
        "Back-tests: five settings, the package without each of its levers, tabled later, with and without "
        "pressure, and by degrees. Exits with 1 when something fails."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rounds", type=count, default=ROUNDS, help="of each trial")
        parser.add_argument("--seed", type=int, default=SEED)
        parser.add_argument("--processes", type=count, default=os.cpu_count() or 1)
        parser.add_argument(
            "--only", action="append", choices=BACKTESTS, help="one of the back-tests; repeatable"
        )
        parser.add_argument(
            "--write-docs", action="store_true", help="write docs/validation.md and its plots"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        only = tuple(options["only"] or BACKTESTS)
        if options["write_docs"] and options["only"]:
            raise CommandError("--write-docs needs all of the back-tests: leave --only away", returncode=2)
        plan = backtest_plan(options["rounds"], only) | beside.plan(options["rounds"], only)
        results = _played(plan, options["seed"], options["processes"])
        found = backtest_findings(results)
        self.stdout.write("\n\n".join([findings_text(found), *_beside(results, only)]))
        if options["write_docs"]:
            run = validation.Run(options["rounds"], options["seed"], sum(plan.values()))
            played = validation.Beside(beside.controls(results), beside.crises(results))
            for path in validation.write(found, played, run, Path(settings.BASE_DIR) / "docs"):
                self.stdout.write(f"written: {path}")
        if found.failed:
            raise CommandError("fails: " + ", ".join(found.failed), returncode=1)


def _beside(results: dict[str, list[Played]], only: tuple[str, ...]) -> list[str]:
    """What was played beside the back-tests, in plain text."""
    found = []
    if "window" in only:
        found.append(
            block("Why the window closes: tabled in turn", validation.CONTROLS, beside.controls(results))
        )
    if "settings" in only:
        found.append(
            block("Crises that ended otherwise", validation.CRISES, validation.crises(beside.crises(results)))
        )
    return found


def _played(plan: dict[str, int], seed: int, processes: int) -> dict[str, list[Played]]:
    """The rounds of every trial, in the order of their numbers."""
    jobs: list[Job] = [(name, seed, part) for name, count in plan.items() for part in chunks(count, CHUNK)]
    results: dict[str, list[Played]] = {name: [] for name in plan}
    with Progress(sum(plan.values())) as progress:
        for (name, _, part), played in zip(jobs, spread(_work, jobs, processes=processes), strict=True):
            results[name] += played
            progress.says(name)
            progress.add(len(part))
    return results


def _work(job: Job) -> list[Played]:
    name, seed, numbers = job
    return play_trial(beside.trial(name), seed, numbers)

"""Plays scripted plans against each other, and tells which answers which."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from game_engine import (
    Profile,
    Sample,
    ScenarioError,
    all_profiles,
    dump_scenario,
    panel_of,
    play_profile,
    some_profiles,
    strategies,
)
from wargame.research import balances
from wargame.research.arguments import count, none_or_more, pair
from wargame.research.balances import Balance
from wargame.research.pool import Progress, scenario_of, spread
from wargame.scenario_files import scenario_at

CHUNK = 4
"""Profiles in a job."""

ROUNDS = 24
SEED = 7

Job = tuple[bytes, list[Profile], tuple[int, ...]]


class Command(BaseCommand):
    help = (
        "The empirical game of a scenario: the scripted plans of the four main seats, and the logit bot, against each "
        "other. Best-response shares, regrets, an equilibrium. Exits with 1 when a strategy answers nearly everything."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("scenario", help="a built-in scenario by name, or the path of a .toml file")
        parser.add_argument("--rounds", type=count, default=ROUNDS, help="of each profile: an even number")
        parser.add_argument("--seed", type=int, default=SEED)
        parser.add_argument("--set", action="append", default=[], type=pair, metavar="PATH=VALUE")
        parser.add_argument(
            "--sample",
            type=none_or_more,
            default=0,
            metavar="N",
            help="for each seat N profiles of the others, well spread, instead of all",
        )
        parser.add_argument("--processes", type=count, default=os.cpu_count() or 1)
        parser.add_argument(
            "--write-docs", action="store_true", help="write docs/balance.md and its heat maps"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write_docs"] and options["sample"]:
            raise CommandError("--write-docs needs all profiles: leave --sample away", returncode=2)
        try:
            found = _played(options)
        except (ScenarioError, ValueError) as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        self.stdout.write(balances.balance_text(found))
        if options["write_docs"]:
            for path in balances.write(found, Path(settings.BASE_DIR) / "docs"):
                self.stdout.write(f"written: {path}")
        strong = balances.too_strong(found)
        if found.whole and strong:
            raise CommandError("answers nearly everything: " + ", ".join(strong), returncode=1)


def _played(options: Mapping[str, Any]) -> Balance:
    scenario = scenario_at(options["scenario"], dict(options["set"]))
    chosen, seed, sample = strategies(), options["seed"], options["sample"]
    rounds = panel_of(scenario, options["rounds"], seed)
    which = some_profiles(chosen, sample, seed) if sample else all_profiles(chosen)
    stored = dump_scenario(scenario)
    jobs = [(stored, which[at : at + CHUNK], rounds.seeds) for at in range(0, len(which), CHUNK)]
    samples: list[Sample] = []
    with Progress(len(which), label=scenario.id, unit=" profiles") as progress:
        for part in progress.along(spread(_work, jobs, processes=options["processes"])):
            samples += part
    return Balance(scenario, chosen, rounds, samples, seed, not sample)


def _work(job: Job) -> list[Sample]:
    stored, profiles, seeds = job
    return [play_profile(scenario_of(stored), profile, seeds) for profile in profiles]

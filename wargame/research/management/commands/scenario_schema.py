"""Prints the format of scenario files, as a JSON Schema for editors or as a reference to read."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from game_engine import scenario_reference, scenario_schema


class Command(BaseCommand):
    help = (
        "Prints the JSON Schema of scenario files (`make pages` puts it into docs/), or with --reference every table "
        "and entry as Markdown (docs/scenario-reference.md)."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reference", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reference"]:
            self.stdout.write(scenario_reference(), ending="")
        else:
            self.stdout.write(json.dumps(scenario_schema(), indent=1, ensure_ascii=False))

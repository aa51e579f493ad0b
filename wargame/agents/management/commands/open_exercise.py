import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from game_engine import ScenarioError
from wargame.agents.opening import Wanted, open_for_scripts
from wargame.refusals import Refused


class Command(BaseCommand):
    help = "Opens an exercise, starts its rounds, and prints every seat's link and token."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("scenario", help="a scenario by name, or the path of a .toml file")
        parser.add_argument("--rounds", type=int, default=1)
        parser.add_argument("--bots", default="", help="seats that bots play, separated by commas")
        parser.add_argument(
            "--turn-seconds", type=int, help="how long a turn lasts; without it, until all are ready"
        )
        parser.add_argument(
            "--wait", action="store_true", help="leave the rounds for the facilitator to start"
        )
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        bots = tuple(seat.strip() for seat in options["bots"].split(",") if seat.strip())
        wanted = Wanted(
            options["scenario"], options["rounds"], bots, options["turn_seconds"], start=not options["wait"]
        )
        try:
            opened = open_for_scripts(wanted)
        except ScenarioError as error:
            raise CommandError(str(error)) from error
        except Refused as refused:
            raise CommandError(str(refused.message)) from refused
        self.stdout.write(json.dumps(opened, indent=2) if options["format"] == "json" else _text(opened))


def _text(opened: dict[str, Any]) -> str:
    lines = [
        f"Exercise {opened['exercise']} of {opened['scenario']}",
        f"Facilitator: {opened['facilitator_url']}",
    ]
    for number, opened_round in enumerate(opened["rounds"], 1):
        lines.append(f"Round {number} ({opened_round['id']})")
        for seat in opened_round["seats"]:
            lines.append(f"  {seat['seat']:<12} {seat['join_url']}")
            lines.append(f"  {'':<12} {seat['socket_url']}  token {seat['token']}")
    return "\n".join(lines)

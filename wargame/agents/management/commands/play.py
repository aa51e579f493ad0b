import asyncio
import http.client
import json
import time
import urllib.error
import urllib.request
from collections import Counter
from itertools import count
from statistics import quantiles
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from game_engine import ScenarioError
from wargame.addresses import site_url
from wargame.agents.agent import Agent, Timings
from wargame.agents.opening import Wanted, open_for_scripts, scenario_wanted
from wargame.refusals import Refused


class Command(BaseCommand):
    help = (
        "Plays rounds to the end over the socket, an agent a seat, against the server that is running here."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("scenario", help="a scenario by name, or the path of a .toml file")
        parser.add_argument("--rounds", type=int, default=1)
        parser.add_argument("--url", default="", help="where the server is; by default this machine's own")
        parser.add_argument(
            "--seats", default="", help="the agents' seats, separated by commas; bots take the rest"
        )
        parser.add_argument("--seed", type=int, default=1, help="of what the agents do")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        site = (options["url"] or site_url()).rstrip("/")
        if not _answers(site):
            raise CommandError(f"Nothing answers at {site}: start the server first, with `make run`.")
        try:
            opened = open_for_scripts(
                Wanted(options["scenario"], options["rounds"], _bots(options), site=site)
            )
        except ScenarioError as error:
            raise CommandError(str(error)) from error
        except Refused as refused:
            raise CommandError(str(refused.message)) from refused
        result = asyncio.run(_play(opened, options["seed"]))
        self.stdout.write(json.dumps(result, indent=2) if options["format"] == "json" else _text(result))
        if result["failed"]:
            raise CommandError(f"{len(result['failed'])} of {result['rounds']} rounds did not end.")


def _bots(options: dict[str, Any]) -> tuple[str, ...]:
    chosen = {seat.strip() for seat in options["seats"].split(",") if seat.strip()}
    if not chosen:
        return ()
    scenario = scenario_wanted(options["scenario"])
    seats = [seat for seat in scenario.seats(scenario.officers.usual) if seat not in scenario.optional_seats]
    unknown = chosen - set(seats)
    if unknown:
        raise CommandError(f"There is no seat {', '.join(sorted(unknown))}; there are {', '.join(seats)}.")
    return tuple(seat for seat in seats if seat not in chosen)


def _answers(site: str) -> bool:
    try:
        with urllib.request.urlopen(f"{site}/healthz", timeout=5) as response:  # noqa: S310
            return bool(response.status == 200)
    except (urllib.error.URLError, http.client.HTTPException, ValueError, OSError):
        return False


async def _play(opened: dict[str, Any], seed: int) -> dict[str, Any]:
    began = time.perf_counter()
    numbers = count(seed * 1000)
    tables = [
        [Agent(seat["socket_url"], seat["token"], seed=next(numbers)) for seat in opened_round["seats"]]
        for opened_round in opened["rounds"]
    ]
    ends = await asyncio.gather(*(_round(agents) for agents in tables))
    timings = [agent.timings for agents in tables for agent in agents]
    return {
        "scenario": opened["scenario"],
        "exercise": opened["exercise"],
        "rounds": len(tables),
        "seats": [seat["seat"] for seat in opened["rounds"][0]["seats"]],
        "outcomes": dict(Counter(end for end in ends if end and not end.startswith("!"))),
        "failed": [end[1:] for end in ends if end and end.startswith("!")],
        "moves": sum(len(timing.acks) for timing in timings),
        "refused": dict(sum((Counter(timing.refused) for timing in timings), Counter())),
        "seconds": round(time.perf_counter() - began, 2),
        "ack_ms": _spread(timings, "acks"),
        "report_ms": _spread(timings, "reports"),
    }


async def _round(agents: list[Agent]) -> str:
    """How the round ended, or why it did not, marked with "!"."""
    ends = await asyncio.gather(*(agent.play() for agent in agents), return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException):
            return f"!{_why(end)}"
    return str(ends[0] or "ended")


def _why(failure: BaseException) -> str:
    while isinstance(failure, BaseExceptionGroup):
        failure = failure.exceptions[0]
    return f"{type(failure).__name__}: {failure}"


def _spread(timings: list[Timings], name: str) -> dict[str, float]:
    values = sorted(value * 1000 for timing in timings for value in getattr(timing, name))
    if len(values) < 2:
        return {}
    cuts = quantiles(values, n=20, method="inclusive")
    return {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2)}


def _text(result: dict[str, Any]) -> str:
    lines = [f"{result['rounds']} rounds of {result['scenario']} in {result['seconds']} s"]
    lines += [f"  {end:<20} {number}" for end, number in sorted(result["outcomes"].items())]
    lines += [f"  did not end: {why}" for why in result["failed"]]
    lines.append(f"{result['moves']} moves acknowledged; refused: {result['refused'] or 'none'}")
    for title, name in (("move to ack", "ack_ms"), ("ready to report", "report_ms")):
        spread = result[name]
        if spread:
            lines.append(f"{title}: p50 {spread['p50']} ms, p95 {spread['p95']} ms")
    return "\n".join(lines)

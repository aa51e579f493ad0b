"""Varies the numbers of a scenario and tells what each does to how rounds end."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from game_engine import (
    BOTS,
    RULES,
    Parameter,
    Scenario,
    ScenarioError,
    cast_of,
    parameters_of,
    scenario_names,
    zeros_of,
)
from wargame.research import arguments, sensitivities, sensitivity_files, sensitivity_page
from wargame.research import sensitivity_further as further
from wargame.research.pool import Progress
from wargame.research.sensitivities import Report, Request
from wargame.research.tables import interval, moved
from wargame.scenario_files import scenario_at

WIDE = 46
USUAL = {"rounds": 100, "again": 200, "draws": 200, "seed": 1, "share": 0.25}


class Command(BaseCommand):
    help = (
        "Sensitivity: every number of a scenario less and more by a share of itself, one at a time and all at once. "
        "Writes tornado.svg, joint.svg and sensitivity.csv."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "scenario", nargs="?", help="a built-in scenario by name, or the path of a .toml file"
        )
        parser.add_argument("--rounds", type=arguments.count, help="of each variant (100)")
        parser.add_argument(
            "--again",
            type=arguments.none_or_more,
            help=f"more rounds, with other luck, of the {sensitivities.TOP} that moved most (200)",
        )
        parser.add_argument(
            "--draws",
            type=arguments.none_or_more,
            help=f"of all at once, {sensitivities.DRAW_ROUNDS} rounds each (200)",
        )
        parser.add_argument("--seed", type=int, help="1")
        parser.add_argument("--share", type=arguments.share, help="how much less and more (0.25)")
        parser.add_argument(
            "--cast", nargs="+", action="extend", default=[], type=arguments.pair, metavar="ROLE=TEMPERAMENT"
        )
        parser.add_argument(
            "--only", action="append", metavar="PATTERN", help="only these paths, as 'parameters.amnesty.*'"
        )
        parser.add_argument("--processes", type=arguments.count, default=os.cpu_count() or 1)
        parser.add_argument("--out", type=Path, help="a folder (var/sensitivity/SCENARIO)")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument(
            "--write-docs",
            action="store_true",
            help="instead: docs/sensitivity.md, its pictures and its tables; what is not given is as the page has it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write_docs"]:
            self._write_docs(options)
            return
        if options["scenario"] is None:
            raise CommandError("a scenario: " + ", ".join(scenario_names()), returncode=2)
        request = _request(_filled(options, USUAL))
        folder = options["out"] or Path(settings.BASE_DIR) / "var" / "sensitivity" / request.scenario.id
        if not arguments.writable(folder):
            # Before minutes of play, not after.
            raise CommandError(f"out: a folder that can be written, not {folder}", returncode=2)
        with Progress(sensitivities.total(request), label=request.scenario.id) as progress:
            report = sensitivities.run(request, progress)
        paths = sensitivity_files.write(report, folder)
        if options["format"] == "json":
            self.stdout.write(json.dumps(plain(report, paths)))
        else:
            self.stdout.write(report_text(report, paths))

    def _write_docs(self, options: Mapping[str, Any]) -> None:
        given = [name for name in ("scenario", "out", "only", "cast") if options[name]]
        if given:
            raise CommandError(
                f"--write-docs has scenarios of its own: leave {', '.join(given)} away", returncode=2
            )
        options = _filled(options, sensitivity_page.SETTINGS)
        if not options["draws"]:
            raise CommandError("--write-docs: at least one draw", returncode=2)
        # With one seed all scenarios would be drawn alike, and a chance likeness in one be found again in the next.
        requests = [
            request_for(
                scenario_at(name),
                _filled(options, said.often) | {"seed": options["seed"] + number, "bound": said.bound},
            )
            for number, (name, said) in enumerate(sensitivity_page.SCENARIOS.items())
        ]
        share, processes = options["share"], options["processes"]
        others = further.total(share, further.ROUNDS)
        reports = []
        with Progress(others + sum(map(sensitivities.total, requests))) as progress:
            for request in requests:
                progress.says(request.scenario.id)
                reports.append(sensitivities.run(request, progress))
            progress.says("others")
            rows = further.run(share, further.ROUNDS, processes, progress)
        for path in sensitivity_page.write(reports, rows, Path(settings.BASE_DIR) / "docs"):
            self.stdout.write(f"written: {path}")


def _filled(options: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    """The options, with the usual value where none was given."""
    return {**options, **{name: value for name, value in usual.items() if options.get(name) is None}}


def _request(options: Mapping[str, Any]) -> Request:
    try:
        return request_for(scenario_at(options["scenario"]), options)
    except (ScenarioError, ValueError) as refusal:
        raise CommandError(str(refusal), returncode=2) from refusal


def request_for(scenario: Scenario, options: Mapping[str, Any]) -> Request:
    """The request that these options make. Raises ValueError for a cast or a pattern that fits nothing."""
    cast = dict(options.get("cast", ()))
    cast_of(cast)
    patterns = options.get("only")
    parameters = tuple(
        parameter for parameter in parameters_of(scenario, options["share"]) if _fits(parameter, patterns)
    )
    if not parameters:
        raise ValueError(
            f"only: a pattern that fits a number which can be varied, not {' '.join(patterns)!r}"
        )
    zeros = tuple(path for path in zeros_of(scenario) if _matches(path, patterns))
    rounds, again, draws = options["rounds"], options["again"], options["draws"]
    return Request(
        scenario,
        parameters,
        zeros,
        options["share"],
        rounds,
        again,
        draws,
        options["seed"],
        cast,
        options["processes"],
        options.get("probe", 0),
        options.get("bound"),
        options.get("closely", 0),
    )


def _fits(parameter: Parameter, patterns: list[str] | None) -> bool:
    return _matches(parameter.path, patterns)


def _matches(path: str, patterns: list[str] | None) -> bool:
    return not patterns or any(fnmatchcase(path, pattern) for pattern in patterns)


def report_text(report: Report, paths: list[Path]) -> str:
    """The report as text."""
    request, base = report.request, report.strongest_base
    lines = [
        f"{request.scenario.id}: {len(request.parameters)} numbers × {1 - request.share:g} and "
        f"× {1 + request.share:g}, {report.played} rounds",
        f"negotiated as it is: {interval(base.negotiated)}",
        "",
        f"{'changes of the negotiated share, in points':<{WIDE}}{'less':<24}more",
    ]
    for effect in report.top:
        lines.append(
            f"{effect.parameter.path:<{WIDE}}{moved(effect.less.change):<24}{moved(effect.more.change)}"
        )
    if report.spread is not None:
        found = report.spread
        lines += [
            "",
            f"all at once, {found.draws} draws: median {100 * found.median:.1f} %, nine of ten "
            f"{100 * found.low:.1f} to {100 * found.high:.1f} %; deviation {100 * found.deviation:.1f} points, "
            f"{100 * found.beyond_luck:.1f} without luck",
        ]
    if request.zeros:
        lines += ["", "zero, and left so: " + ", ".join(request.zeros)]
    return "\n".join([*lines, "", *(f"written: {path}" for path in paths)])


def plain(report: Report, paths: list[Path]) -> dict[str, object]:
    """The report as plain data."""
    request = report.request
    return {
        "scenario": request.scenario.id,
        "digest": request.scenario.digest,
        "seed": request.seed,
        "rules": RULES,
        "bots": BOTS,
        "share": request.share,
        "rounds": report.played,
        "negotiated": report.strongest_base.negotiated._asdict(),
        "ends": {end: share.value for end, share in report.strongest_base.ends.items()},
        "effects": [
            {
                "path": effect.parameter.path,
                "value": effect.parameter.value,
                "low": {"value": effect.less.value, "negotiated": effect.less.negotiated.value}
                | {"change": effect.less.change._asdict()},
                "high": {"value": effect.more.value, "negotiated": effect.more.negotiated.value}
                | {"change": effect.more.change._asdict()},
            }
            for effect in report.top
        ],
        "joint": report.spread._asdict() if report.spread else None,
        "zeros": list(request.zeros),
        "files": [str(path) for path in paths],
    }

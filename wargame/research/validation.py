"""docs/validation.md: the findings of the back-tests as a page with plots, the same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from game_engine import Findings, Outcome, Share, load_scenario, theory
from wargame.research import plots, tables
from wargame.research.beside import TURNS, Crisis
from wargame.research.plots import Bar, Curve, Frame

PLOTS = {
    "settings": "Share of negotiated ends in each setting",
    "levers": "Share of negotiated ends without each lever",
    "window": "Share of negotiated ends by the turn in which the package is tabled",
    "complements": "Share of negotiated ends with pressure, with an amnesty, with both",
    "pressure": "Share of negotiated ends by degrees of pressure",
    "promise": "Share of negotiated ends by degrees of the promise",
    "exit": "Share of negotiated ends by degrees of the exit",
}
DEGREES = {
    "pressure": ("build-up", "credibility", "legal exposure"),
    "promise": ("breadth", "joint backing", "monitors"),
    "exit": ("host", "safe conduct", "date"),
}
NOTE = "Bars: 95 % intervals."
AXIS = "negotiated ends, share of rounds"
CONTROLS = ("", *(str(turn) for turn in TURNS))
CRISES = ("crisis", "ended as recorded", "negotiated", "likeliest end")


class Run(NamedTuple):
    """How the findings were made: rounds of each trial, the seed, and rounds in all."""

    rounds: int
    seed: int
    total: int


class Beside(NamedTuple):
    """What was played beside the back-tests: the controls of the window as rows, and other crises."""

    controls: tables.Rows
    crises: Sequence[Crisis]


def write(found: Findings, beside: Beside, run: Run, docs: Path) -> list[Path]:
    """Write the page and its plots below `docs`, and tell where. Nothing is written unless all of it can be."""
    files = {docs / "images" / f"validation-{name}.svg": svg for name, svg in drawn(found).items()}
    files[docs / "validation.md"] = page(found, beside, run).encode()
    (docs / "images").mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        path.write_bytes(content)
    return list(files)


def page(found: Findings, beside: Beside, run: Run) -> str:
    """The page as Markdown. Every back-test must have been played."""
    assert found.window is not None
    assert found.complements is not None
    degrees = {degree.name: degree for degree in found.degrees}
    values: dict[str, object] = {
        "rounds": f"{run.rounds:,}",
        "quarter": f"{run.rounds // 4:,}",
        "total": f"{run.total:,}",
        "seed": run.seed,
        "morning": _morning(found),
        "settings": tables.markdown(("setting", *tables.OUTCOME), tables.outcomes(found.settings)),
        "ends": _ends(found),
        "levers": tables.markdown(("without", "what that means", *tables.LEVER[1:]), _levers(found)),
        "window": tables.markdown(("tabled in turn", *tables.SERIES[1:]), tables.series(found.window)),
        "controls": tables.markdown(("tabled in turn", *CONTROLS[1:]), beside.controls),
        "crises": tables.markdown(CRISES, crises(beside.crises, linked=True)),
        "complements": tables.markdown(("", "negotiated"), tables.complements(found)),
        "degrees": "\n\n".join(
            f"**{name.capitalize()}**\n\n"
            + tables.markdown(("level", *tables.SERIES[1:]), tables.series(degrees[name]))
            for names in DEGREES.values()
            for name in names
        ),
        "failed": _failed(found),
        **_figures(found),
        **_elsewhere(beside.crises),
        **{f"plot_{name}": f"![{alt}](images/validation-{name}.svg)" for name, alt in PLOTS.items()},
    }
    text = (Path(__file__).parent / "validation.md").read_text(encoding="utf-8")
    return text.format_map(values)


def drawn(found: Findings) -> dict[str, bytes]:
    """The plots as SVG, by name."""
    return {
        "settings": _settings(found),
        "levers": _lever_bars(found),
        "window": _window(found),
        "complements": _quadrants(found),
        **{name: _degrees(found, name) for name in DEGREES},
    }


def _settings(found: Findings) -> bytes:
    rows = [
        _bar(_label(outcome), outcome.negotiated, marked="coordinated" in outcome.trial)
        for outcome in found.settings
    ]
    reported = _outcome(found, "venezuela-2025-as-reported").negotiated.value
    agreed = _outcome(found, "venezuela-2025-coordinated").negotiated.value
    title = f"{_percent(reported)} reach a deal as reported, {_percent(agreed)} with the package agreed"
    bounds = sorted(
        {
            outcome.bound.share
            for outcome in found.settings
            if outcome.bound and outcome.bound.outcome == "negotiated"
        }
    )
    note = f"{NOTE} Dashed: what is required of 2025, less than the left and at least the right one."
    return plots.bars(Frame(title, AXIS, note), rows, bounds=bounds)


def _lever_bars(found: Findings) -> bytes:
    whole = _outcome(found, "static/venezuela-2025-coordinated").negotiated
    ranked = sorted(found.levers, key=lambda lever: lever.negotiated.value)
    rows = [_bar(f"without {lever.name}", lever.negotiated) for lever in ranked]
    fewer = all(lever.change is not None and lever.change.is_down for lever in found.levers)
    title = (
        "Each lever taken away leaves fewer deals"
        if fewer
        else "Not every lever taken away leaves fewer deals"
    )
    return plots.bars(Frame(title, AXIS, NOTE), [_bar("the whole package", whole, marked=True), *rows])


def _window(found: Findings) -> bytes:
    assert found.window is not None
    steps = found.window.steps
    first, last = steps[0].negotiated.value, steps[-1].negotiated.value
    title = (
        f"Tabled in turn {steps[0].name}: {_percent(first)} deals; in turn {steps[-1].name}: {_percent(last)}"
    )
    curve = Curve(
        "",
        [float(step.name) for step in steps],
        [step.negotiated.value for step in steps],
        [step.negotiated.low for step in steps],
        [step.negotiated.high for step in steps],
    )
    frame = Frame(title, AXIS, "Band: 95 % intervals.")
    return plots.curves(frame, [curve], across="turn in which the same package is tabled")


def _quadrants(found: Findings) -> bytes:
    assert found.complements is not None
    shares, beyond = found.complements.shares, found.complements.beyond.value
    title = f"Together they bring {100 * beyond:.0f} points more than each alone adds up to"
    rows = [_bar(name, share, marked=name == "both") for name, share in shares.items()]
    return plots.bars(Frame(title, AXIS, NOTE), rows)


def _degrees(found: Findings, group: str) -> bytes:
    series = {degree.name: degree for degree in found.degrees}
    drawn = []
    for name in DEGREES[group]:
        shares = [step.negotiated for step in series[name].steps]
        places = [float(number + 1) for number in range(len(shares))]
        drawn.append(
            Curve(
                name,
                places,
                [share.value for share in shares],
                [share.low for share in shares],
                [share.high for share in shares],
            )
        )
    gains = {name: series[name].whole.value for name in DEGREES[group]}
    most = max(gains, key=lambda name: gains[name])
    title = f"By degrees of the {group}: {most} moves most, by {100 * gains[most]:.0f} points"
    frame = Frame(title, AXIS, "Band: 95 % intervals. Levels: see the tables.")
    return plots.curves(frame, drawn, across="level, from the one that should help least")


def _levers(found: Findings) -> tables.Rows:
    notes = {lever.name: lever.note for lever in found.levers}
    return [(row[0], notes[row[0]], *row[1:]) for row in tables.levers(found.levers)]


def _ends(found: Findings) -> str:
    ends = [
        end for end in found.settings[0].ends if any(outcome.ends[end].value for outcome in found.settings)
    ]
    rows = [
        (
            _label(outcome),
            *(_percent(outcome.ends[end].value) if outcome.ends[end].value else "" for end in ends),
        )
        for outcome in found.settings
    ]
    return tables.markdown(("setting", *(end.replace("_", " ") for end in ends)), rows)


def _morning(found: Findings) -> str:
    """What theory says of each first morning, and beside it what the rounds came to."""
    looked = [outcome for outcome in found.settings if "/" not in outcome.trial]
    rows = tables.theory_lines([theory(load_scenario(outcome.trial)) for outcome in looked])
    played = (
        "**negotiated, in the rounds**",
        "",
        *(f"**{_percent(outcome.negotiated.value)}**" for outcome in looked),
    )
    return tables.markdown(("", "idea of", *(_label(outcome) for outcome in looked)), [*rows, played])


def _figures(found: Findings) -> dict[str, object]:
    """The figures that sentences of the page name."""
    package = _outcome(found, "static/venezuela-2025-coordinated")
    agreed = _outcome(found, "venezuela-2025-coordinated")
    reported = _outcome(found, "venezuela-2025-as-reported")
    gap = min(found.levers, key=lambda lever: -lever.negotiated.value)
    return {
        "package": _percent(package.negotiated.value),
        "package_interval": tables.interval(package.negotiated),
        "package_side": "under" if package.negotiated.value < _asked(agreed) else "over",
        "asked": f"{100 * _asked(agreed):.0f} %",
        "agreed": _percent(agreed.negotiated.value),
        "reported": _percent(reported.negotiated.value),
        "reported_static": _percent(_outcome(found, "static/venezuela-2025-as-reported").negotiated.value),
        "struck": _percent(
            reported.ends["removal_collapses"].value + reported.ends["removal_persists"].value
        ),
        "breach": _percent(_broken(agreed)),
        "breach_static": _percent(_broken(package)),
        "pacts": _percent(max(outcome.ends["pact"].value for outcome in found.settings)),
        "least_lever": gap.name,
        "least_share": _percent(gap.negotiated.value),
    }


def crises(found: Sequence[Crisis], linked: bool = False) -> tables.Rows:
    """A row a crisis, with a link to its page where it is wanted."""
    return [
        (
            f"[{crisis.scenario}](history/{crisis.scenario}.md)" if linked else crisis.scenario,
            tables.interval(crisis.recorded),
            tables.interval(crisis.negotiated),
            f"{_end(crisis)}: {_percent(crisis.share.value)}",
        )
        for crisis in found
    ]


def _end(crisis: Crisis) -> str:
    return load_scenario(crisis.scenario).ends[crisis.likeliest].name["en"].lower()


def _elsewhere(found: Sequence[Crisis]) -> dict[str, str]:
    """What sentences of the page say of the crises: `haiti_recorded` and so on."""
    return {
        f"{crisis.scenario.partition('-')[0]}_{name}": f"{100 * share.value:.0f} %"
        for crisis in found
        for name, share in (
            ("recorded", crisis.recorded),
            ("negotiated", crisis.negotiated),
            ("likeliest", crisis.share),
        )
    }


def _asked(outcome: Outcome) -> float:
    """The share that is required of a setting."""
    return outcome.bound.share if outcome.bound else 0.0


def _broken(outcome: Outcome) -> float:
    """The share of a setting's deals that end in a breach."""
    return outcome.ends["breach"].value / outcome.negotiated.value if outcome.negotiated.value else 0.0


def _failed(found: Findings) -> str:
    if not found.failed:
        return "In this run nothing fails."
    return "In this run these fail: " + ", ".join(found.failed) + "."


def _outcome(found: Findings, trial: str) -> Outcome:
    return next(outcome for outcome in found.settings if outcome.trial == trial)


def _label(outcome: Outcome) -> str:
    kind, _, name = outcome.trial.rpartition("/")
    return f"{name.removeprefix('venezuela-')}{', static cast' if kind else ''}"


def _bar(label: str, share: Share, marked: bool = False) -> Bar:
    return Bar(label, share.value, share.low, share.high, marked)


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %"

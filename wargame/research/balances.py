"""What the empirical game says of a scenario: as text, and as docs/balance.md with a heat map for each seat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import fsum
from pathlib import Path
from typing import NamedTuple

from game_engine import (
    PLAYERS,
    Equilibrium,
    Panel,
    Profile,
    Reply,
    Role,
    Sample,
    Scenario,
    best_replies,
    equilibrium,
    estimated_game,
    plan_says,
    pure_equilibria,
    replies_to_each,
)
from wargame.research import tables
from wargame.research.heat import Group, heat
from wargame.research.plots import Frame

MOST = 0.95
"""The share of best replies above which a strategy leaves its seat no choice."""

MOST_SHOWN = 8
HEAD = ("strategy", "best reply", "surely .. possibly", "short of it by", "earns")


class Balance(NamedTuple):
    """The game as played. whole: whether all profiles were."""

    scenario: Scenario
    chosen: dict[Role, tuple[str, ...]]
    rounds: Panel
    samples: list[Sample]
    seed: int
    whole: bool

    def replies(self, weights: Sequence[float] | None = None) -> dict[Role, dict[str, Reply]]:
        """Best replies under the panel's own weights, or under these."""
        return best_replies(self.samples, weights or self.rounds.weights, self.chosen)


def balance_text(found: Balance) -> str:
    """The findings in a terminal."""
    blocks = [_title(found)]
    replies = found.replies()
    for role in PLAYERS:
        rows = [_row(name, reply) for name, reply in replies[role].items()]
        blocks.append(_aligned(_seat(found, role), HEAD, rows))
    for resolved in (True, False):
        typed = found.replies(found.rounds.of(resolved=resolved))["coercer"]
        name = f"{_seat(found, 'coercer')}, {'resolved' if resolved else 'not resolved'}"
        blocks.append(_aligned(name, HEAD, [_row(plan, reply) for plan, reply in typed.items()]))
    if found.whole:
        mixed, pure = _equilibria(found)
        blocks.append(_aligned("equilibrium", ("seat", "mixture", "earns"), _mixture(found, mixed)))
        blocks.append(f"  a seat could gain {mixed.regret:.1f} points at most by leaving it")
        blocks.append(
            "\n".join(["pure equilibria", *(f"  {', '.join(profile)}" for profile in pure[:MOST_SHOWN])])
        )
    return "\n\n".join(blocks)


def too_strong(found: Balance) -> list[str]:
    """The strategies that leave their seat no choice: `role/strategy`."""
    return [
        f"{role}/{name}"
        for role, own in found.replies().items()
        for name, reply in own.items()
        if reply.share > MOST
    ]


def write(found: Balance, docs: Path) -> list[Path]:
    """Write the page and its plots below `docs`, and tell where. Every profile must have been played."""
    each = replies_to_each(found.samples, found.rounds.weights, found.chosen)
    files = {docs / "images" / f"balance-{role}.svg": _heat(found, role, each[role]) for role in PLAYERS}
    files[docs / "balance.md"] = page(found).encode()
    for path, content in files.items():
        path.write_bytes(content)
    return list(files)


def page(found: Balance) -> str:
    """The page as Markdown."""
    replies = found.replies()
    mixed, pure = _equilibria(found)
    values: dict[str, object] = {
        "title": found.scenario.title["en"],
        "profiles": f"{len(found.samples):,}",
        "rounds": len(found.rounds.seeds),
        "total": f"{len(found.samples) * len(found.rounds.seeds):,}",
        "seed": found.seed,
        "ends": _ends(found),
        "most": _most(replies),
        "never": _never(found, replies),
        "closest": _closest(found, replies),
        "unasked": _unasked(found, mixed),
        "regret": f"{mixed.regret:.1f}",
        "mixture": tables.markdown(("seat", "mixture", "earns"), _mixture(found, mixed)),
        "pure": _pure(found, pure),
    }
    for role in PLAYERS:
        values[role] = _section(found, role, replies[role])
    for resolved in (True, False):
        typed = found.replies(found.rounds.of(resolved=resolved))["coercer"]
        key = "resolved" if resolved else "unresolved"
        values[key] = tables.markdown(HEAD, [_row(plan, reply) for plan, reply in typed.items()])
    text = (Path(__file__).parent / "balance.md").read_text(encoding="utf-8")
    return text.format_map(values)


def _title(found: Balance) -> str:
    count, rounds = len(found.samples), len(found.rounds.seeds)
    kind = f"all {count:,} profiles" if found.whole else f"{count:,} profiles, a well-spread part of all"
    return f"{found.scenario.id}: {kind}, {rounds} rounds each, seed {found.seed}"


def _seat(found: Balance, role: Role) -> str:
    return found.scenario.role_rule(role).name["en"]


def _row(name: str, reply: Reply) -> tuple[str, ...]:
    return (
        name,
        f"{100 * reply.share:.1f} %",
        f"{100 * reply.sure:.0f} .. {100 * reply.possible:.0f} %",
        f"{reply.regret:.1f}",
        f"{reply.mean:.1f}",
    )


def _aligned(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    cells = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    return "\n".join([title, *(f"  {line.rstrip()}" for line in cells)])


def _equilibria(found: Balance) -> tuple[Equilibrium, list[Profile]]:
    game = estimated_game(found.samples, found.rounds.weights, found.chosen)
    return equilibrium(game), list(pure_equilibria(game))


def _mixture(found: Balance, mixed: Equilibrium) -> list[tuple[str, ...]]:
    rows = []
    for role in PLAYERS:
        ranked = sorted(mixed.mixture[role].items(), key=lambda weighted: -weighted[1])
        parts = ", ".join(f"{name} {100 * share:.0f} %" for name, share in ranked if share >= 0.01)
        rows.append((_seat(found, role), parts, f"{mixed.payoffs[role]:.1f}"))
    return rows


def _pure(found: Balance, pure: Sequence[Profile]) -> str:
    if not pure:
        return "No profile is an equilibrium in pure strategies."
    shown = "\n".join(f"- {', '.join(profile)}" for profile in pure[:MOST_SHOWN])
    more = f"\n\nand {len(pure) - MOST_SHOWN} more." if len(pure) > MOST_SHOWN else ""
    seats = ", ".join(_seat(found, role) for role in PLAYERS)
    return f"Equilibria in pure strategies, {len(pure)} in all ({seats}):\n\n{shown}{more}"


def _ends(found: Balance) -> str:
    tally = Counter(end for sample in found.samples for end in sample.ends)
    total = sum(tally.values())
    rows = [
        (found.scenario.ends[end].name["en"], f"{100 * n / total:.1f} %") for end, n in tally.most_common()
    ]
    return tables.markdown(("end", "share of all rounds"), rows)


def _most(replies: dict[Role, dict[str, Reply]]) -> str:
    role, name = max(
        ((role, name) for role, own in replies.items() for name in own),
        key=lambda named: replies[named[0]][named[1]].share,
    )
    return f"{100 * replies[role][name].share:.1f} % ({name}, {role})"


def _never(found: Balance, replies: dict[Role, dict[str, Reply]]) -> str:
    names = [
        f"**{name}** ({_seat(found, role)}, short of the best by {reply.regret:.0f} points)"
        for role, own in replies.items()
        for name, reply in own.items()
        if reply.share == 0.0
    ]
    return ", ".join(names) if names else "none"


def _closest(found: Balance, replies: dict[Role, dict[str, Reply]]) -> str:
    """Which seat comes closest to having one plan for everything: by the least that a plan falls short."""
    regret, role, name = min(
        (round(reply.regret, 9), role, name) for role, own in replies.items() for name, reply in own.items()
    )
    closest = replies[role][name]
    alike = [
        other for other, reply in replies[role].items() if abs(reply.regret - regret) < 0.05 and other != name
    ]
    same = f", and so do{'es' if len(alike) == 1 else ''} {' and '.join(alike)}" if alike else ""
    return (
        f"**The {role}'s seat comes closest to having one plan for everything**: {name} falls short of the best by "
        f"{regret:.1f} points on average, and against {100 * closest.possible:.0f} % of the others' profiles it cannot "
        f"be told from the best{same}. By this list that seat has little to choose."
    )


def _unasked(found: Balance, mixed: Equilibrium) -> str:
    """What the coercer of each type earns by each plan against the likeliest plans of that equilibrium."""
    likeliest = {role: max(own, key=lambda name: own[name]) for role, own in mixed.mixture.items()}
    known = {sample.profile: sample for sample in found.samples}
    parts = []
    for resolved in (True, False):
        weights = found.rounds.of(resolved=resolved)
        earned = {
            name: fsum(
                weight * pay[0]
                for weight, pay in zip(
                    weights, known[(name, *(likeliest[role] for role in PLAYERS[1:]))].payoffs, strict=True
                )
            )
            for name in found.chosen["coercer"]
        }
        best, own = max(earned, key=lambda name: earned[name]), likeliest["coercer"]
        kind = "resolved" if resolved else "unresolved"
        earns = f"the {kind} earns {earned[own]:.1f} by {own}"
        better = round(earned[best], 1) > round(earned[own], 1)
        parts.append(
            f"{earns} and {earned[best]:.1f} by {best}, its best" if better else f"{earns}, its best"
        )
    others = ", ".join(likeliest[role] for role in PLAYERS[1:])
    return f"Against {others}, on {len(found.rounds.seeds) // 2} rounds of each type: {'; '.join(parts)}."


def _section(found: Balance, role: Role, replies: dict[str, Reply]) -> str:
    seat = _seat(found, role)
    plans = "\n".join(
        f"- **{name}**: {plan_says(role, name) if name != 'logit' else 'The bot that looks ahead.'}"
        for name in found.chosen[role]
    )
    table = tables.markdown(HEAD, [_row(name, reply) for name, reply in replies.items()])
    title = seat[0].upper() + seat[1:]
    image = f"![How often each strategy of {seat} is the best reply](images/balance-{role}.svg)"
    return f"## {title}\n\n{plans}\n\n{table}\n\n{image}"


def _heat(found: Balance, role: Role, each: dict[tuple[Role, str], dict[str, Reply]]) -> bytes:
    groups = [
        Group(
            f"against {_seat(found, other)}",
            [(name, [reply.share for reply in each[other, name].values()]) for name in found.chosen[other]],
        )
        for other in PLAYERS
        if other != role
    ]
    best = max(found.replies()[role].items(), key=lambda named: named[1].share)
    title = f"{_seat(found, role)}: {best[0]} answers most, {100 * best[1].share:.0f}\u00a0% of all profiles"
    note = (
        "In a cell: of the others' profiles with the strategy of the row, the per cent "
        "to which that of the column is the best reply."
    )
    return heat(Frame(title[0].upper() + title[1:], "", note), found.chosen[role], groups)

"""manage.py balance: the empirical game in a terminal, and as a page with heat maps."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from game_engine import PLAYERS, all_profiles, load_scenario, panel_of, play_profile, strategies
from wargame.research import balances
from wargame.research.balances import Balance
from wargame.research.heat import Group, heat
from wargame.research.plots import Frame

FEW = strategies(
    {
        "coercer": ("strike", "draw-down"),
        "opposition": ("broad", "crimes"),
        "leadership": ("hold-on", "exile-late"),
        "officer": ("loyal", "pact"),
    }
)


@pytest.fixture(scope="module")
def played() -> Balance:
    scenario = load_scenario("venezuela-2025")
    rounds = panel_of(scenario, 2, 7)
    samples = [play_profile(scenario, profile, rounds.seeds) for profile in all_profiles(FEW)]
    return Balance(scenario, FEW, rounds, samples, 7, whole=True)


def _command(*arguments: str) -> str:
    out = StringIO()
    call_command("balance", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_tells_every_strategy_of_every_seat_whatever_the_processes() -> None:
    base = ("first-steps", "--sample", "2", "--rounds", "2")
    one = _command(*base, "--processes", "1")
    assert one == _command(*base, "--processes", "2")
    assert one.startswith("first-steps: ")
    assert all(name in one for own in strategies().values() for name in own)
    assert "equilibrium" not in one


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["first-steps", "--rounds", "3", "--sample", "1"], "even"),
        (["first-steps", "--write-docs", "--sample", "1"], "leave --sample away"),
        (["first-steps", "--set", "types.resolved=1", "--sample", "1"], r"types\.resolved"),
        (["nowhere"], "one of first-steps"),
    ],
)
def test_the_command_refuses_with_status_2(arguments: list[str], says: str) -> None:
    with pytest.raises(CommandError, match=says) as refusal:
        call_command("balance", *arguments)
    assert refusal.value.returncode == 2


def test_the_whole_game_has_an_equilibrium_and_its_own_types(played: Balance) -> None:
    text = balances.balance_text(played)
    assert "all 16 profiles, 2 rounds each, seed 7" in text
    assert "by leaving it" in text
    assert "the United States, not resolved" in text


def test_a_strategy_for_everything_is_named(played: Balance) -> None:
    only = {role: own[:1] for role, own in FEW.items()}
    lone = played._replace(
        chosen=only,
        samples=[
            sample for sample in played.samples if sample.profile == tuple(own[0] for own in only.values())
        ],
    )
    assert balances.too_strong(lone) == [f"{role}/{own[0]}" for role, own in only.items()]
    assert "opposition/crimes" not in balances.too_strong(played)


def test_the_page_and_its_plots_are_written_whole(played: Balance, tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    written = balances.write(played, tmp_path)
    page = (tmp_path / "balance.md").read_text(encoding="utf-8")
    assert "{" not in page
    assert "Never a best reply: **crimes**" in page
    assert all(f"images/{path.name}" in page for path in written if path.suffix == ".svg")
    again = balances.write(played, tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in written]


def test_the_seat_that_has_least_to_choose_is_named_with_its_figures(played: Balance) -> None:
    replies = played.replies()
    text = balances._closest(played, replies)
    least, role, name = min(
        (one.regret, role, name) for role, own in replies.items() for name, one in own.items()
    )
    assert f"The {role}'s seat comes closest to having one plan for everything**: {name} falls" in text
    assert f"by {least:.1f} points on average" in text
    assert text in balances.page(played)


def test_an_equilibrium_that_does_not_ask_the_type_says_what_each_type_would_earn(played: Balance) -> None:
    mixed, pure = balances._equilibria(played)
    text = balances._unasked(played, mixed)
    others = tuple(max(mixed.mixture[role].items(), key=lambda one: one[1])[0] for role in PLAYERS[1:])
    known = {sample.profile: sample for sample in played.samples}
    # Of two rounds, the first has the resolved coercer.
    earned = {name: known[name, *others].payoffs[0][0] for name in FEW["coercer"]}
    assert f"{max(earned.values()):.1f} by {max(earned, key=lambda name: earned[name])}, its best" in text
    assert f"{len(pure)} in all" in balances._pure(played, pure) or not pure


def test_a_heat_map_says_its_shares_in_numbers() -> None:
    svg = heat(
        Frame("Who answers", "", "A note."), ("left", "right"), [Group("against", [("up", (0.07, 0.93))])]
    )
    text = svg.decode()
    assert text.count('aria-label="Who answers"') == 1
    assert all(f">{part}<" in text for part in ("left", "right", "against", "up", "7", "93"))

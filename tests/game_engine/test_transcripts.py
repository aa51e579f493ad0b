"""Golden playthroughs: whole rounds as text. `pytest tests/game_engine --rewrite-transcripts` writes them anew.

A change of the rules, the scenarios' numbers or the bots shows here as a difference to be read before it is accepted.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from game_engine import Seating, load_scenario, new_round, scenario_names
from tests.game_engine.playthrough import lines, with_bots
from tests.game_engine.rounds import played

FOLDER = Path(__file__).parent / "transcripts"
SEED = 5

# Their menus and rules are those of venezuela-2025 and only the first morning differs: the back-tests hold them.
MORNINGS = {
    "venezuela-2016",
    "venezuela-2016-valid-law",
    "venezuela-2019",
    "venezuela-2025-as-reported",
    "venezuela-2025-coordinated",
}


def text_of(name: str, players: str) -> str:
    scenario = load_scenario(name)
    seating = Seating(officers=scenario.officers.usual)
    round_ = (
        played(scenario, SEED, seating)
        if players == "random"
        else with_bots(new_round(scenario, SEED, seating).state)
    )
    return "\n".join(lines(round_)) + "\n"


@pytest.mark.parametrize("players", ["random", "bots"])
@pytest.mark.parametrize("name", [name for name in scenario_names() if name not in MORNINGS])
def test_a_round_goes_as_it_went(name: str, players: str, request: pytest.FixtureRequest) -> None:
    path = FOLDER / f"{name}.{players}.txt"
    text = text_of(name, players)
    if request.config.getoption("--rewrite-transcripts"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()

"""Cells lost: all see how many, by seat, whether they moved in vain, moved and were followed, or were purged."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import replace

from game_engine import (
    FACILITATOR,
    SPECTATOR,
    MoveMade,
    Order,
    Orders,
    RoundState,
    Seating,
    TurnClosed,
    load_scenario,
    new_round,
    view_for,
)
from game_engine.vocabulary import CellStatus
from tests.game_engine.rounds import after, played


def counted(state: RoundState) -> dict[str, int]:
    return dict(Counter(cell.seat for cell in state.cells if cell.status in ("defected", "purged")))


def test_every_viewer_sees_every_cell_that_is_lost() -> None:
    statuses: Counter[str] = Counter()
    for seed in range(12):
        for state, line, _ in played(load_scenario("venezuela-2025"), seed, Seating(officers=2)):
            if line is None or isinstance(line, TurnClosed):
                statuses += Counter(cell.status for cell in state.cells)
                for viewer in ("us", "officer-1", "leadership", SPECTATOR, FACILITATOR):
                    assert view_for(state, viewer).cells_lost == counted(state)
    assert statuses["purged"]


@pytest.mark.parametrize("status", ["defected", "purged"])
def test_a_cell_is_lost_whichever_way_it_went(status: CellStatus) -> None:
    state, _ = new_round(load_scenario("venezuela-2025"), 3, Seating(officers=2))
    first, *others = state.cells
    gone = replace(state, cells=(replace(first, status=status), *others))
    assert view_for(gone, "us").cells_lost == {first.seat: 1}


@pytest.mark.parametrize("number", [1, 2])
def test_cells_that_move_alone_are_purged_and_counted(number: int) -> None:
    state, _ = new_round(load_scenario("venezuela-2025"), 3, Seating(officers=2))
    own = [at for at, cell in enumerate(state.cells) if cell.seat == "officer-2"][:number]
    alone = Orders(main=Order("cells", defect=tuple(own)))
    state, _ = after(state, [MoveMade(1, "officer-2", alone), TurnClosed(1)])
    assert [state.cells[at].status for at in own] == ["purged"] * number
    assert view_for(state, "us").cells_lost == {"officer-2": number}

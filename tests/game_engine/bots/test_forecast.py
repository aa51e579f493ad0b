"""Looking ahead: hazards as the record has them, holding on by backward induction, and guesses that add up."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from game_engine import load_scenario
from game_engine.bots.facts import Facts
from game_engine.bots.forecast import (
    PATIENCE,
    Course,
    Ends,
    Horizon,
    Leader,
    course,
    ends,
    exile_worth,
    holding_worth,
    typical_leader,
)
from game_engine.mechanisms.coordination import coup_hazard
from game_engine.mechanisms.curves import logistic
from game_engine.readings import read
from game_engine.state import Board
from game_engine.vocabulary import ENDS
from tests.game_engine.bots.tables import opened

SCENARIO = load_scenario("venezuela-2025")
OFFICE = 0.04


def _leader(*, exile_value: float = 0.2, strength: float = 9.0) -> Leader:
    return Leader(exile_value, distrust=0.0, risk_discount=0.5, strength=strength)


def _chances(guessed: Ends) -> list[float]:
    return [getattr(guessed, end) for end in ENDS]


def _board(**values: object) -> Board:
    return opened(**values).board


def _closed(**values: object) -> Board:
    return _board(host=None, host_quality=0.0, guarantee=0.0, exile_closes=None, **values)


def test_the_facts_of_a_board_are_its_own() -> None:
    numbers = {name: float(number) for number, name in enumerate(Board.__struct_fields__)}
    facts = vars(Facts(Board(**numbers)))  # type: ignore[arg-type]
    assert len(facts) == 18
    assert facts == {name: numbers[name] for name in facts}


def test_the_first_hazard_is_the_one_on_the_board_also_on_a_deadline() -> None:
    board = _board()
    for turn, deadline in ((1, False), (3, True)):
        now = read(SCENARIO, board, deadline=deadline).hazard
        assert course(SCENARIO, board, Horizon(turn, 12, frozenset({3}))).hazards[0] == pytest.approx(now)


def test_hazard_jumps_on_the_deadline_and_quiet_wears_it_down() -> None:
    hazards = course(SCENARIO, _board(), Horizon(1, 12, frozenset({3}))).hazards
    assert len(hazards) == 12
    assert max(hazards) == hazards[2] > 4 * hazards[1]
    quiet = [hazard for index, hazard in enumerate(hazards) if index != 2]
    assert quiet == sorted(quiet, reverse=True)
    assert hazards[3] < 0.85 * hazards[1]
    assert hazards[1] > 0.95 * hazards[0]


def test_who_fears_nothing_counts_the_status_quo_and_his_years_in_office() -> None:
    worth = holding_worth(SCENARIO, _closed(buildup=0.0), Horizon(5, 12, frozenset()), leader=_leader())
    assert worth == pytest.approx(1.0 + 8 * OFFICE)


def test_one_turn_of_holding_on_is_the_sum_of_what_can_happen() -> None:
    """office + k ω C + (1 − k)[h ω D + (1 − h) 1], with C −.7 and D −1."""
    coming = Course(hazards=(0.2,), due=(False,), tippings=(0.4, 0.4), covered=0.5)
    leader = _leader(strength=0.5)
    coup = coup_hazard(0.4, 0.5)
    expected = OFFICE + coup * 0.5 * -0.7 + (1.0 - coup) * (0.2 * 0.5 * -1.0 + 0.8)
    horizon = Horizon(12, 12, frozenset())
    assert holding_worth(SCENARIO, _closed(), horizon, leader=leader, coming=coming) == pytest.approx(
        expected
    )


def test_the_option_to_leave_later_is_worth_its_logit_share() -> None:
    """Two turns, exile open on the second alone: what comes after today is the mean of leaving and staying."""
    board = _board(host="neighbour", host_quality=0.9, guarantee=0.9, exile_closes=12)
    coming = Course(hazards=(0.0, 0.9), due=(False, True), tippings=(0.0, 0.0), covered=0.5)
    leader = _leader(exile_value=0.6)
    leave = exile_worth(SCENARIO, board, leader)
    last = OFFICE + 0.9 * 0.5 * -1.0 + 0.1
    leaving = logistic(PATIENCE * (leave - last))
    expected = OFFICE + leaving * leave + (1.0 - leaving) * last
    worth = holding_worth(SCENARIO, board, Horizon(11, 12, frozenset({12})), leader=leader, coming=coming)
    assert worth == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("turn", [1, 3, 9, 12])
@pytest.mark.parametrize("buildup", [0.0, 2.0, 4.0])
@pytest.mark.parametrize("breadth", [0.0, 0.4, 0.9])
def test_the_guessed_ends_add_up(turn: int, buildup: float, breadth: float) -> None:
    board = _board(buildup=buildup, breadth=breadth)
    guessed = ends(SCENARIO, board, Horizon(turn, 12, frozenset({3, 9})))
    assert sum(_chances(guessed)) == pytest.approx(1.0)
    assert min(_chances(guessed)) >= 0.0


def test_guesses_move_as_they_should() -> None:
    horizon = Horizon(1, 12, frozenset({4}))
    board = _board(host="neighbour", host_quality=0.9, guarantee=0.9, exile_closes=4)

    def deal(**values: object) -> float:
        return ends(SCENARIO, replace(board, **values), horizon).exile

    assert deal() > deal(guarantee=0.3)
    assert deal(breadth=0.85, backing=1.0) > deal()
    assert deal(buildup=4.0) > deal(buildup=1.0)
    assert deal(host=None) == 0.0
    closed = ends(SCENARIO, replace(board, exile_closes=2), Horizon(3, 12, frozenset()))
    assert closed.exile == 0.0


def test_the_same_question_of_another_scenario_gets_its_own_answer() -> None:
    board, horizon = _board(), Horizon(1, 12, frozenset({3}))
    first = ends(SCENARIO, board, horizon)
    types = replace(SCENARIO.types, exile_value_mean=0.9)
    other = ends(replace(SCENARIO, types=types), board, horizon)
    assert other.exile > first.exile
    assert _chances(ends(SCENARIO, board, horizon)) == _chances(first)


def test_the_typical_leader_is_the_middle_of_the_scenario() -> None:
    leader = typical_leader(SCENARIO, _board())
    assert leader.exile_value == SCENARIO.types.exile_value_mean
    assert leader.risk_discount == SCENARIO.types.risk_discount_median
    assert leader.strength == pytest.approx(opened().readings.strength, abs=1e-6)

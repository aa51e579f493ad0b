"""The chain from the board to the tipping point, for five situations, to four decimals: the formulas by themselves, at
their own values. That the engine comes to the same numbers where it resolves a turn is shown in tests/game_engine."""

import pytest

from game_engine.mechanisms import amnesty, coercion, coordination, exile

ROWS = ["c_A", "q", "sigma_E", "E", "lambda_R", "lambda_U", "lambda_R due", "lambda_U due", "h", "h due"]
ROWS = [*ROWS, "kappa", "theta", "theta*"]

SITUATIONS = {
    "2016": (
        {"K": 0.80, "mu": 0.03, "B": 0, "S": 0.10, "P": 0.5, "beta": 0.60, "nu": 0.25, "M": 0.0, "L": 0.1},
        [0.7985, 0.1198, 0.0, -0.8, 0, 0, 0, 0, 0, 0, 1.0, 0.8550, 0.0],
    ),
    "2016, valid law": (
        {"K": 0.80, "mu": 0.03, "B": 0, "S": 0.10, "P": 0.5, "beta": 0.85, "nu": 1.0, "M": 0.6, "L": 0.1}
        | {"host": 0.9, "guarantee": 0.9},
        [0.9801, 0.8330, 0.8283, 0.0449, 0, 0, 0, 0, 0, 0, 0.7556, 0.8550, 0.2444],
    ),
    "2019": (
        {"K": 0.75, "mu": 0.15, "B": 1, "S": 0.60, "P": 0.7, "beta": 0.50, "nu": 0.60, "M": 0.2, "L": 0.1}
        | {"host": 0.4, "guarantee": 0.2},
        [0.7350, 0.2205, 0.1491, -0.6480, 0, 0, 0, 0, 0, 0, 0.9036, 0.7772, 0.0964],
    ),
    "2025": (
        {"K": 0.62, "mu": 0.50, "B": 3, "S": 0.65, "P": 0.35, "beta": 0.35, "nu": 0.50, "M": 0.1, "L": 0.45}
        | {"host": 0.6, "guarantee": 0.35, "ultimatum": True},
        [0.3681, 0.0644, 0.2807, -0.5137, 0.0481, 0.0032, 0.3307, 0.0301, 0.0200, 0.1399,
         0.8363, 0.5588, 0.1670],
    ),
    "2025, coordinated": (
        {"K": 0.62, "mu": 0.50, "B": 3, "S": 0.65, "P": 0.35, "beta": 0.85, "nu": 1.0, "M": 0.6, "L": 0.25}
        | {"host": 0.9, "guarantee": 0.9, "ultimatum": True},
        [0.9782, 0.8315, 0.8221, 0.0385, 0.0843, 0.0057, 0.4738, 0.0535, 0.0351, 0.2037,
         0.6200, 0.5588, 0.3938],
    ),
}  # fmt: skip


def rates(board, *, deadline):
    """Return how likely a resolved and an unresolved government are to strike."""
    return tuple(
        coercion.strike_probability(value, board["B"], legal=board["L"], deadline=deadline)
        for value in (0.75, 0.10)
    )


def chain(board):
    """Return the golden rows of a board, in their order."""
    monitors = amnesty.effective_monitors(board["M"], board["L"])
    honour = amnesty.honour_probability(amnesty.breach_cost(board["beta"], monitors), amnesty.breach_gain())
    protection = amnesty.protection(board["nu"], board["beta"], honour)
    safety = exile.safety(board.get("host", 0.0), board.get("guarantee", 0.0), monitors)
    belief = coercion.after_ultimatum(board["mu"], board["B"]) if board.get("ultimatum") else board["mu"]
    quiet, due = rates(board, deadline=False), rates(board, deadline=True)
    removal = coercion.success(board["B"])
    hazard = coercion.hazard(belief, *quiet, removal)
    kappa = coordination.risk_dominance(
        coordination.v_loyal(board["S"]), coordination.v_defect(protection, board["B"])
    )
    return [
        honour,
        protection,
        safety,
        exile.worth(safety, 0.22),
        *quiet,
        *due,
        hazard,
        coercion.hazard(belief, *due, removal),
        kappa,
        coordination.strength(board["K"], 0.0, board["P"], board["S"], belief, board["B"]),
        coordination.tipping(kappa, hazard),
    ]


@pytest.mark.parametrize(
    ("situation", "row"), [(name, row) for name in SITUATIONS for row in range(len(ROWS))],
    ids=[f"{name}: {row}" for name in SITUATIONS for row in ROWS],
)  # fmt: skip
def test_golden_number(situation, row):
    board, golden = SITUATIONS[situation]
    # Half a unit of the fourth decimal, and a little for the rounding of a number that ends in 5.
    assert chain(board)[row] == pytest.approx(golden[row], abs=5.1e-5, rel=0)


def test_the_ultimatum_and_the_build_up_of_2025():
    assert coercion.after_ultimatum(0.5, 3) == pytest.approx(0.5556, abs=5e-5)
    assert coercion.success(3) == pytest.approx(0.71)

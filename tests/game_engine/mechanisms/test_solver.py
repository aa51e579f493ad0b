"""The same games given to a solver: its equilibria must be those of our own functions, to six digits.

Two questions for each game. Among the fallible: is our logit equilibrium the solver's, at a few precisions and at the
last one that it reaches on the branch that grows out of a coin's toss? And without error: does that branch end where
our subgame-perfect or sequential equilibrium is?
"""

from __future__ import annotations

from typing import Any

import pytest

from game_engine.mechanisms import bargaining, coordination, games, settlement, signalling
from game_engine.mechanisms import trees as solving
from game_engine.mechanisms.signalling import Crisis
from tests.game_engine.mechanisms import trees

pygambit = pytest.importorskip("pygambit")

SIX = 1e-6
CRISIS = Crisis(
    stake=60, cost=8, audience=20, resolved=20, unresolved=-40, status_quo=100, conceded=30, struck=-60
)
ATROCITY = {"exposure": 0.02, "own_exposure": 1.0}
SWITCH = 20 / 130
VARIANTS: list[tuple[float, dict[str, float], tuple[str, bool, bool, bool], tuple[float, ...]]] = [
    # the chance of a strike, what else is changed; offer, defects, honoured, resists; what each gets
    (0.0, {}, ("none", False, False, False), (0, 60, 0)),
    (0.1, {}, ("none", False, False, False), (0, 47, 0)),
    (SWITCH - 1e-3, {}, ("none", False, False, False), (0, 40.13, 0)),
    (SWITCH + 1e-3, {}, ("broad", True, True, True), (84, 40, 0)),
    (0.2, {}, ("broad", True, True, True), (84, 40, 0)),
    (0.3, {}, ("broad", True, True, True), (84, 40, 0)),
    (0.3, ATROCITY, ("none", False, False, False), (0, 21, 0)),
    (0.3, {"monitor": 31.0}, ("narrow", True, True, False), (96, 40, 0)),
]
BREADTHS = {"narrow": 0.2, "broad": 0.8}


def stakes(**changed: float) -> settlement.Stakes:
    amounts = {"transition": 100, "justice": 20, "gain": 30, "stain": 20, "overthrow_loss": 100, "office": 60}
    amounts |= {"struck": 130, "honoured": 40, "sentence": 80, "resist_cost": 15}
    return settlement.Stakes(**{**amounts, **changed})


class Branch:
    """The solver's answers on the branch from a coin's toss: at a precision, and at the last that it reaches."""

    def __init__(self, tree: tuple[list[str], Any]) -> None:
        self.game = trees.solvers_game(tree)

    def at(self, precision: float) -> dict[str, dict[str, float]]:
        solved = pygambit.qre.logit_solve_lambda(self.game, lam=[precision])
        return trees.read(self.game, solved[0])

    def end(self) -> tuple[float, dict[str, dict[str, float]]]:
        last = pygambit.qre.logit_solve_branch(self.game)[-1]
        return last.lam, trees.read(self.game, last)

    def limit(self) -> dict[str, dict[str, float]]:
        # At the usual regret a choice between nearly equal payoffs is still on its way.
        (profile,) = pygambit.nash.logit_solve(self.game, maxregret=1e-12).equilibria
        return equilibrium(self.game, profile)


def equilibrium(game: pygambit.Game, profile: Any) -> dict[str, dict[str, float]]:
    """How often each branch is taken in one of the solver's equilibria, by information set."""
    return {
        infoset.label: {action.label: float(profile[action]) for action in infoset.actions}
        for player in game.players
        for infoset in player.infosets
    }


def matches(ours: dict[str, float], theirs: dict[str, dict[str, float]], *, within: float = SIX) -> None:
    """Compare chances named `information set: branch`."""
    for name, chance in ours.items():
        place, branch = name.split(": ")
        assert chance == pytest.approx(theirs[place][branch], abs=within, rel=0), name


def ultimatum(solved: games.Ultimatum) -> dict[str, float]:
    return {"start: offer": solved.offer, "answer: accept": solved.accept, "crisis: strike": solved.strike}


def signals(solved: signalling.Signals) -> dict[str, float]:
    return {
        "resolved: build": solved.resolved_builds,
        "unresolved: build": solved.unresolved_builds,
        "answer: concede": solved.concedes,
        "crisis/resolved: strike": solved.resolved_strikes,
        "crisis/unresolved: strike": solved.unresolved_strikes,
    }


def reputation(solved: signalling.Reputation) -> dict[str, float]:
    return {
        "first: enter": solved.enters,
        "strong: fight": solved.strong_fights,
        "weak: fight": solved.weak_fights,
        "calm: enter": solved.after_calm,
        "fight: enter": solved.after_fight,
        "peace: enter": solved.after_peace,
    }


def every(chances: dict[str, dict[str, float]]) -> dict[str, float]:
    return {f"{place}: {branch}": one for place, taken in chances.items() for branch, one in taken.items()}


# ------------------------------------------------------------------------------------------ the exile ultimatum


@pytest.mark.parametrize("audience", [5, 20])
@pytest.mark.parametrize("precision", [0.02, 0.05, 0.2])
def test_exile_ultimatum_among_the_fallible(audience: float, precision: float) -> None:
    tree = trees.exile(audience)
    theirs = Branch(tree).at(precision)
    matches(ultimatum(games.exile_ultimatum(audience, precision=precision)), theirs)
    matches(every(solving.logit(trees.our_tree(tree), precision=precision).chances), theirs)


@pytest.mark.parametrize(
    ("audience", "path", "values"),
    [(5, ("wait", "reject", "back down"), (0, 100)), (20, ("offer", "accept", "strike"), (60, 30))],
)
def test_exile_ultimatum_from_the_last_move_back(
    audience: float, path: tuple[str, str, str], values: tuple[float, float]
) -> None:
    tree = trees.exile(audience)
    solved = solving.backward(trees.our_tree(tree))
    assert solved.values == values
    for place, branch in zip(("start", "answer", "crisis"), path, strict=True):
        assert solved.chances[place][branch] == 1.0
    matches(every(solved.chances), Branch(tree).limit())


def test_an_empty_threat_is_an_equilibrium_to_the_solver_and_not_to_us() -> None:
    """Listed by the solver: exile is taken for fear of a strike that nobody would carry out at this audience cost."""
    game = trees.solvers_game(trees.exile(5))
    listed = [equilibrium(game, one) for one in pygambit.nash.enumpure_agent_solve(game).equilibria]
    ours = solving.backward(trees.our_tree(trees.exile(5))).chances
    assert ours in listed
    assert [one for one in listed if one["crisis"]["strike"] == one["answer"]["accept"] == 1.0]
    assert ours["crisis"]["strike"] == 0.0


# ------------------------------------------------------------------------------------------------- the build-up


@pytest.mark.parametrize("prior", ["1/5", "3/10", "1/2"])
@pytest.mark.parametrize("precision", [0.02, 0.05, 0.2])
def test_signals_among_the_fallible(prior: str, precision: float) -> None:
    ours = signalling.logit_signals(share(prior), CRISIS, precision=precision)
    matches(signals(ours), Branch(trees.signalling(prior)).at(precision))


@pytest.mark.parametrize("prior", ["1/5", "3/10", "1/2"])
def test_signals_where_the_branch_ends(prior: str) -> None:
    branch = Branch(trees.signalling(prior))
    precision, theirs = branch.end()
    matches(signals(signalling.logit_signals(share(prior), CRISIS, precision=precision)), theirs)
    matches(signals(signalling.signals(share(prior), CRISIS)), branch.limit())


def share(number: str) -> float:
    above, below = number.split("/")
    return int(above) / int(below)


@pytest.mark.parametrize("prior", ["1/5", "3/10"])
def test_bluffs_and_concessions_are_those_of_linear_complementarity(prior: str) -> None:
    game = trees.solvers_game(trees.signalling(prior))
    (solved,) = pygambit.nash.lcp_solve(game).equilibria
    threshold = bargaining.static_risk(100, 30, struck=-60)
    ours = {
        "unresolved: build": signalling.bluff_probability(share(prior), threshold),
        "answer: concede": signalling.concede_probability(
            share(prior), threshold, stake=60, cost=8, audience=20
        ),
    }
    matches(ours, equilibrium(game, solved))


# -------------------------------------------------------------------------------------------------- the amnesty


@pytest.mark.parametrize(("strike", "changed", "expected", "values"), VARIANTS, ids=lambda one: str(one)[:40])
def test_amnesty_from_the_last_move_back(
    strike: float,
    changed: dict[str, float],
    expected: tuple[str, bool, bool, bool],
    values: tuple[float, ...],
) -> None:
    solved = settlement.settle(BREADTHS, stakes(**changed), strike_chance=strike)
    assert solved[:4] == expected
    assert solved.values == pytest.approx(values)
    theirs = Branch(trees.amnesty(strike, **changed)).limit()
    if solved.defects:
        matches({f"offer: {solved.offer}": 1.0, f"insider/{solved.offer}: defect": 1.0}, theirs)
        matches({f"government/{solved.offer}: honour": 1.0}, theirs)
        matches({f"class/{solved.offer}: resist": float(solved.resists)}, theirs)
    else:
        # Where the insider stays anyhow, every offer is worth the same, and the solver stops between them.
        matches(dict.fromkeys([f"insider/{name}: stay" for name in BREADTHS], 1.0), theirs)
        matches(dict.fromkeys([f"offer: {name}" for name in ("none", *BREADTHS)], 1 / 3), theirs)


@pytest.mark.parametrize(("strike", "changed"), [one[:2] for one in VARIANTS], ids=lambda one: str(one)[:40])
def test_amnesty_among_the_fallible(strike: float, changed: dict[str, float]) -> None:
    branch = Branch(trees.amnesty(strike, **changed))
    for precision, theirs in ((0.02, branch.at(0.02)), (0.1, branch.at(0.1)), branch.end()):
        ours = settlement.settle_fallibly(
            BREADTHS, stakes(**changed), strike_chance=strike, precision=precision
        )
        matches(every(ours.chances), theirs)


@pytest.mark.parametrize("name", ["narrow", "broad"])
def test_crimes_against_humanity_are_breached_at_any_breadth(name: str) -> None:
    theirs = Branch(trees.amnesty(0.3, **ATROCITY)).limit()
    matches({f"government/{name}: breach": 1.0, f"class/{name}: acquiesce": 1.0}, theirs)
    tree = settlement.game(BREADTHS, stakes(**ATROCITY), strike_chance=0.3)
    matches(every(solving.backward(tree).chances) | dict.fromkeys(offers(), 1 / 3), theirs)


def offers() -> list[str]:
    return [f"offer: {name}" for name in ("none", *BREADTHS)]


def test_the_narrow_promise_is_broken_and_nobody_fights_for_it() -> None:
    for strike in (0.2, 0.3):
        theirs = Branch(trees.amnesty(strike)).limit()
        refused = {
            "insider/narrow: stay": 1.0,
            "government/narrow: breach": 1.0,
            "class/narrow: acquiesce": 1.0,
        }
        matches(refused, theirs)
        tree = settlement.game(BREADTHS, stakes(), strike_chance=strike)
        matches(every(solving.backward(tree).chances), theirs)


def test_the_insider_switches_at_twenty_in_a_hundred_and_thirty() -> None:
    assert settlement.switching_chance(stakes()) == pytest.approx(0.153846, abs=SIX)


# ------------------------------------------------------------------------------------------------- the officers


@pytest.mark.parametrize(("needed", "count"), [(2, 2), (2, 3), (3, 3)])
@pytest.mark.parametrize(("benefit", "danger"), [(1.2, 1.8), (1.8, 1.2)])
def test_officers_among_the_fallible(needed: int, count: int, benefit: float, danger: float) -> None:
    branch = Branch(trees.officers(needed, count, benefit, danger))
    for precision, theirs in ((0.5, branch.at(0.5)), (1.0, branch.at(1.0)), branch.end()):
        ours = games.logit_defection(benefit, danger, precision=precision, needed=needed, officers=count)
        matches({f"officer-{number + 1}: defect": ours for number in range(count)}, theirs)


@pytest.mark.parametrize(("benefit", "danger", "leaves"), [(1.2, 1.8, 0.0), (1.8, 1.2, 1.0)])
def test_two_officers_end_where_risk_dominance_says(benefit: float, danger: float, leaves: float) -> None:
    kappa = coordination.risk_dominance(danger, benefit)
    assert float(kappa < 0.5) == leaves
    matches({"officer-1: defect": leaves}, Branch(trees.officers(2, 2, benefit, danger)).limit())


def test_an_exact_tie_is_left_as_it_is() -> None:
    tree = trees.officers(2, 2, 1.5, 1.5)
    for precision in (0.5, 1.0):
        assert games.logit_defection(1.5, 1.5, precision=precision) == 0.5
        matches({"officer-1: defect": 0.5}, Branch(tree).at(precision))
    assert games.logit_defection(1.5, 1.5, precision=30.0) == 0.5
    matches({"officer-1: defect": 0.5}, Branch(tree).limit())


def test_two_officers_mix_as_the_solver_says() -> None:
    table = pygambit.Game.from_arrays([[1.2, -1.8], [0, 0]], [[1.2, 0], [-1.8, 0]])
    shares = sorted(float(one["1"]["1"]) for one in pygambit.nash.enummixed_solve(table).equilibria)
    assert shares == pytest.approx([0.0, coordination.mixed_defection(0.6, 2, 2), 1.0])


def test_two_of_three_officers_mix_as_the_solver_says() -> None:
    game = trees.solvers_game(trees.officers(2, 3))
    found = pygambit.nash.enumpoly_solve(game).equilibria
    defects = [[taken["defect"] for taken in equilibrium(game, item).values()] for item in found]
    alike = sorted(one[0] for one in defects if max(one) - min(one) < SIX)
    assert alike == pytest.approx([0.0, coordination.mixed_defection(0.6, 2, 3), 1.0], abs=SIX)


# ----------------------------------------------------------------------------- inspection, and a promise of fights


@pytest.mark.parametrize("precision", [0.05, 0.5, 2.0])
def test_inspection_among_the_fallible(precision: float) -> None:
    ours = games.logit_inspection(5, 20, cost=2, benefit=8, precision=precision)
    theirs = Branch(trees.inspection(5, 20, 2, 8)).at(precision)
    matches({"government: violate": ours.violate, "monitor: audit": ours.audit}, theirs)


def test_inspection_is_the_solvers() -> None:
    ours = games.inspection(5, 20, cost=2, benefit=8)
    shares = {"government: violate": ours.violate, "monitor: audit": ours.audit}
    branch = Branch(trees.inspection(5, 20, 2, 8))
    matches(shares, branch.limit())
    precision, theirs = branch.end()
    ours = games.logit_inspection(5, 20, cost=2, benefit=8, precision=precision)
    matches({"government: violate": ours.violate, "monitor: audit": ours.audit}, theirs)


@pytest.mark.parametrize("prior", ["1/10", "1/5", "2/5"])
def test_two_challenges_among_the_fallible(prior: str) -> None:
    branch = Branch(trees.reputation(prior, 0.5, 2.0))
    for precision in (1.0, 3.0, 6.0):
        ours = signalling.logit_reputation(share(prior), 0.5, prize=2.0, precision=precision)
        matches(reputation(ours), branch.at(precision))


@pytest.mark.parametrize(("prior", "weak"), [("1/10", 0.111111), ("1/5", 0.25), ("2/5", 0.666667)])
def test_two_challenges_where_the_branch_ends(prior: str, weak: float) -> None:
    precision, theirs = Branch(trees.reputation(prior, 0.5, 2.0)).end()
    ours = signalling.logit_reputation(share(prior), 0.5, prize=2.0, precision=precision)
    matches(reputation(ours), theirs)
    sequential = signalling.reputation(share(prior), 0.5, prize=2.0)
    assert sequential.weak_fights == pytest.approx(weak, abs=SIX)
    # The branch ends at a finite precision; what mixes is still under way there, in proportion to 1/λ.
    matches(reputation(sequential), theirs, within=1.5 / precision)
    further = signalling.logit_reputation(share(prior), 0.5, prize=2.0, precision=1e8)
    assert tuple(further) == pytest.approx(tuple(sequential), abs=SIX)

"""The same trees given to a solver: its equilibria must be those of the closed forms."""

import pygambit as gbt
import pytest

from game_engine.mechanisms import bargaining, coordination, games, signalling


class Tree:
    """A two-player tree of the US and the leadership, built from the root down."""

    def __init__(self):
        self.game = gbt.Game.new_tree(players=["us", "leadership"])
        self.ends = 0

    def move(self, nodes, player, *labels):
        """Let a player choose at nodes that he cannot tell apart."""
        self.game.append_move(nodes, player, list(labels))

    def end(self, node, us, leadership):
        self.ends += 1
        self.game.set_outcome(node, self.game.add_outcome(f"end {self.ends}", [us, leadership]))

    def crisis(self, node, *, struck, backed_down):
        """The last move: strike or back down, with the leadership's −60 and 100."""
        self.move(node, "us", "strike", "back down")
        self.end(node.children["strike"], struck, -60)
        self.end(node.children["back down"], backed_down, 100)


def exile_ultimatum(audience):
    tree = Tree()
    root = tree.game.root
    tree.move(root, "us", "wait", "offer")
    tree.end(root.children["wait"], 0, 100)
    offered = root.children["offer"]
    tree.move(offered, "leadership", "accept", "reject")
    tree.end(offered.children["accept"], 60, 30)
    tree.crisis(offered.children["reject"], struck=-10, backed_down=-audience)
    return tree.game


def signalling_game(prior):
    tree = Tree()
    root = tree.game.root
    tree.move(root, tree.game.players.chance, "resolved", "unresolved")
    tree.game.set_chance_probs(root.infoset, [gbt.Rational(prior, 10), gbt.Rational(10 - prior, 10)])
    for kind in ("resolved", "unresolved"):
        tree.move(root.children[kind], "us", "build", "out")
        tree.end(root.children[kind].children["out"], 0, 100)
    built = [root.children[kind].children["build"] for kind in ("resolved", "unresolved")]
    tree.move(built, "leadership", "concede", "resist")
    for node, struck in zip(built, (12, -48), strict=True):
        tree.end(node.children["concede"], 52, 30)
        tree.crisis(node.children["resist"], struck=struck, backed_down=-28)
    return tree.game


@pytest.mark.parametrize("audience", [5, 20])
@pytest.mark.parametrize("precision", [0.02, 0.05])
def test_the_exile_ultimatum_has_the_solvers_logit_equilibrium(audience, precision):
    solved = gbt.qre.logit_solve_lambda(exile_ultimatum(audience), lam=precision)[0]
    # The solver counts actions by player: wait, offer, strike, back down; then accept, reject.
    offer, strike, accept = (float(solved[place]) for place in (1, 2, 4))
    assert games.exile_ultimatum(audience, precision=precision) == pytest.approx(
        (offer, accept, strike), abs=1e-6
    )


@pytest.mark.parametrize("prior", [2, 3])
def test_bluffs_and_concessions_are_the_solvers(prior):
    solved = gbt.nash.lcp_solve(signalling_game(prior)).equilibria[0]
    # The US decides four times: resolved builds, then strikes; unresolved builds, then strikes.
    bluff = float(list(solved["us"].mixed_actions())[2][1]["build"])
    concede = float(next(iter(solved["leadership"].mixed_actions()))[1]["concede"])
    threshold = bargaining.static_risk(100, 30, struck=-60)
    assert signalling.bluff_probability(prior / 10, threshold) == pytest.approx(bluff)
    assert signalling.concede_probability(
        prior / 10, threshold, stake=60, cost=8, audience=20
    ) == pytest.approx(concede)


@pytest.mark.parametrize(("benefit", "danger"), [(1.2, 1.8), (1.8, 1.2)])
@pytest.mark.parametrize("precision", [0.5, 1.0])
def test_two_officers_have_the_solvers_logit_equilibrium(benefit, danger, precision):
    table = gbt.Game.from_arrays([[benefit, -danger], [0, 0]], [[benefit, 0], [-danger, 0]])
    solved = gbt.qre.logit_solve_lambda(table, lam=precision)[0]
    assert games.logit_defection(benefit, danger, precision=precision) == pytest.approx(
        float(solved[0]), abs=1e-6
    )


def test_two_officers_mix_as_the_solver_says():
    table = gbt.Game.from_arrays([[1.2, -1.8], [0, 0]], [[1.2, 0], [-1.8, 0]])
    shares = sorted(float(one["1"]["1"]) for one in gbt.nash.enummixed_solve(table).equilibria)
    assert shares == pytest.approx([0.0, coordination.mixed_defection(0.6, 2, 2), 1.0])


def test_inspection_is_the_solvers():
    table = gbt.Game.from_arrays([[5 - 20, 5], [0, 0]], [[8 - 2, 0], [-2, 0]])
    (solved,) = gbt.nash.enummixed_solve(table, rational=False).equilibria
    violate, audit = (float(solved[player]["1"]) for player in ("1", "2"))
    assert games.inspection(5, 20, cost=2, benefit=8) == pytest.approx((audit, violate))

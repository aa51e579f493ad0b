"""The small games as plain data, what makes each into a game of the solver's, and what reads its answers.

A node is a tuple of payoffs, or a dict: `who` moves (a player, or `chance`), under the name `at` of its information
set, and where each of its `moves` leads; moves of chance are (probability, node). Players are numbered in the order in
which they are named.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from game_engine.mechanisms.trees import Choice

pygambit = pytest.importorskip("pygambit")

Node = Any


def crisis(name: str, struck: float, backed_down: float) -> Node:
    """Strike or back down, with the leadership's −60 and 100."""
    return {
        "who": "us",
        "at": name,
        "moves": {"strike": (struck, -60), "back down": (backed_down, 100)},
    }


def exile(audience: float) -> tuple[list[str], Node]:
    refused = crisis("crisis", -10, -audience)
    answer = {"who": "leadership", "at": "answer", "moves": {"accept": (60, 30), "reject": refused}}
    return ["us", "leadership"], {"who": "us", "at": "start", "moves": {"wait": (0, 100), "offer": answer}}


def signalling(prior: str) -> tuple[list[str], Node]:
    def kind(name: str, struck: float) -> Node:
        resist = crisis(f"crisis/{name}", struck, -28)
        answer = {"who": "leadership", "at": "answer", "moves": {"concede": (52, 30), "resist": resist}}
        return {"who": "us", "at": name, "moves": {"build": answer, "out": (0, 100)}}

    chance = Fraction(prior)
    moves = {
        "resolved": (chance, kind("resolved", 12)),
        "unresolved": (1 - chance, kind("unresolved", -48)),
    }
    return ["us", "leadership"], {"who": "chance", "at": "type", "moves": moves}


def amnesty(
    strike: float, *, exposure: float = 0.9, own_exposure: float = 0.9, monitor: float = 0.0
) -> tuple[list[str], Node]:
    stay = (0, 60 - 130 * strike, 0)

    def offer(name: str, breadth: float) -> Node:
        won = breadth * breadth / (breadth * breadth + 0.25)
        resist = (
            100 - 20 * breadth + 30 - 20 * breadth - 100 * won - monitor,
            40 - (1 - won) * 80 * own_exposure,
            -15 - (1 - won) * 80 * exposure,
        )
        acquiesce = (130 - 20 * breadth - monitor, 40 - 80 * own_exposure, -80 * exposure)
        betrayed = {
            "who": "class",
            "at": f"class/{name}",
            "moves": {"resist": resist, "acquiesce": acquiesce},
        }
        kept = {
            "who": "government",
            "at": f"government/{name}",
            "moves": {"honour": (100 - 20 * breadth, 40, 0), "breach": betrayed},
        }
        return {"who": "insider", "at": f"insider/{name}", "moves": {"stay": stay, "defect": kept}}

    moves = {"none": stay, "narrow": offer("narrow", 0.2), "broad": offer("broad", 0.8)}
    return ["government", "insider", "class"], {"who": "government", "at": "offer", "moves": moves}


def officers(needed: int, count: int, benefit: float = 1.2, danger: float = 1.8) -> tuple[list[str], Node]:
    """All choose at once, which a tree says by not letting the later see the earlier."""
    names = [f"officer-{number + 1}" for number in range(count)]

    def node(chosen: tuple[bool, ...]) -> Node:
        if len(chosen) == count:
            worth = benefit if sum(chosen) >= needed else -danger
            return tuple(worth if left else 0 for left in chosen)
        name = names[len(chosen)]
        return {
            "who": name,
            "at": name,
            "moves": {"defect": node((*chosen, True)), "stay": node((*chosen, False))},
        }

    return names, node(())


def inspection(gain: float, penalty: float, cost: float, benefit: float) -> tuple[list[str], Node]:
    def audited(violates: bool) -> Node:
        caught = (gain - penalty, benefit - cost) if violates else (0, -cost)
        missed = (gain, 0) if violates else (0, 0)
        return {"who": "monitor", "at": "monitor", "moves": {"audit": caught, "trust": missed}}

    moves = {"violate": audited(True), "comply": audited(False)}
    return ["government", "monitor"], {"who": "government", "at": "government", "moves": moves}


def reputation(prior: str, bar: float, prize: float) -> tuple[list[str], Node]:
    """Two challengers in a row: to fight costs the weak 1, not to fight costs the strong 1, to deter is worth prize."""

    def later(kind: str, seen: str, so_far: tuple[float, float]) -> Node:
        first, held = so_far
        fight, yield_ = (0, -1) if kind == "strong" else (-1, 0)
        met = {
            "who": "incumbent",
            "at": f"{kind} after {seen}",
            "moves": {"fight": (first, bar - 1, held + fight), "yield": (first, bar, held + yield_)},
        }
        return {"who": "second", "at": seen, "moves": {"enter": met, "out": (first, 0, held + prize)}}

    def kind(name: str) -> Node:
        fight, yield_ = (0, -1) if name == "strong" else (-1, 0)
        met = {
            "who": "incumbent",
            "at": name,
            "moves": {
                "fight": later(name, "fight", (bar - 1, fight)),
                "yield": later(name, "peace", (bar, yield_)),
            },
        }
        return {
            "who": "first",
            "at": "first",
            "moves": {"enter": met, "out": later(name, "calm", (0, prize))},
        }

    chance = Fraction(prior)
    moves = {"strong": (chance, kind("strong")), "weak": (1 - chance, kind("weak"))}
    return ["first", "second", "incumbent"], {"who": "chance", "at": "type", "moves": moves}


def solvers_game(tree: tuple[list[str], Node]) -> pygambit.Game:
    """The tree as the solver knows it; information sets bear our names."""
    players, root = tree
    game = pygambit.Game.new_tree(players=players)
    seen: dict[str, Any] = {}
    ends = 0
    todo = [(game.root, root)]
    while todo:
        place, node = todo.pop()
        if isinstance(node, tuple):
            ends += 1
            game.set_outcome(place, game.add_outcome(f"end {ends}", list(node)))
            continue
        moves = node["moves"]
        if node["who"] == "chance":
            game.append_move(place, game.players.chance, list(moves))
            game.set_chance_probs(
                place.infoset, [pygambit.Rational(*chance.as_integer_ratio()) for chance, _ in moves.values()]
            )
            moves = {name: after for name, (_, after) in moves.items()}
        elif node["at"] in seen:
            game.append_infoset(place, seen[node["at"]])
        else:
            game.append_move(place, node["who"], list(moves))
            place.infoset.label = node["at"]
            seen[node["at"]] = place.infoset
        todo += [(place.children[name], after) for name, after in moves.items()]
    return game


def read(game: pygambit.Game, profile: Any) -> dict[str, dict[str, float]]:
    """How often each branch is taken in a profile of the solver's, by information set.

    A logit profile is read by number: players, information sets and actions in the order in which the game has them.
    """
    places = [
        (infoset.label, action.label)
        for player in game.players
        for infoset in player.infosets
        for action in infoset.actions
    ]
    chances: dict[str, dict[str, float]] = {}
    for number, (name, branch) in enumerate(places):
        chances.setdefault(name, {})[branch] = float(profile[number])
    return chances


def our_tree(tree: tuple[list[str], Node]) -> Choice | tuple[float, ...]:
    """The tree as our own solver takes it: only where every move is seen."""
    players, node = tree
    if isinstance(node, tuple):
        return node
    branches = {name: our_tree((players, after)) for name, after in node["moves"].items()}
    return Choice(node["at"], players.index(node["who"]), branches)

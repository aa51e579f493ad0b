"""What theories of threats say: hands tied, bluffs called, belief that decays, a name for fighting."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from game_engine.analysis.theory.exits import hazard_to_hold, leaving
from game_engine.analysis.theory.prediction import Prediction, number
from game_engine.analysis.theory.scene import Scene
from game_engine.mechanisms import coercion, credibility, oversight, signalling
from game_engine.mechanisms.signalling import Crisis


class Resolve(NamedTuple):
    """What a strike is worth against quiet, in utility: to a resolved coercer and to an unresolved one."""

    resolved: float
    unresolved: float


def threats(scene: Scene) -> tuple[Prediction, ...]:
    """Every prediction of this file."""
    return (
        *(tying_hands(scene, resolved=resolved) for resolved in (True, False)),
        signals(scene),
        signals_among_the_fallible(scene),
        decay(scene),
        window(scene),
        reputation(scene),
        lawful_ground(scene),
    )


def resolve(scene: Scene) -> Resolve:
    """S of both types."""
    rule, board = scene.rules.coercion, scene.board
    weight = rule.legal_weight + (rule.restricted_legal if board.posture == "restrict" else 0.0)
    hold = coercion.hold_utility(board.buildup, calm=rule.hold_value, upkeep_rate=rule.upkeep)

    def worth(value: float) -> float:
        strike = coercion.strike_utility(
            value,
            scene.today.success,
            legal=board.legal,
            legal_weight=weight,
            cost=rule.strike_fixed_cost,
            failure=rule.failure_cost,
        )
        return strike - hold

    return Resolve(worth(rule.value_resolved), worth(rule.value_unresolved))


def audience(scene: Scene) -> float:
    """a, what letting a public ultimatum lapse costs, in utility."""
    rule = scene.rules.coercion
    return coercion.audience_cost(scene.board.buildup, base=rule.audience_base, slope=rule.audience_slope)


def tying_hands(scene: Scene, *, resolved: bool) -> Prediction:
    """Whether the audience would make a strike the lesser evil, and how dear the words would have to be for that."""
    strike = resolve(scene).resolved if resolved else resolve(scene).unresolved
    cost = audience(scene)
    quiet, due = (
        (rates.strike_resolved, rates.strike_unresolved)[not resolved] for rates in (scene.quiet, scene.due)
    )
    return Prediction(
        f"tying-hands-{'resolved' if resolved else 'unresolved'}",
        "fearon-1997",
        number("utility", strike=strike, audience_cost=cost),
        (
            *number("yes", tied=signalling.tied_to_strike(cost, strike)),
            *number("utility", audience_cost_needed=max(0.0, -strike)),
            *number("a-turn", strikes_in_quiet=quiet, strikes_at_a_deadline=due),
        ),
    )


def crisis(scene: Scene) -> Crisis:
    """The build-up as a game: to an unresolved coercer, and to the typical leader who may be struck."""
    worth, strikes = leaving(scene), resolve(scene)
    chance = scene.today.success
    return Crisis(
        stake=scene.coercer("exile", resolved=False) - scene.coercer(scene.standing, resolved=False),
        cost=coercion.upkeep(scene.board.buildup, rate=scene.rules.coercion.upkeep) * scene.scenario.periods,
        audience=audience(scene),
        resolved=strikes.resolved,
        unresolved=strikes.unresolved,
        status_quo=worth.status_quo,
        conceded=worth.exile,
        struck=chance * worth.struck + (1.0 - chance) * worth.status_quo,
    )


def threshold(scene: Scene) -> float | None:
    """μ*, the belief in resolve at which the leader concedes if only the resolved strike; None where none is enough."""
    stakes = crisis(scene)
    if stakes.status_quo <= stakes.struck:
        return None
    belief = signalling.concession_threshold(stakes)
    return max(0.0, belief) if belief < 1.0 else None


def signals(scene: Scene) -> Prediction:
    """The two-type build-up at this belief. premise: whether in this scenario only the resolved would strike."""
    stakes, belief, needed = crisis(scene), scene.board.credibility, threshold(scene)
    solved = signalling.signals(belief, stakes) if needed is not None else None
    premise = stakes.unresolved < -stakes.audience < stakes.resolved
    return Prediction(
        "build-up",
        "fearon-1997",
        (
            *number("probability", belief=belief),
            *number("utility", stake=stakes.stake, cost=stakes.cost, audience_cost=stakes.audience),
        ),
        (
            *number("probability", belief_needed=needed),
            *number("probability", bluffs=solved.unresolved_builds if solved else 0.0),
            *number("probability", concedes=solved.concedes if solved else 0.0),
            *number("yes", pools=needed is not None and belief >= needed, premise=premise),
        ),
    )


def signals_among_the_fallible(scene: Scene) -> Prediction:
    """The same game by logit, at the precision of the scenario's own strike."""
    stakes, precision = crisis(scene), scene.rules.coercion.slope
    solved = signalling.logit_signals(scene.board.credibility, stakes, precision=precision)
    return Prediction(
        "build-up-among-the-fallible",
        "mckelvey-palfrey-1998",
        (
            *number("probability", belief=scene.board.credibility),
            *number("ratio", precision=precision),
            *number("utility", strike_resolved=stakes.resolved, strike_unresolved=stakes.unresolved),
        ),
        number(
            "probability",
            resolved_builds=solved.resolved_builds,
            unresolved_builds=solved.unresolved_builds,
            concedes=solved.concedes,
            resolved_strikes=solved.resolved_strikes,
            unresolved_strikes=solved.unresolved_strikes,
        ),
    )


def decay(scene: Scene) -> Prediction:
    """What quiet leaves of the belief, and a deadline that passes, and what signal would undo either."""
    belief, left = scene.board.credibility, {}
    resolved, unresolved = scene.quiet.strike_resolved, scene.quiet.strike_unresolved
    for turn in range(1, 5):
        belief = coercion.after_quiet_turn(belief, resolved, unresolved)
        left[f"after_{turn}"] = belief
    lapsed = credibility.after_broken(
        scene.board.credibility, scene.due.strike_resolved, scene.due.strike_unresolved
    )
    return Prediction(
        "decay",
        "bayes",
        (
            *number("probability", belief=scene.board.credibility),
            *number("a-turn", strikes_resolved=resolved, strikes_unresolved=unresolved),
        ),
        (
            *number("probability", **left, after_a_deadline=lapsed),
            *number(
                "ratio",
                signal_that_holds=credibility.holding_ratio(resolved, rate_unresolved=unresolved),
                signal_after_a_deadline=credibility.holding_ratio(
                    scene.due.strike_resolved, rate_unresolved=scene.due.strike_unresolved
                ),
            ),
        ),
    )


def window(scene: Scene) -> Prediction:
    """How many quiet turns the threat stays strong enough to make leaving worth while: as it is, and at a deadline."""
    belief = scene.board.credibility
    resolved, unresolved = scene.quiet.strike_resolved, scene.quiet.strike_unresolved
    needed = {}
    for name, deadline, rates in (("quiet", False, scene.quiet), ("deadline", True, scene.due)):
        needed[name] = coercion.belief_needed(
            hazard_to_hold(scene, deadline=deadline),
            rates.strike_resolved,
            rates.strike_unresolved,
            rates.success,
        )

    def turns(bar: float) -> float:
        return credibility.quiet_turns_left(belief, resolved, bar, rate_unresolved=unresolved)

    return Prediction(
        "window",
        "bayes",
        (
            *number("probability", belief=belief),
            *number("a-turn", strikes_resolved=resolved, strikes_unresolved=unresolved),
        ),
        (
            *number(
                "probability", belief_needed=needed["quiet"], belief_needed_at_a_deadline=needed["deadline"]
            ),
            *number("turns", quiet_turns=turns(needed["quiet"])),
            *number("turns", quiet_turns_before_a_deadline=turns(needed["deadline"])),
            *number("turns", quiet_turns_to_half=turns(belief / 2.0)),
        ),
    )


def reputation(scene: Scene) -> Prediction:
    """Whether to fight first in order to be feared next: two leaders in a row who might defy the coercer.

    The bar is the belief at which a leader gives in, the prize what that is worth to an unresolved coercer in units of
    what a strike costs it.
    """
    stakes, belief, bar = crisis(scene), scene.board.credibility, threshold(scene)
    fight = -stakes.unresolved
    prize = stakes.stake / fight if fight > 0.0 else None
    playable = bar is not None and bar > 0.0 and prize is not None and prize > 0.0
    perfect = fallible = None
    if playable and bar is not None and prize is not None:
        precision = scene.rules.coercion.slope * fight
        perfect = signalling.reputation(belief, bar, prize=prize)
        fallible = signalling.logit_reputation(belief, bar, prize=prize, precision=precision)
    return Prediction(
        "reputation",
        "kreps-wilson-1982",
        (*number("probability", belief=belief, bar=bar), *number("ratio", prize=prize)),
        (
            *number("yes", first_defies=perfect.enters if perfect else None),
            *number("probability", weak_fights=perfect.weak_fights if perfect else None),
            *number("probability", defies_among_the_fallible=fallible.enters if fallible else None),
            *number("probability", weak_fights_among_the_fallible=fallible.weak_fights if fallible else None),
        ),
    )


def lawful_ground(scene: Scene) -> Prediction:
    """What a briefing is worth to the threat: legal exposure a turn later and the strike that it would allow."""
    rule = scene.rules.oversight
    plain, briefed = (
        oversight.legal_exposure(
            scene.board.legal,
            briefed=told,
            keep=rule.kept**scene.scenario.periods,
            incident_step=rule.incident_weight,
            briefing_step=rule.briefing,
        )
        for told in (False, True)
    )
    return Prediction(
        "lawful-ground",
        "howell-pevehouse-2007",
        number("share", legal_exposure=scene.board.legal),
        (
            *number("share", unbriefed=plain, briefed=briefed),
            *number("utility", strike_unbriefed=_strike_at(scene, plain)),
            *number("utility", strike_briefed=_strike_at(scene, briefed)),
        ),
    )


def _strike_at(scene: Scene, legal: float) -> float:
    return resolve(scene._replace(board=replace(scene.board, legal=legal))).resolved

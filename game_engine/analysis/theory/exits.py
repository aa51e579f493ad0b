"""What theories of bargaining say: when leaving beats holding on, how a gain is shared, what patience is worth."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from msgspec.structs import replace

from game_engine import payoffs
from game_engine.analysis.theory.prediction import Prediction, number
from game_engine.analysis.theory.scene import Scene
from game_engine.mechanisms import bargaining, coercion, games, trees
from game_engine.mechanisms.curves import clip
from game_engine.state import CoercerPrivate, LeadershipPrivate


class Leaving(NamedTuple):
    """What staying and going is worth to the typical leader, in utility: Q, E, D (struck), C (overthrown)."""

    status_quo: float
    exile: float
    struck: float
    overthrown: float


def leaving(scene: Scene) -> Leaving:
    """Q, E, D and C of a scene."""
    return Leaving(
        scene.leadership(scene.standing),
        scene.leadership("exile"),
        scene.leadership(scene.forced),
        scene.leadership("coup"),
    )


def exits(scene: Scene) -> tuple[Prediction, ...]:
    """Every prediction of this file."""
    return (
        static_risk(scene),
        hazard_needed(scene),
        hazard_needed_with_coup(scene),
        nash_split(scene),
        patience(scene),
        outside_option(scene),
        *(exile_ultimatum(scene, resolved=resolved) for resolved in (True, False)),
    )


def static_risk(scene: Scene) -> Prediction:
    """How likely force must be for leaving to beat staying, once and for all, and how likely it is."""
    worth = leaving(scene)
    gap = worth.status_quo > worth.struck
    needed = bargaining.static_risk(worth.status_quo, worth.exile, struck=worth.struck) if gap else None
    closes = scene.board.exile_closes or scene.horizon.turns
    by_close = scene.struck_by(max(0, closes - scene.horizon.turn + 1))
    open_still = scene.board.host is not None and by_close > 0.0
    return Prediction(
        "static-risk",
        "fisher-ury-1981",
        number("utility", status_quo=worth.status_quo, exile=worth.exile, struck=worth.struck),
        (
            *number("probability", risk_needed=needed, struck_by_the_end=scene.struck_by(scene.turns_left)),
            *number("probability", struck_by_the_close=by_close if scene.board.host is not None else None),
            *number("yes", leaves=needed is not None and open_still and by_close >= needed),
        ),
    )


def hazard_needed(scene: Scene) -> Prediction:
    """The hazard of force that makes holding on worth no more than exile, against the hazards that the board has."""
    worth, today, due = leaving(scene), scene.today.hazard, scene.due.hazard
    needed = _needed(scene, coup=0.0)
    holding = bargaining.holding_value(worth.status_quo, today, struck=worth.struck, discount=scene.discount)
    return Prediction(
        "hazard-needed",
        "bargaining-under-hazard",
        (
            *number("ratio", discount=scene.discount),
            *number("utility", status_quo=worth.status_quo, exile=worth.exile, struck=worth.struck),
        ),
        (
            *number("a-turn", hazard_needed=needed, hazard_today=today, hazard_at_a_deadline=due),
            *number("yes", enough_today=today >= needed, enough_at_a_deadline=due >= needed),
            *number("utility", holding_on=holding),
        ),
    )


def hazard_needed_with_coup(scene: Scene) -> Prediction:
    """The same, where the officers may move too; below 0 where they alone are reason enough to go."""
    worth, coup = leaving(scene), scene.coup(scene.today.tipping)
    needed = _needed(scene, coup=coup)
    holding = bargaining.holding_value(
        worth.status_quo,
        scene.today.hazard,
        struck=worth.struck,
        discount=scene.discount,
        coup=coup,
        overthrown=worth.overthrown,
    )
    at_deadline = _needed(scene, coup=scene.coup(scene.due.tipping))
    return Prediction(
        "hazard-needed-with-coup",
        "bargaining-under-hazard",
        (
            *number("a-turn", coup_hazard=coup),
            *number("utility", exile=worth.exile, overthrown=worth.overthrown),
        ),
        (
            *number("a-turn", hazard_needed=needed, hazard_today=scene.today.hazard),
            *number("yes", enough_today=scene.today.hazard >= needed),
            *number("a-turn", hazard_needed_at_a_deadline=at_deadline, hazard_at_a_deadline=scene.due.hazard),
            *number("yes", enough_at_a_deadline=scene.due.hazard >= at_deadline),
            *number("utility", holding_on=holding),
        ),
    )


def _needed(scene: Scene, *, coup: float) -> float:
    worth = leaving(scene)
    if worth.exile <= worth.struck or scene.discount <= 0.0:
        return inf
    return bargaining.hazard_needed(
        worth.status_quo,
        worth.exile,
        struck=worth.struck,
        discount=scene.discount,
        coup=coup,
        overthrown=worth.overthrown,
    )


def hazard_to_hold(scene: Scene, *, deadline: bool) -> float:
    """h* with the coup hazard of a quiet day or of one with a deadline."""
    tipping = scene.due.tipping if deadline else scene.quiet.tipping
    return _needed(scene, coup=scene.coup(tipping))


def alternatives(scene: Scene) -> tuple[float, float]:
    """The BATNAs of the coercer, weighed by the belief in its type, and of the typical leader, in points."""
    belief, state = scene.board.credibility, scene.state
    coercer = leadership = 0.0
    for seat in state.seats:
        if isinstance(seat.private, CoercerPrivate):
            for resolved, chance in ((True, belief), (False, 1.0 - belief)):
                kind = replace(seat, private=replace(seat.private, resolved=resolved))
                coercer += chance * payoffs.batna(state, kind, strength=scene.today.strength)
        elif isinstance(seat.private, LeadershipPrivate):
            leader = scene.leader
            private = LeadershipPrivate(leader.exile_value, leader.distrust, leader.risk_discount, 0.0)
            kind = replace(seat, private=private)
            leadership = payoffs.batna(state, kind, strength=scene.today.strength)
    return coercer, leadership


def _pie(scene: Scene) -> tuple[float, float]:
    """What exile is worth to the coercer (by belief, legal exposure taken off) and to the typical leader, in points."""
    belief, exposed = scene.board.credibility, scene.rules.costs.legal * scene.board.legal
    kinds = [scene.coercer("exile", resolved=resolved) for resolved in (True, False)]
    coercer = 100.0 * (belief * kinds[0] + (1.0 - belief) * kinds[1]) - exposed
    return coercer, 100.0 * scene.leadership("exile")


def nash_split(scene: Scene) -> Prediction:
    """What an exile deal leaves to share between coercer and leadership, were points money."""
    (first, second), (mine, theirs) = alternatives(scene), _pie(scene)
    split = bargaining.nash_split(mine + theirs, first, second)
    return Prediction(
        "nash-split",
        "nash-1950",
        number(
            "points",
            coercer_by_exile=mine,
            leadership_by_exile=theirs,
            coercer_alternative=first,
            leadership_alternative=second,
        ),
        (
            *number("points", left_to_share=mine + theirs - first - second, coercer_part=split),
            *number("points", paid_to_the_leadership=None if split is None else mine - split),
            *number(
                "yes", worth_a_deal=split is not None, zone_as_offered=mine >= first and theirs >= second
            ),
        ),
    )


def _patience(scene: Scene) -> tuple[float, float]:
    """What waiting a turn leaves the coercer (upkeep) and the leadership (the risk of removal), as discounts."""
    rate = scene.rules.coercion.upkeep
    waiting = coercion.upkeep(scene.board.buildup, rate=rate) * scene.scenario.periods
    risk = scene.today.hazard + scene.coup(scene.today.tipping)
    return clip(1.0 - waiting), clip(1.0 - risk)


def patience(scene: Scene) -> Prediction:
    """Who may speak first and who can wait: the coercer pays for its ships, the leader runs the risk of removal."""
    coercer, leadership = _patience(scene)
    hurried = coercer < 1.0 or leadership < 1.0
    return Prediction(
        "patience",
        "rubinstein-1982",
        number("ratio", coercer_discount=coercer, leadership_discount=leadership),
        number(
            "share",
            coercer_if_first=bargaining.rubinstein(coercer, leadership) if hurried else None,
            coercer_if_second=1.0 - bargaining.rubinstein(leadership, coercer) if hurried else None,
            coercer_in_the_limit=(
                bargaining.rubinstein_limit(1.0 - coercer, 1.0 - leadership) if hurried else None
            ),
        ),
    )


def outside_option(scene: Scene) -> Prediction:
    """Whether holding on is more to the leader than bargaining would give him, as a share of what exile is worth."""
    coercer, leadership = _patience(scene)
    pie, option = sum(_pie(scene)), alternatives(scene)[1]
    share = clip(option / pie) if pie > 0.0 else 1.0
    hurried = coercer < 1.0 or leadership < 1.0
    without = 1.0 - bargaining.rubinstein(coercer, leadership) if hurried else None
    taken = bargaining.outside_option(coercer, leadership, option=share) if hurried else None
    return Prediction(
        "outside-option",
        "binmore-shaked-sutton-1989",
        number("share", option=share, leadership_without_it=without),
        (
            *number("share", leadership_with_it=taken),
            *number("yes", binds=None if without is None else share > without),
        ),
    )


def exile_ultimatum(scene: Scene, *, resolved: bool) -> Prediction:
    """The exile ultimatum at the scenario's own values: among the fallible, and from the last move back."""
    rule, chance = scene.rules, scene.today.success
    status_quo = _pair(scene.coercer(scene.standing, resolved=resolved), leaving(scene).status_quo)
    exile = _pair(scene.coercer("exile", resolved=resolved), leaving(scene).exile)
    removed = scene.coercer(scene.forced, resolved=resolved)
    failed, worth = scene.coercer(scene.standing, resolved=resolved), leaving(scene)
    struck = _pair(
        chance * removed + (1.0 - chance) * failed - rule.costs.strike / 100.0,
        chance * worth.struck + (1.0 - chance) * worth.status_quo,
    )
    cost = rule.costs.audience * coercion.audience_cost(
        scene.board.buildup, base=rule.coercion.audience_base, slope=rule.coercion.audience_slope
    )
    values = {"status_quo": status_quo, "exile": exile, "struck": struck}
    precision = rule.coercion.slope / 100.0
    fallible = games.exile_ultimatum(cost, precision=precision, **values)
    perfect = trees.backward(games.exile_game(cost, **values)).chances
    return Prediction(
        f"exile-ultimatum-{'resolved' if resolved else 'unresolved'}",
        "mckelvey-palfrey-1998",
        (
            *number("points", audience_cost=cost, coercer_status_quo=status_quo[0], coercer_exile=exile[0]),
            *number("points", coercer_struck=struck[0], leadership_status_quo=status_quo[1]),
            *number("points", leadership_exile=exile[1], leadership_struck=struck[1]),
        ),
        (
            *number("probability", offers=fallible.offer, accepts=fallible.accept, strikes=fallible.strike),
            *number(
                "yes",
                offers_without_error=perfect["start"]["offer"],
                accepts_without_error=perfect["answer"]["accept"],
                strikes_without_error=perfect["crisis"]["strike"],
            ),
        ),
    )


def _pair(coercer: float, leadership: float) -> tuple[float, float]:
    return 100.0 * coercer, 100.0 * leadership

"""What theories of promises say: how broad an amnesty must be to keep itself, who would take it, who would audit it."""

from __future__ import annotations

from math import inf

from game_engine.analysis.theory.prediction import Prediction, number
from game_engine.analysis.theory.scene import Scene
from game_engine.mechanisms import amnesty, day_after, games, settlement
from game_engine.mechanisms.settlement import Stakes

BROAD = 0.8
NARROW = 0.2

CRIMES_EXPOSURE = 0.02
"""ρ where only those who took part in crimes against humanity are covered: hardly anybody else would fight for them."""


def promises(scene: Scene) -> tuple[Prediction, ...]:
    """Every prediction of this file."""
    return (
        amnesty_thresholds(scene),
        amnesty_with_crimes(scene),
        amnesty_game(scene),
        amnesty_among_the_fallible(scene),
        repeated_play(scene),
        inspection(scene),
    )


def _monitor(scene: Scene) -> float:
    return scene.rules.amnesty.monitor_weight * scene.monitors


def amnesty_thresholds(scene: Scene) -> Prediction:
    """From which breadth the class resists a breach and the government keeps its word, against the one on the table."""
    rule, after, breadth = scene.rules.amnesty, scene.rules.day_after, scene.board.breadth
    resist, honour = amnesty.thresholds(
        scene.temptation,
        after.resist_cost,
        overthrow_loss=rule.overthrow_weight,
        stain=rule.breadth_weight,
        monitor=_monitor(scene),
        exposure=after.prosecution,
        sentence=after.stake,
        resistance=rule.resistance,
    )
    lasting = amnesty.lasting_breadth(resist, honour)
    won = amnesty.overthrow(breadth, resistance=rule.resistance)
    resisted = day_after.resists(won, after.prosecution, after.stake, after.resist_cost)
    pays = day_after.breach_pays(
        breadth,
        resisted=resisted,
        gain=scene.temptation,
        stain=rule.breadth_weight,
        overthrow_loss=rule.overthrow_weight,
        monitor=_monitor(scene),
        resistance=rule.resistance,
    )
    return Prediction(
        "amnesty-thresholds",
        "weingast-1997",
        (
            *number("utility", temptation=scene.temptation, monitors_withhold=_monitor(scene)),
            *number("share", breadth=breadth),
        ),
        (
            *number("share", resisted_from=resist, honoured_from=honour, lasts_from=lasting),
            *number("share", margin=breadth - lasting if lasting < inf else -inf),
            *number("yes", a_breach_is_resisted=resisted, a_breach_pays=pays),
            *number(
                "probability", honoured_by_the_fallible=scene.today.honour, protects=scene.today.protection
            ),
        ),
    )


def amnesty_with_crimes(scene: Scene) -> Prediction:
    """The same, were crimes against humanity what it forgives: more to gain by a breach, and nobody to resist it."""
    rule, after = scene.rules.amnesty, scene.rules.day_after
    gain = amnesty.breach_gain(rule.public_temptation, crimes=True, crimes_gain=rule.crimes_gain)
    resist, honour = amnesty.thresholds(
        gain,
        after.resist_cost,
        overthrow_loss=rule.overthrow_weight,
        stain=rule.breadth_weight,
        monitor=_monitor(scene),
        exposure=CRIMES_EXPOSURE,
        sentence=after.stake,
        resistance=rule.resistance,
    )
    return Prediction(
        "amnesty-with-crimes",
        "weingast-1997",
        (*number("utility", temptation=gain), *number("probability", exposure=CRIMES_EXPOSURE)),
        (
            *number("share", resisted_from=resist, honoured_from=honour),
            *number("share", lasts_from=amnesty.lasting_breadth(resist, honour)),
            *number("utility", monitors_needed=gain, monitors_withhold=_monitor(scene)),
        ),
    )


def stakes(scene: Scene) -> Stakes:
    """The amnesty game in this scenario's numbers; its insider is an officer, covered as far as it is backed."""
    rule, after, ends = scene.rules.amnesty, scene.rules.day_after, scene.scenario.ends
    office = scene.worth(ends[scene.standing].officer)
    backing = scene.board.backing
    return Stakes(
        transition=scene.worth(ends["pact"].opposition) - scene.worth(ends[scene.standing].opposition),
        justice=scene.rules.costs.justice / 100.0,
        gain=scene.temptation,
        stain=rule.breadth_weight,
        overthrow_loss=rule.overthrow_weight,
        office=office,
        struck=office - scene.worth(ends["removal_collapses"].officer, covered=0.0),
        honoured=scene.worth(ends["pact"].officer, covered=backing),
        sentence=after.stake,
        resist_cost=after.resist_cost,
        exposure=after.prosecution,
        own_exposure=after.prosecution,
        monitor=_monitor(scene),
        resistance=rule.resistance,
    )


def _breadths(scene: Scene) -> dict[str, float]:
    tabled = {"tabled": scene.board.breadth} if scene.board.breadth > 0.0 else {}
    return {**tabled, "narrow": NARROW, "broad": BROAD}


def amnesty_game(scene: Scene) -> Prediction:
    """Which amnesty would be offered, taken and kept if nobody erred, at the chance that force ends the regime."""
    amounts, strike = stakes(scene), scene.struck_by(scene.turns_left)
    breadths = _breadths(scene)
    solved = settlement.settle(breadths, amounts, strike_chance=strike)
    return Prediction(
        "amnesty-game",
        "weingast-1997",
        (
            *number("probability", strike=strike),
            *number("utility", office=amounts.office, struck=amounts.struck, honoured=amounts.honoured),
        ),
        (
            *number("share", offered=breadths.get(solved.offer)),
            *number("yes", taken=solved.defects, kept=solved.honoured, a_breach_is_resisted=solved.resists),
            *number("probability", strike_from_which_insiders_leave=_switch(amounts)),
        ),
    )


def _switch(amounts: Stakes) -> float | None:
    return settlement.switching_chance(amounts) if amounts.struck > 0.0 else None


def amnesty_among_the_fallible(scene: Scene) -> Prediction:
    """The same game by logit, at the precision of the scenario's own promise: how often each is taken and kept."""
    amounts, strike = stakes(scene), scene.struck_by(scene.turns_left)
    precision = scene.rules.amnesty.slope
    solved = settlement.settle_fallibly(
        _breadths(scene), amounts, strike_chance=strike, precision=precision
    ).chances
    taken = {f"taken_if_{name}": solved[f"insider/{name}"]["defect"] for name in _breadths(scene)}
    kept = {f"kept_if_{name}": solved[f"government/{name}"]["honour"] for name in _breadths(scene)}
    return Prediction(
        "amnesty-among-the-fallible",
        "mckelvey-palfrey-1998",
        (*number("probability", strike=strike), *number("ratio", precision=precision)),
        number("probability", nothing_offered=solved["offer"][settlement.NOTHING], **taken, **kept),
    )


def repeated_play(scene: Scene) -> Prediction:
    """How patient a government must be to keep its word, if a breach costs it every turn what it costs once."""
    rule, breadth = scene.rules.amnesty, scene.board.breadth
    punished = amnesty.breach_cost(
        breadth,
        scene.monitors,
        stain=rule.breadth_weight,
        overthrow_loss=rule.overthrow_weight,
        monitor_loss=rule.monitor_weight,
        resistance=rule.resistance,
    )
    needed = games.patience_needed(0.0, -punished, gain=scene.temptation) if scene.temptation > 0.0 else 0.0
    return Prediction(
        "repeated-play",
        "friedman-1971",
        number("utility", gain=scene.temptation, lost_each_turn=punished),
        (
            *number("ratio", patience_needed=needed, patience=scene.discount),
            *number("yes", kept=scene.discount >= needed),
        ),
    )


def inspection(scene: Scene) -> Prediction:
    """How often monitors would look and the government would cheat, if what they withhold were the only penalty.

    An audit costs the region a turn of mediation, and is worth to it what a pact that is kept is worth above a breach.
    """
    ends, cost = scene.scenario.ends, scene.rules.costs.mediation / 100.0
    kept, broken = ends["pact"].region, ends["breach"].region
    benefit = scene.worth(kept) - scene.worth(broken) if kept and broken else 0.0
    penalty = _monitor(scene)
    playable = penalty > 0.0 and benefit > 0.0
    solved = games.inspection(scene.temptation, penalty, cost=cost, benefit=benefit) if playable else None
    deters = solved is not None and solved.audit <= 1.0
    fallible = games.logit_inspection(
        scene.temptation, penalty, cost=cost, benefit=benefit, precision=scene.rules.amnesty.slope
    )
    return Prediction(
        "inspection",
        "avenhaus-stengel-zamir-2002",
        number("utility", gain=scene.temptation, penalty=penalty, audit_cost=cost, audit_benefit=benefit),
        (
            *number("yes", audits_can_deter=deters),
            *number("probability", audit=solved.audit if solved and deters else None),
            *number("probability", violate=(solved.violate if solved and deters else 1.0)),
            *number("probability", violate_among_the_fallible=fallible.violate),
        ),
    )

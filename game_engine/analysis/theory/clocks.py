"""What runs by itself: rallies that fade, the war-powers clock, hazards that add up."""

from __future__ import annotations

from math import inf

from game_engine.analysis.theory.prediction import Prediction, number
from game_engine.analysis.theory.scene import Scene
from game_engine.mechanisms import coercion, oversight, rally


def clocks(scene: Scene) -> tuple[Prediction, ...]:
    """Every prediction of this file."""
    return (rallies(scene), war_powers(scene), running_risk(scene))


def rallies(scene: Scene) -> Prediction:
    """What one rally and one failed strike add up to over time, and in how many turns half of it is gone."""
    rule, failed = scene.rules.coalition, scene.rules.coercion.failed_rally
    kept = rule.rally_kept**scene.scenario.periods
    fades = 0.0 < kept < 1.0
    return Prediction(
        "rally",
        "mueller-1973",
        (
            *number("share", called=rule.rally_gain, after_a_failed_strike=failed),
            *number("ratio", kept=kept),
        ),
        (
            *number("share", called_in_all=rally.total(rule.rally_gain, keep=kept) if kept < 1.0 else inf),
            *number("share", failed_strike_in_all=rally.total(failed, keep=kept) if kept < 1.0 else inf),
            *number("turns", half_life=rally.half_life(keep=kept) if fades else inf if kept else 0.0),
        ),
    )


def war_powers(scene: Scene) -> Prediction:
    """In how many turns the clock of hostilities runs out: with and without the extension that a briefing gives."""
    rule, elapsed = scene.rules.oversight, scene.board.war_powers
    plain, extended = (
        oversight.clock_turn(
            scene.scenario.turn_days,
            elapsed=elapsed or 0,
            extended=more,
            days=rule.clock_days,
            extension=rule.clock_extension,
        )
        for more in (False, True)
    )
    return Prediction(
        "war-powers",
        "war-powers-resolution-1973",
        (
            *number("yes", running=elapsed is not None, briefed=scene.board.briefed),
            *number("count", days_a_turn=float(scene.scenario.turn_days), days_elapsed=float(elapsed or 0)),
        ),
        number("turns", runs_out_in=float(plain), runs_out_in_extended=float(extended)),
    )


def running_risk(scene: Scene) -> Prediction:
    """What a hazard a turn comes to over the turns left: if it stayed as it is, and as belief and deadlines move it."""
    left = scene.turns_left
    return Prediction(
        "running-risk",
        "hazards",
        (*number("a-turn", hazard_in_quiet=scene.quiet.hazard), *number("turns", turns=float(left))),
        number(
            "probability",
            if_it_stayed=coercion.over_periods(scene.quiet.hazard, left),
            as_belief_moves=scene.struck_by(left),
        ),
    )

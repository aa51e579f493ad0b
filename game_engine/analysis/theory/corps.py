"""What theories of coordination say: where the officers tip, how often they would move, which way they lean."""

from __future__ import annotations

from math import ceil, pi, sqrt

from game_engine import readings
from game_engine.analysis.theory.prediction import Prediction, number
from game_engine.analysis.theory.scene import Scene
from game_engine.mechanisms import coordination, games

NEWS = 0.1
"""How much stronger or weaker than it is public news may call the regime, on the scale of its strength."""


def corps(scene: Scene) -> tuple[Prediction, ...]:
    """Every prediction of this file."""
    officers, cells = scene.scenario.officers.usual, scene.scenario.officers.cells
    return (
        tipping(scene),
        tipping_with_news(scene),
        *([officers_together(scene, "seats", officers)] if officers > 1 else []),
        *([officers_together(scene, "cells", cells)] if cells > 1 else []),
    )


def tipping(scene: Scene) -> Prediction:
    """Under which strength the regime falls: without any threat, on a quiet day, on the day of a deadline."""
    kappa, strength = scene.today.risk_dominance, scene.today.strength
    noise = scene.scenario.types.signal_noise
    return Prediction(
        "tipping",
        "morris-shin-2003",
        (
            *number("probability", kappa=kappa),
            *number("a-turn", hazard_in_quiet=scene.quiet.hazard, hazard_at_a_deadline=scene.due.hazard),
            *number("share", strength=strength),
        ),
        (
            *number("share", tipping_without_hazard=coordination.tipping(kappa, 0.0)),
            *number("share", tipping_in_quiet=scene.quiet.tipping, tipping_at_a_deadline=scene.due.tipping),
            *number("share", cutoff=coordination.cutoff(scene.today.tipping, noise)),
            *number("count", cells_needed=float(_needed(scene, scene.scenario.officers.cells))),
            *number("share", short_of=strength - scene.today.tipping),
            *number("yes", falls_in_theory=strength < scene.today.tipping),
        ),
    )


def _needed(scene: Scene, officers: int) -> int:
    return max(1, ceil(scene.today.strength * officers))


def tipping_with_news(scene: Scene) -> Prediction:
    """What public news of the regime's strength does: half as precise as it may be before several outcomes become
    self-fulfilling, and a little better or worse than the truth."""
    own = 1.0 / scene.scenario.types.signal_noise**2
    most = sqrt(2.0 * pi * own)
    kappa, strength = scene.today.risk_dominance, scene.today.strength

    def point(news: float) -> float:
        return coordination.tipping_with_news(
            kappa, strength + news, news_precision=most / 2.0, own_precision=own
        )

    return Prediction(
        "tipping-with-news",
        "morris-shin-2003",
        (*number("probability", kappa=kappa), *number("share", news_of=strength)),
        (
            *number("share", spread_of_news_that_decides=1.0 / sqrt(most)),
            *number("share", tipping_on_bad_news=point(-NEWS), tipping_on_true_news=point(0.0)),
            *number("share", tipping_on_good_news=point(NEWS)),
        ),
    )


def officers_together(scene: Scene, unit: str, count: int) -> Prediction:
    """So many officers who decide at once without knowing of each other: the mixed equilibrium, and the lean."""
    needed = min(_needed(scene, count), count)
    kappa = scene.today.risk_dominance
    loyal, defect = _worths(scene)
    fallible = games.logit_defection(
        defect, loyal, precision=scene.rules.coercion.slope, needed=needed, officers=count
    )
    mixed = coordination.mixed_defection(kappa, needed, count) if needed > 1 else 0.0
    return Prediction(
        f"officers-by-{unit}",
        "harsanyi-selten-1988",
        (
            *number("count", officers=float(count), needed=float(needed)),
            *number("utility", loyal=loyal, defect=defect),
            *number("probability", kappa=kappa),
        ),
        (
            *number("probability", mixed_equilibrium=mixed, defects_among_the_fallible=fallible),
            *number("yes", defection_risk_dominant=kappa < 0.5),
        ),
    )


def _worths(scene: Scene) -> tuple[float, float]:
    """v₀ and v₁ on this board."""
    return readings.officer_worths(scene.scenario, scene.board, scene.today.protection)

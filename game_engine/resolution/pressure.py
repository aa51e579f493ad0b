"""Steps of pressure: postures, drift and incidents, the build-up and the word behind it, the strike."""

from __future__ import annotations

import math

from game_engine.events import (
    IncidentEstablished,
    IncidentHappened,
    LegislatureBriefed,
    PostureTaken,
    StrikeMade,
    TransitionBegan,
    UltimatumIssued,
    WarPowersExpired,
)
from game_engine.mechanisms import coercion, coordination, humanitarian, oversight, patrons, rally
from game_engine.resolution.draft import Draft
from game_engine.state import Board, CoercerPrivate, Commitment
from game_engine.vocabulary import EVERYONE, Posture

POSTURES: tuple[Posture, ...] = ("restrict", "oversight", "defer")


def take_postures(draft: Draft) -> None:
    """Reveal the orders; the legislature takes its stand before anything can happen."""
    draft.reveal()
    for posture in POSTURES:
        if draft.did("legislature", posture):
            if posture != draft.board.posture:
                draft.world.append(PostureTaken(audience=EVERYONE, posture=posture))
                draft.lay(posture=posture)
            break
    if draft.did("coercer", "brief_legislature"):
        private = next(seat.private for seat in draft.before.seats if seat.role == "coercer")
        assert isinstance(private, CoercerPrivate)
        draft.lay(briefed=True)
        briefing = LegislatureBriefed(
            audience=draft.seats("coercer", "legislature"), incident=private.incident
        )
        draft.world.append(briefing)


def drift(draft: Draft) -> None:
    """What moves by itself: cohesion wanders, rallies fade, support thins, incidents happen, hardship grows."""
    rule, periods = draft.rules.coalition, draft.scenario.periods
    board = draft.board
    draft.shift("cohesion", draft.normal("drift", rule.drift * math.sqrt(periods)), "drift")
    draft.put("rally", rally.decay(board.rally, keep=rule.rally_kept**periods), "decay")
    if board.co_opt or board.purge:
        draft.lay(co_opt=board.co_opt * rule.fades, purge=board.purge * rule.fades)
    _support(draft, board)
    _exposure(draft, board)
    _hardship(draft, board)


def _support(draft: Draft, board: Board) -> None:
    world, cause = draft.rules.world, "support"
    supporting = draft.did("patrons", "support") is not None
    keep = world.patrons_fade**draft.scenario.periods
    after = patrons.support_after(board.patrons, supporting=supporting, step=world.patrons_step, keep=keep)
    draft.put("patrons", after, cause if supporting else "decay")
    if supporting:
        fee = patrons.support_fee(draft.scenario.periods, fee=draft.rules.costs.support)
        draft.bill("patrons", "support", fee)
        private = next(seat.private for seat in draft.before.seats if seat.role == "patrons")
        limit = getattr(private, "limit", 1.0)
        if draft.board.patrons > limit:
            beyond = draft.board.patrons - limit
            draft.bill("patrons", "overreach", draft.rules.costs.overreach * beyond)


def _exposure(draft: Draft, board: Board) -> None:
    rule, periods = draft.rules.oversight, draft.scenario.periods
    chance = oversight.incident_probability(
        board.posture,
        board.buildup,
        defer=rule.incident_defer,
        oversight=rule.incident_oversight,
        restrict=rule.incident_restrict,
    )
    draft.put("legal", oversight.legal_exposure(board.legal, keep=rule.kept**periods), "decay")
    if draft.chance("incident") < coercion.over_periods(chance, periods):
        draft.shift("legal", rule.incident_weight, "incident")
        unlawful = draft.chance("incident.unlawful") < rule.unlawful
        draft.world.append(IncidentHappened(audience=EVERYONE, legal=rule.incident_weight))
        draft.world.append(IncidentEstablished(audience=draft.seats("coercer"), unlawful=unlawful))
    if draft.did("coercer", "brief_legislature"):
        draft.shift("legal", -rule.briefing, "briefed")
    if board.war_powers is not None:
        _war_powers(draft, board.war_powers)


def _war_powers(draft: Draft, days: int) -> None:
    rule = draft.rules.oversight
    passed = days + draft.scenario.turn_days
    limit = rule.clock_days + (rule.clock_extension if draft.board.briefed else 0)
    if days < limit <= passed:
        draft.world.append(WarPowersExpired(audience=EVERYONE, days=limit))
    if passed >= limit and draft.board.buildup >= draft.rules.coercion.least_buildup:
        draft.shift("legal", rule.clock_legal, "clock")
    draft.lay(war_powers=passed)


def _hardship(draft: Draft, board: Board) -> None:
    world, periods = draft.rules.world, draft.scenario.periods
    kept = world.suffering_kept**periods
    after = humanitarian.drift(
        board.humanitarian,
        board.sanctions,
        kept=kept,
        weight=world.suffering_sanctions * periods,
    )
    draft.put("humanitarian", after, "hardship")


def coerce(draft: Draft) -> None:
    """The build-up moves, sanctions bite, an ultimatum is spoken: and the public reads the threat anew."""
    rule = draft.rules.coercion
    if draft.did("coercer", "raise_buildup"):
        draft.shift("buildup", 1.0, "order")
    if draft.did("coercer", "lower_buildup") and draft.board.buildup > 0:
        draft.shift("buildup", -1.0, "order")
        weaker = coercion.after_draw_down(draft.board.credibility, ratio=rule.draw_down_ratio)
        draft.put("credibility", weaker, "draw_down")
    step = draft.rules.world.sanctions_step
    if draft.did("coercer", "sanctions_up"):
        draft.shift("sanctions", step, "order")
    if draft.did("coercer", "sanctions_down"):
        draft.shift("sanctions", -step, "order")
    _ultimatum(draft)
    cost = draft.rules.costs.upkeep * coercion.upkeep(draft.board.buildup, rate=rule.upkeep)
    draft.bill("coercer", "upkeep", cost * draft.scenario.periods)


def _ultimatum(draft: Draft) -> None:
    order = draft.did("coercer", "ultimatum")
    if order is not None and order.by is not None:
        (issuer,) = draft.seats("coercer")
        threat = Commitment(
            id=f"ultimatum-{draft.turn}",
            kind="threat",
            issuer=issuer,
            to=draft.seats("leadership"),
            public=True,
            since=draft.turn,
            due=max(order.by, draft.turn),
            demand="resign",
            action="strike",
            ordered=True,
        )
        draft.write(threat)
        draft.words.append(UltimatumIssued(audience=EVERYONE, commitment=threat))
    # Words alone cost nothing before their day, so they prove nothing: only an ultimatum that took the turn does.
    if _is_news(draft, ordered=True):
        rule = draft.rules.coercion
        firmer = coercion.after_ultimatum(
            draft.board.credibility,
            draft.board.buildup,
            ratio=rule.ultimatum_ratio,
            least_buildup=rule.least_buildup,
        )
        draft.put("credibility", firmer, "ultimatum")


def _is_news(draft: Draft, *, ordered: bool = False) -> bool:
    """Whether force was threatened in public this turn while no such threat had a day still to come.

    ordered: only threats count that took their seat's turn; words said before neither add to one nor take from it.
    """
    turn = draft.turn
    made = [threat for threat in draft.ultimatums() if threat.ordered or not ordered]
    waiting = [threat for threat in made if threat.since < turn < threat.due and threat.ending is None]
    return not waiting and turn in [threat.since for threat in made]


def rally_round(draft: Draft) -> None:
    """A country that was threatened in public rallies round its leader; by the next turn it shows."""
    if not draft.over and _is_news(draft):
        rule = draft.rules.coalition
        gain = rally.add(draft.board.rally, rule.threat_rally, ceiling=rule.rally_most) - draft.board.rally
        draft.shift("rally", gain, "ultimatum")


def strike(draft: Draft) -> None:
    """A strike that was ordered and not overtaken: the leader is removed and the regime falls or stays, or it fails."""
    if draft.over or draft.did("coercer", "strike") is None:
        return
    readings = draft.strike_read = draft.read()
    costs, rule = draft.rules.costs, draft.rules.coercion
    draft.bill("coercer", "strike", costs.strike)
    draft.bill("legislature", "strike", costs.legislature_strike[draft.board.posture])
    if draft.board.war_powers is None:
        draft.lay(war_powers=0)
    if draft.chance("strike") < readings.success:
        draft.shift("humanitarian", draft.rules.world.suffering_strike, "strike")
        collapsed = coordination.collapses(readings.strength, readings.tipping, shock=rule.strike_shock)
        draft.world.append(StrikeMade(audience=EVERYONE, succeeded=True, collapsed=collapsed))
        if collapsed:
            draft.transition = "collapse"
            draft.world.append(TransitionBegan(audience=EVERYONE, transition="collapse"))
        else:
            draft.end = "removal_persists"
        return
    draft.world.append(StrikeMade(audience=EVERYONE, succeeded=False))
    draft.shift("rally", rule.failed_rally, "failed_strike")
    exposed = oversight.after_failed_strike(draft.board.legal, step=rule.failed_legal)
    draft.put("legal", exposed, "failed_strike")
    harder = humanitarian.after_failed_strike(draft.board.humanitarian, step=rule.failed_humanitarian)
    draft.put("humanitarian", harder, "failed_strike")

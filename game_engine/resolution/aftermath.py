"""Steps of the day after: the government keeps its word or not, the covered class resists, peace holds or not."""

from __future__ import annotations

from msgspec.structs import replace

from game_engine.events import AmnestyJudged, ClassResisted, CommitmentEnded, ConflictBroke
from game_engine.mechanisms import amnesty, day_after
from game_engine.resolution.draft import Draft
from game_engine.resolution.record import audience_of, update_beliefs
from game_engine.state import DayAfter, Ending
from game_engine.vocabulary import EVERYONE, SeatId


def current(draft: Draft) -> DayAfter:
    """The day after that is being resolved."""
    assert draft.before.day_after is not None
    return draft.before.day_after


def judge(draft: Draft) -> None:
    """Honour (also by silence) or breach. On a breach those officers rise who sealed `resist`, and win with π.

    An officer who sealed nothing does what pays the betrayed class: it rises where π ρ J ≥ k.
    """
    draft.reveal()
    today = current(draft)
    breached = draft.did("opposition", "breach") is not None
    draft.world.append(AmnestyJudged(audience=EVERYONE, honoured=not breached))
    after = replace(today, turn=today.turn + 1, breached=breached)
    if breached:
        overthrow = amnesty.overthrow(draft.board.breadth, resistance=draft.rules.amnesty.resistance)
        resisting = [seat for seat in draft.seats("officer") if _rises(draft, seat, overthrow)]
        covered = [
            cell
            for cell in draft.cells
            if cell.status != "purged" and (draft.board.crimes or not cell.implicated)
        ]
        share = sum(1 for cell in covered if cell.seat in resisting) / len(covered) if covered else 0.0
        if share > 0:
            won = draft.chance("resistance") < overthrow * share
            draft.world.append(ClassResisted(audience=EVERYONE, won=won))
            after = replace(after, resisted=True, overthrown=won)
            costs = draft.rules.costs
            if won:
                draft.bill("opposition", "overthrown", costs.overthrown)
            else:
                draft.bill("opposition", "resisted", costs.resisted)
    draft.day_after = after
    _close_promises(draft, breached)
    update_ledger_beliefs(draft)


def _rises(draft: Draft, seat: SeatId, overthrow: float) -> bool:
    if draft.orders[seat]:
        return draft.gave(seat, "resist") is not None
    rule = draft.rules.day_after
    return day_after.resists(overthrow, rule.prosecution, rule.stake, rule.resist_cost)


def _close_promises(draft: Draft, breached: bool) -> None:
    today, government = current(draft), draft.scenario.seat_of("opposition")
    last = breached or today.turn + 1 >= draft.rules.day_after.turns
    for index, commitment in enumerate(draft.ledger):
        if commitment.ending is not None or not last:
            continue
        ending: Ending = "broken" if breached and commitment.issuer == government else "honoured"
        if commitment.issuer != government:
            ending = "released"
        closed = replace(commitment, ending=ending, ended=draft.turn)
        draft.ledger[index] = closed
        draft.words.append(CommitmentEnded(audience=audience_of(closed), commitment=closed, ending=ending))


def update_ledger_beliefs(draft: Draft) -> None:
    """The day after moves what is believed of promises. That the force is quiet no longer means anything."""
    draft.transition = current(draft).transition
    update_beliefs(draft)


def keep_peace(draft: Draft) -> None:
    """Civil conflict may break out, two to three times as likely after a forced collapse or a breach resisted."""
    rule, after = draft.rules.day_after, draft.day_after
    assert after is not None
    forced = after.transition == "collapse" or after.resisted
    risk = day_after.conflict_risk(forced=forced, base=rule.conflict, factor=rule.conflict_collapse)
    if not after.conflict and draft.chance("conflict") < risk:
        draft.day_after = replace(after, conflict=True)
        draft.world.append(ConflictBroke(audience=EVERYONE))
        draft.shift("humanitarian", draft.rules.world.suffering_conflict, "conflict")
        for seat in draft.seats("opposition", "coercer", "region", "officer"):
            draft.charge(seat, "conflict", draft.rules.costs.conflict)

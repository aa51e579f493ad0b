"""Steps of the record: which commitments were kept this turn, and what everybody now believes."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from game_engine.events import CommitmentEnded, CredibilityMoved
from game_engine.mechanisms import audience, coercion, credibility
from game_engine.moves import Undertaking
from game_engine.readings import strike_rates
from game_engine.resolution.draft import Draft
from game_engine.rounding import six
from game_engine.scenario import UndertakingRule
from game_engine.state import Commitment, Ending
from game_engine.vocabulary import EVERYONE, SeatId


def settle(draft: Draft) -> None:
    """Bring every open commitment up to date. Those that end are announced to the seats that may know of them."""
    ledger, waiting = draft.ledger, list[int]()
    for number in draft.open_numbers:
        commitment = ledger[number]
        if commitment.condition is not None:
            waiting.append(number)
        else:
            ledger[number] = (
                _promise(draft, commitment) if commitment.kind == "promise" else _threat(draft, commitment)
            )
    # A promise that waits for another is looked at after it, whichever came first.
    for number in waiting:
        ledger[number] = _promise(draft, ledger[number])


def progress(draft: Draft, giver: SeatId, undertaking: Undertaking) -> tuple[bool, bool]:
    """How far an undertaking that was not kept before is now, by what the seat did this turn and what stands on the
    board: (whether it is kept for good, whether it can no longer be kept)."""
    rule = draft.scenario.undertaking_rule(undertaking.kind)
    if rule is None or rule.how == "after":
        return False, False
    late = draft.turn >= undertaking.by
    if rule.how in ("abstain", "loyal"):
        given = draft.gave(giver, rule.order or "cells")
        failed = bool(given.defect) if rule.how == "loyal" and given is not None else given is not None
        return late and not failed, failed
    done = _kept(draft, giver, (undertaking, rule))
    return done, late and not done


def _kept(draft: Draft, giver: SeatId, subject: tuple[Undertaking, UndertakingRule]) -> bool:
    undertaking, rule = subject
    board = draft.board
    match rule.how:
        case "order":
            return rule.order is not None and draft.gave(giver, rule.order) is not None
        case "amnesty":
            covers = bool(undertaking.crimes) == board.crimes or (board.crimes and not undertaking.crimes)
            return board.breadth >= (undertaking.breadth or 0.0) - 1e-9 and covers
        case "exile":
            host = draft.scenario.host_rule(undertaking.host)
            good = host is not None and board.host is not None and board.host_quality >= host.quality - 1e-9
            return good and board.guarantee >= (undertaking.guarantee or 0.0) - 1e-9
        case "cells":
            order = draft.gave(giver, "cells")
            owned = sum(1 for cell in draft.before.cells if cell.seat == giver and cell.status == "loyal")
            return order is not None and order.defect is not None and 2 * len(order.defect) >= owned > 0
        case _:
            return False


def _promise(draft: Draft, promise: Commitment) -> Commitment:
    before, done, failed = promise.done, list[bool](), False
    for number, undertaking in enumerate(promise.undertakings):
        kept, broken = (True, False) if before[number] else progress(draft, promise.issuer, undertaking)
        done.append(kept)
        failed = failed or broken
    now = tuple(done)
    if now != before:
        promise = replace(promise, done=now)
    if False not in done:
        return _end(draft, promise, "honoured")
    condition = _condition(draft, promise)
    if condition in ("broken", "released"):
        return _end(draft, promise, "released")
    if failed and condition != "open":
        return _end(draft, promise, "broken")
    over = draft.over or draft.turn >= draft.scenario.turns
    if over and not _awaits_day_after(draft, promise):
        # Events have overtaken it: its date had not come, or its other side can no longer be met.
        return _end(draft, promise, "released")
    return promise


def _condition(draft: Draft, promise: Commitment) -> Ending | Literal["open"] | None:
    """The state of the promise that this promise waits for; None if it waits for none."""
    condition = promise.condition
    if condition is None:
        return None
    for other in draft.ledger:
        if other.id == condition:
            return other.ending or "open"
    return None


def _awaits_day_after(draft: Draft, promise: Commitment) -> bool:
    rules = [draft.scenario.undertaking_rule(part.kind) for part in promise.undertakings]
    return draft.transition is not None and any(rule is not None and rule.how == "after" for rule in rules)


def _threat(draft: Draft, threat: Commitment) -> Commitment:
    rule = draft.scenario.undertaking_rule(threat.demand or "")
    assert rule is not None
    met, failed, done = threat.met, threat.failed, threat.done
    demand = Undertaking(threat.demand or "", by=threat.due)
    for seat in threat.to:
        if seat in met or seat in failed:
            continue
        kept, broken = progress(draft, seat, demand)
        met = (*met, seat) if kept else met
        failed = (*failed, seat) if broken else failed
    if draft.gave(threat.issuer, threat.action or "") and _carries(draft, threat):
        done = (True,)
    if met is not threat.met or failed is not threat.failed or done is not threat.done:
        threat = replace(threat, met=met, failed=failed, done=done)
    if set(met) >= set(threat.to):
        return _end(draft, threat, "satisfied")
    if done == (True,):
        return _end(draft, threat, "carried_out")
    if draft.over:
        return _end(draft, threat, "released")
    return _end(draft, threat, "lapsed") if draft.turn >= threat.due else threat


def _carries(draft: Draft, threat: Commitment) -> bool:
    """Whether the threatened order took effect: a strike may have been overtaken, a cells order may be empty."""
    if threat.action == "strike":
        return draft.struck
    order = draft.gave(threat.issuer, threat.action or "")
    return order is not None and (order.defect is None or bool(order.defect))


def _end(draft: Draft, commitment: Commitment, ending: Ending) -> Commitment:
    ended = replace(commitment, ending=ending, ended=draft.turn)
    draft.words.append(CommitmentEnded(audience=audience_of(ended), commitment=ended, ending=ending))
    if ending == "lapsed" and commitment.public:
        rule, costs = draft.rules.coercion, draft.rules.costs
        cost = audience.lapse_cost(draft.board.buildup, base=rule.audience_base, slope=rule.audience_slope)
        share = 1.0 if commitment.action == "strike" else costs.lesser_lapse
        draft.charge(commitment.issuer, "audience", audience.points(cost, worth=costs.audience) * share)
    return ended


def audience_of(commitment: Commitment) -> tuple[str, ...]:
    """The seats that may know of a commitment."""
    return (
        EVERYONE
        if commitment.public
        else tuple(sorted({commitment.issuer, *commitment.to, *commitment.witnesses}))
    )


def update_beliefs(draft: Draft) -> None:
    """Credibility is what the record has earned: Bayes on every public ending, and on every turn without a strike."""
    ended = [
        event.commitment
        for event in draft.words
        if isinstance(event, CommitmentEnded) and event.commitment.public
    ]
    # One deed is one piece of evidence, however many commitments it ends.
    deeds = {_deed(commitment): commitment for commitment in ended if commitment.action != "strike"}
    for commitment in deeds.values():
        _believe(draft, commitment)
    # The strike has rates of its own.
    _read_the_quiet(draft)


def _deed(commitment: Commitment) -> tuple[object, ...]:
    return commitment.issuer, commitment.kind, commitment.ending, commitment.action, commitment.undertakings


def _believe(draft: Draft, commitment: Commitment) -> None:
    rule = draft.rules.ledger
    rates = {
        "promise": (rule.promise_resolved, rule.promise_unresolved),
        "threat": (rule.threat_resolved, rule.threat_unresolved),
    }[commitment.kind]
    key = f"{commitment.issuer}.{commitment.kind}"
    before = draft.credibility[key]
    if commitment.ending in ("honoured", "carried_out"):
        after = credibility.after_kept(before, *rates)
    elif commitment.ending in ("broken", "lapsed"):
        after = credibility.after_broken(before, *rates)
    else:
        return
    draft.credibility[key] = after
    moved = CredibilityMoved(
        audience=EVERYONE, seat=commitment.issuer, of=commitment.kind, before=six(before), after=six(after)
    )
    draft.words.append(moved)


def _read_the_quiet(draft: Draft) -> None:
    if draft.over and not draft.struck:
        return
    before = draft.board.credibility
    if draft.strike_read is not None:
        rates = (draft.strike_read.strike_resolved, draft.strike_read.strike_unresolved)
        draft.put("credibility", credibility.after_kept(before, *rates), "strike")
        return
    rates = strike_rates(draft.scenario, draft.board, deadline=draft.deadline())
    after = coercion.after_quiet_turn(before, *rates)
    draft.put("credibility", after, "deadline_passed" if _deadline_passed(draft) else "quiet_turn")


def _deadline_passed(draft: Draft) -> bool:
    # Private threats must not show in the board's causes.
    turn = draft.turn
    return any(threat.ended == turn and threat.ending == "lapsed" for threat in draft.ultimatums())

"""The coercer by logit: whether to strike, by the strike rule of its own type; what to hold and what to promise,
by what it expects of each.

The strike is drawn first, at λ of its type: the same rate from which the public infers its resolve. Else it picks
the build-up, an ultimatum or a briefing by the points that it expects over the ends that an outsider would guess,
less upkeep, legal exposure and what a lapse would cost at home.
"""

from __future__ import annotations

from functools import cached_property
from itertools import product

from game_engine import readings
from game_engine.bots import consequences, forecast
from game_engine.bots.answers import Weighed, answers
from game_engine.bots.backing import cosignatures
from game_engine.bots.forecast import Horizon
from game_engine.bots.promises import due_orders, forbidden
from game_engine.bots.situation import Situation
from game_engine.bots.threats import pressed, threaten
from game_engine.moves import Move, Offer, Order, Orders, Undertaking
from game_engine.state import Board, CoercerPrivate, OfferState
from game_engine.vocabulary import End

PRECISION = 0.5
"""Precision of a choice, per point of payoff."""

NOTICE = 2
"""Turns that an ultimatum or an exile offer gives."""

GUARANTEES = (0.6, 0.9)
BROAD = 0.5
TRY_AGAIN = 4

_STATUS_QUO: tuple[End, ...] = ("stand_off", "backed_down")


class Mind:
    """What the coercer expects of a board, in points, by its own type's worth of each end."""

    def __init__(self, here: Situation) -> None:
        assert isinstance(here.me.private, CoercerPrivate)
        self.here, self.resolved = here, here.me.private.resolved
        self.horizon = Horizon(here.turn, here.view.turns, here.deadlines)
        self.earns = {
            end: rule.coercer_resolved if self.resolved else rule.coercer_unresolved
            for end, rule in here.scenario.ends.items()
        }

    def worth(self, board: Board, horizon: Horizon | None = None) -> float:
        """Points expected on that board, less its upkeep, its legal exposure, and lapses to be expected."""
        horizon = horizon or self.horizon
        ends = forecast.ends(self.here.scenario, board, horizon)
        stays = sum(ends.get(end, 0.0) for end in _STATUS_QUO)
        costs, rule = self.here.scenario.parameters.costs, self.here.scenario.parameters.coercion
        upkeep = (
            costs.upkeep * rule.upkeep * board.buildup * self.here.turns_left * self.here.scenario.periods
        )
        lapse = costs.audience * readings.audience(self.here.scenario, board) * len(horizon.deadlines)
        strikes = readings.strike_rate(self.here.scenario, board, resolved=self.resolved, deadline=True)
        return (
            sum(chance * self.earns[end].fixed for end, chance in ends.items())
            - upkeep
            - costs.legal * board.legal
            - stays * (costs.stranded * board.buildup + lapse * (1.0 - strikes))
        )

    @cached_property
    def today(self) -> float:
        """Points expected as things stand."""
        return self.worth(self.here.board)


def choose(here: Situation) -> list[Move]:
    """Answers and signatures, an offer of exile while the one on the board is poor, and sealed orders."""
    mind = Mind(here)
    return [
        *answers(here, lambda offer: weigh(mind, offer)),
        *cosignatures(here, lambda board: mind.worth(board) - mind.today, precision=PRECISION),
        *_offer_exile(here),
        *_offer_backing(here),
        *_threaten(here),
        Orders(main=_main(mind), minor=_minor(mind)),
    ]


def strikes(here: Situation) -> bool:
    """Whether this coercer strikes now: λ of its type, higher when its public ultimatum falls due today."""
    assert isinstance(here.me.private, CoercerPrivate)
    if "strike" not in here.choices or "strike" in forbidden(here) or _has_his_word(here):
        return False
    rate = readings.strike_rate(
        here.scenario, here.board, resolved=here.me.private.resolved, deadline=here.turn in here.deadlines
    )
    return here.chooses("strike", rate)


def _has_his_word(here: Situation) -> bool:
    """Whether the leadership has promised to go by a date that has not passed: whoever took that word waits for it."""
    return any(
        one.kind == "resign" and one.by >= here.turn
        for promise in here.promises_to_me()
        for one in promise.undertakings
    )


def _main(mind: Mind) -> Order:
    here = mind.here
    if strikes(here):
        return Order("strike")
    owed = [order for kind, order in due_orders(here).items() if kind in here.mains]
    if owed:
        return owed[0]
    barred = forbidden(here) | {"strike"}
    by = min(here.view.turns, here.turn + NOTICE)
    options = {
        kind: Order(kind, by=by) if kind == "ultimatum" else Order(kind)
        for kind in here.mains
        if kind not in barred and not (kind == "ultimatum" and here.deadlines)
    }
    more = pressed(here)
    values = {kind: _value(mind, order) + more.get(kind, 0.0) for kind, order in options.items()}
    return options[here.picks("main", values, precision=PRECISION)] if options else Order("hold")


def _value(mind: Mind, order: Order) -> float:
    here = mind.here
    horizon = mind.horizon
    if order.kind == "ultimatum" and order.by is not None:
        horizon = horizon._replace(deadlines=horizon.deadlines | {order.by})
    board = consequences.after_order(here.scenario, here.board, order, turns_left=here.turns_left)
    return mind.worth(board, horizon)


def _minor(mind: Mind) -> Order | None:
    here = mind.here
    owed = [order for kind, order in due_orders(here).items() if kind in here.minors]
    if owed:
        return owed[0]
    options: dict[str, Order | None] = {"": None}
    for kind in here.minors:
        if kind == "guarantee_exile":
            options |= {
                f"{kind}/{host}/{level}": _guarantee(here, host, level) for host, level in _exits(here)
            }
        elif kind != "back_amnesty" or here.seat not in here.view.signers:
            options[kind] = Order(kind)
    more = pressed(here)
    values = {
        name: _minor_value(mind, order) + more.get(order.kind if order else "", 0.0)
        for name, order in options.items()
    }
    return options[here.picks("minor", values, precision=PRECISION)]


def _exits(here: Situation) -> list[tuple[str, float]]:
    return [
        (host, level)
        for host, level in product(here.menu.hosts, GUARANTEES)
        if (host, level) != (here.board.host, here.board.guarantee)
    ]


def _guarantee(here: Situation, host: str, level: float) -> Order:
    closes = max([here.turn + NOTICE, *(due for due in here.deadlines if due >= here.turn)])
    return Order("guarantee_exile", host=host, guarantee=level, by=min(here.view.turns, closes))


def _minor_value(mind: Mind, order: Order | None) -> float:
    here = mind.here
    if order is None:
        return mind.today
    if order.kind == "back_amnesty":
        return mind.worth(consequences.signed(here.scenario, here.board, here.seat))
    board = consequences.after_order(here.scenario, here.board, order, turns_left=here.turns_left)
    return mind.worth(board) - here.cost(order.kind)


def weigh(mind: Mind, offer: OfferState) -> Weighed:
    """What accepting adds, in utility: its asks carried out, its terms kept at the credibility of the issuer."""
    here = mind.here
    belief = here.view.credibility.get(f"{offer.issuer}.promise", 0.5)
    board = here.board
    for ask in offer.asks:
        rule = here.scenario.undertaking_rule(ask.kind)
        if rule is not None and rule.how == "exile":
            board = consequences.hosted(here.scenario, board, ask)
        elif rule is not None and rule.order == "back_amnesty":
            board = consequences.signed(here.scenario, board, here.seat)
        elif rule is not None and rule.how == "order" and rule.order:
            board = consequences.after_order(here.scenario, board, Order(rule.order))
    gain = mind.worth(board) - mind.today
    for term in offer.terms:
        if term.kind == "resign":
            gain += belief * max(0.0, mind.earns["exile"].fixed - mind.today - gain)
        else:
            gain += belief * _TERMS.get(term.kind, 0.5)
    gain -= sum(3.0 for ask in offer.asks if ask.kind == "hold_fire" and mind.resolved)
    return Weighed(gain / 100.0)


_TERMS = {"release_prisoners": 2.5, "stop_repression": 1.0, "power_share": 1.0, "monitors": 1.5}
"""What a promise of that kind is worth to the coercer if it is kept, in points."""


def _offer_exile(here: Situation) -> list[Move]:
    """Safe conduct on the best terms it can give, for leaving by a date: while what is on the board is poor."""
    last = min(here.view.turns, here.turn + NOTICE)
    if here.turn >= last or here.view.estimates.safety >= 0.75 or "exile" not in here.menu.gives:
        return []
    hosts = [host for host in here.scenario.hosts if host.id in here.menu.hosts]
    for leader in here.playing("leadership"):
        can = "resign" in here.menu.asks.get(leader, ()) and hosts
        if can and not here.has_offered(leader, ("exile",), within=TRY_AGAIN):
            best = max(hosts, key=lambda host: host.quality)
            term = Undertaking("exile", by=here.turn, host=best.id, guarantee=GUARANTEES[-1])
            ask = Undertaking("resign", by=last)
            return [Offer(to=(leader,), expires=here.turn, terms=(term,), asks=(ask,))]
    return []


def _offer_backing(here: Situation) -> list[Move]:
    """Its name under a broad amnesty, against a share of power for those who leave it: while it has not signed."""
    soon = here.turn + 1
    if here.turn % 3 != 1 or soon > here.view.turns or here.board.breadth < BROAD:
        return []
    if here.seat in here.view.signers or "back_amnesty" not in here.menu.gives:
        return []
    for opposition in here.playing("opposition"):
        can = "power_share" in here.menu.asks.get(opposition, ())
        if can and not here.has_offered(opposition, ("back_amnesty",), within=TRY_AGAIN):
            term, ask = Undertaking("back_amnesty", by=soon), Undertaking("power_share", by=soon)
            return [Offer(to=(opposition,), expires=soon, terms=(term,), asks=(ask,))]
    return []


def _threaten(here: Situation) -> list[Move]:
    """Sanctions unless prisoners are released: now and then, while they are not at their most."""
    if here.turn % 4 != 3 or here.board.sanctions > 0.9:
        return []
    return threaten(here, "leadership", demand="release_prisoners", action="sanctions_up")

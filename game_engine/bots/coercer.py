"""The coercer by logit: whether to strike, by the strike rule of its own type; what to hold and what to promise,
by what it expects of each.

The strike is drawn first, at λ of its type: the same rate from which the public infers its resolve. Else it picks
the build-up, an ultimatum or a briefing by the points that it expects over the ends that an outsider would guess,
less upkeep, legal exposure and what a lapse would cost at home.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from msgspec.structs import replace

from game_engine import catalogue, readings
from game_engine.bots import consequences, forecast
from game_engine.bots.answers import Weighed, answers
from game_engine.bots.backing import cosignatures
from game_engine.bots.forecast import Horizon, expected, points
from game_engine.bots.mind import Mind, Option
from game_engine.bots.situation import Situation
from game_engine.bots.threats import threaten
from game_engine.memory import Memory
from game_engine.moves import Move, Offer, Order, Undertaking
from game_engine.state import Board, CoercerPrivate, OfferState
from game_engine.vocabulary import ENDS

PRECISION = 0.5
"""Precision of a choice, per point of payoff."""

NOTICE = 2
"""Turns that an ultimatum or an exile offer gives."""

GUARANTEES = (0.6, 0.9)
BROAD = 0.5
TRY_AGAIN = 4


class CoercerMind(Mind):
    """What the coercer expects of a board, in points, by its own type's worth of each end."""

    def __init__(self, here: Situation) -> None:
        super().__init__(here)
        assert isinstance(here.me.private, CoercerPrivate)
        self.resolved = here.me.private.resolved
        self.earns = points(here.scenario, "coercer_resolved" if self.resolved else "coercer_unresolved")
        self._today: float | None = None

    def worth(self, board: Board, horizon: Horizon | None = None) -> float:
        """Points expected on that board, less its upkeep, its legal exposure, and lapses to be expected."""
        horizon, scenario = horizon or self.horizon, self.scenario
        ends = forecast.ends(scenario, board, horizon)
        stays = ends.stand_off + ends.backed_down
        costs, rule = scenario.parameters.costs, scenario.parameters.coercion
        upkeep = costs.upkeep * rule.upkeep * board.buildup * self.here.turns_left * scenario.periods
        at_stake = costs.stranded * board.buildup
        if horizon.deadlines:
            lapse = costs.audience * readings.audience(scenario, board) * len(horizon.deadlines)
            strikes = readings.strike_rate(scenario, board, resolved=self.resolved, deadline=True)
            at_stake += lapse * (1.0 - strikes)
        return expected(ends, self.earns) - upkeep - costs.legal * board.legal - stays * at_stake

    @property
    def today(self) -> float:
        """Points expected as things stand."""
        if self._today is None:
            self._today = self.worth(self.here.board)
        return self._today


_OPTIONS: Memory[list[Option]] = Memory()


def choose(here: Situation) -> list[Move]:
    """Answers and signatures, an offer of exile while the one on the board is poor, and sealed orders."""
    mind = CoercerMind(here)
    return [
        *answers(here, lambda offer: weigh(mind, offer)),
        *cosignatures(here, lambda board: mind.worth(board) - mind.today, precision=PRECISION),
        *_offer_exile(here),
        *_offer_backing(here),
        *_threaten(here),
        *mind.sealed(_main, _minor),
    ]


def strikes(mind: CoercerMind) -> bool:
    """Whether this coercer strikes now: λ of its type, higher when its public ultimatum falls due today."""
    here = mind.here
    if "strike" not in here.choices or "strike" in mind.duties.forbidden or _has_his_word(here):
        return False
    rate = readings.strike_rate(
        here.scenario, here.board, resolved=mind.resolved, deadline=here.turn in here.deadlines
    )
    return here.chooses("strike", rate)


def _has_his_word(here: Situation) -> bool:
    """Whether the leadership has promised to go by a date that has not passed: the coercer waits for it."""
    return any(
        undertaking.kind == "resign" and undertaking.by >= here.turn
        for promise in here.promises_to_me()
        for undertaking in promise.undertakings
    )


def _main(mind: CoercerMind) -> Order:
    here = mind.here
    if strikes(mind):
        return Order("strike")
    owed = mind.owed(here.mains)
    if owed is not None:
        return owed
    options = mind.allowed(_options(mind, "main", _mains))
    return mind.pick("main", options, precision=PRECISION) or Order("hold")


def _minor(mind: CoercerMind) -> Order | None:
    owed = mind.owed(mind.here.minors)
    return owed or mind.pick("minor", _options(mind, "minor", _minors), precision=PRECISION)


def _options(mind: CoercerMind, slot: str, work: Callable[[CoercerMind], list[Option]]) -> list[Option]:
    # The worth of orders does not change within a turn, however often it is asked for.
    question = (slot, mind.resolved, mind.here.board, mind.horizon, mind.here.mains, mind.here.minors)
    return _OPTIONS.recall(mind.scenario, question, lambda: work(mind))


def _mains(mind: CoercerMind) -> list[Option]:
    """The main orders by kind, without the strike, which has a rule of its own. One ultimatum at a time is enough."""
    here, horizon = mind.here, mind.horizon
    by = min(here.view.turns, here.turn + NOTICE)
    options = []
    for kind in mind.weighed(here.mains):
        if kind == "ultimatum" and not here.deadlines:
            threatened = replace(horizon, deadlines=frozenset({by}))
            order = Order(kind, by=by)
            options.append(Option(order, mind.worth(mind.after(order), threatened)))
        elif kind not in ("ultimatum", "strike"):
            order = Order(kind)
            options.append(Option(order, mind.worth(mind.after(order))))
    return options


def _minors(mind: CoercerMind) -> list[Option]:
    here = mind.here
    options = [Option(None, mind.today)]
    for kind in mind.weighed(here.minors):
        if kind == "guarantee_exile":
            for host, level in _exits(here):
                order = _guarantee(here, host, level)
                worth = mind.worth(mind.after(order)) - mind.price(kind)
                options.append(Option(order, worth))
        elif kind != "back_amnesty":
            order = Order(kind)
            options.append(Option(order, mind.worth(mind.after(order)) - mind.price(kind)))
        elif here.seat not in here.view.signers:
            signed = consequences.signed(here.scenario, here.board, here.seat)
            options.append(Option(Order(kind), mind.worth(signed)))
    return options


def _exits(here: Situation) -> list[tuple[str, float]]:
    return [
        (host, level)
        for host, level in product(here.menu.hosts, GUARANTEES)
        if (host, level) != (here.board.host, here.board.guarantee)
    ]


def _guarantee(here: Situation, host: str, level: float) -> Order:
    closes = max([here.turn + NOTICE, *(due for due in here.deadlines if due >= here.turn)])
    return Order("guarantee_exile", host=host, guarantee=level, by=min(here.view.turns, closes))


def weigh(mind: CoercerMind, offer: OfferState) -> Weighed:
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
            gain += belief * max(0.0, mind.earns[_EXILE] - mind.today - gain)
        else:
            gain += belief * catalogue.worth_of(term.kind, "coercer")
    gain -= 3.0 * sum(1 for ask in offer.asks if ask.kind == "hold_fire" and mind.resolved)
    return Weighed(gain / 100.0)


_EXILE = ENDS.index("exile")


def _offer_exile(here: Situation) -> list[Move]:
    """Safe conduct on the best terms it can give, for leaving by a date, while the one on the board is poor."""
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

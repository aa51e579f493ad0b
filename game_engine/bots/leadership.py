"""The leadership by logit: leave or hold on, by looking ahead; and how to hold on.

Leaving is worth E on today's terms; holding on is worth W, by backward induction over the turns left (forecast).
The discount on risk ω is read as the weight of a bad end in his own count: a strike or a coup takes office and the
status quo from him in full, and what it costs him besides counts ω of its points. Defences are chosen by what they
add to W, less their price. An offer is worth what W and E become if its issuer keeps it, at the credibility of the
issuer's promises.
"""

from __future__ import annotations

from game_engine import catalogue, readings
from game_engine.bots import consequences, forecast
from game_engine.bots.answers import Weighed, answers
from game_engine.bots.forecast import Leader
from game_engine.bots.mind import Mind, Option
from game_engine.bots.situation import Situation
from game_engine.bots.threats import threaten
from game_engine.mechanisms.curves import logistic
from game_engine.memory import Memory
from game_engine.moves import Move, Offer, Order, Undertaking
from game_engine.rounding import added
from game_engine.state import Board, LeadershipPrivate, OfferState

DEFENCE_PRECISION = 40.0
"""Precision of the choice between defences, per unit of utility."""

WORD = 0.15
"""What a leader who has promised to go loses by staying, in utility."""

BEST_GUARANTEE = 0.9
FAIR_TRADE = 3

NEAR = 0.15
"""How close to the tipping point a leader grows afraid of his officers."""


class LeadershipMind(Mind):
    """What the leadership computes once a call: who it is, and E and W on a board."""

    def __init__(self, here: Situation) -> None:
        super().__init__(here)
        assert isinstance(here.me.private, LeadershipPrivate)
        self.private = here.me.private
        # What he senses of the regime's strength, over what the public board gives.
        self.senses = (here.me.strength or 0.0) - _strength(here, here.board)
        self._today: float | None = None

    def leader(self, board: Board) -> Leader:
        """Himself on that board: what he senses of the regime's strength moves with it."""
        private, strength = self.private, _strength(self.here, board) + self.senses
        return Leader(private.exile_value, private.distrust, private.risk_discount, strength)

    def leave(self, board: Board) -> float:
        """E on that board."""
        return forecast.exile_worth(self.scenario, board, self.leader(board))

    def hold(self, board: Board) -> float:
        """W on that board."""
        question = (self.private, self.here.me.strength, board, self.horizon)
        return _HOLDING.recall(
            self.scenario,
            question,
            lambda: forecast.holding_worth(self.scenario, board, self.horizon, leader=self.leader(board)),
        )

    @property
    def today(self) -> float:
        """W as things stand."""
        if self._today is None:
            self._today = self.hold(self.here.board)
        return self._today


_HOLDING: Memory[float] = Memory()
_OPTIONS: Memory[list[Option]] = Memory()


def _strength(here: Situation, board: Board) -> float:
    return readings.strength(here.scenario, board, board.cohesion)


def choose(here: Situation) -> list[Move]:
    """Answers, a trade offered now and then, and sealed orders."""
    mind = LeadershipMind(here)
    return [
        *answers(here, lambda offer: weigh(mind, offer)),
        *_trade(here),
        *_promote(here),
        *_intimidate(here),
        *mind.sealed(_main, _minor),
    ]


def _main(mind: LeadershipMind) -> Order:
    here = mind.here
    if "accept_exile" in here.choices:
        owes = "accept_exile" in mind.duties.due and "order" in mind.duties.hows
        gain = mind.leave(here.board) - mind.today + (WORD if owes else 0.0)
        if here.chooses("accept_exile", logistic(forecast.PATIENCE * gain)):
            return Order("accept_exile")
    return _pick(mind, "main", here.mains) or Order("hold")


def _minor(mind: LeadershipMind) -> Order | None:
    return _pick(mind, "minor", mind.here.minors)


def _pick(mind: LeadershipMind, slot: str, kinds: tuple[str, ...]) -> Order | None:
    here = mind.here
    kinds = tuple([kind for kind in mind.weighed(kinds) if kind != "accept_exile"])
    owed = mind.owed(kinds)
    if owed is not None:
        return owed
    question = (slot, kinds, mind.private, here.me.strength, here.board, mind.horizon)
    known = _OPTIONS.recall(here.scenario, question, lambda: _options(mind, slot, kinds))
    return mind.pick(slot, mind.allowed(known), precision=DEFENCE_PRECISION, points=100.0)


def _options(mind: LeadershipMind, slot: str, kinds: tuple[str, ...]) -> list[Option]:
    """Orders by kind with what each adds to W, less its price. In utility."""
    options = [Option(None, 0.0)] if slot == "minor" else []
    for kind in kinds:
        order = Order(kind)
        gain = mind.hold(mind.after(order)) - mind.today
        options.append(Option(order, gain - mind.price(kind) / 100.0))
    return options


def weigh(mind: LeadershipMind, offer: OfferState) -> Weighed:
    """What accepting adds, in utility, and the counter-offer that would be worth more, if any."""
    here = mind.here
    belief = here.view.credibility.get(f"{offer.issuer}.promise", 0.5)
    board, kept_fire = _delivered(here, offer)
    leaving = any(ask.kind == "resign" for ask in offer.asks)
    if leaving:
        gain = belief * mind.leave(board) + (1.0 - belief) * mind.leave(here.board) - mind.today
        return Weighed(gain, None if gain > 0.0 else _better_exit(mind, offer))
    price = added([catalogue.price_of(ask.kind, "leadership") / 100.0 for ask in offer.asks])
    return Weighed(belief * (mind.hold(board) - mind.today + kept_fire) - price, None)


def _delivered(here: Situation, offer: OfferState) -> tuple[Board, float]:
    """The board if every term is kept, and what a promise to hold fire is worth besides."""
    board, spared = here.board, 0.0
    for term in offer.terms:
        rule = here.scenario.undertaking_rule(term.kind)
        if rule is None:
            continue
        if rule.how == "exile":
            board = consequences.hosted(here.scenario, board, term)
        elif rule.how == "order" and rule.order:
            board = consequences.after_order(here.scenario, board, Order(rule.order))
        elif rule.how == "abstain" and rule.order == "strike":
            spared += 0.05
    return board, spared


def _better_exit(mind: LeadershipMind, offer: OfferState) -> Offer | None:
    """The same exit with the best host and guarantee that the other can give, if that would be worth going for."""
    here = mind.here
    asked = next((term for term in offer.terms if term.kind == "exile"), None)
    if asked is None or "exile" not in here.menu.asks.get(offer.issuer, ()):
        return None
    best = _best_host(here, offer)
    if best is None or (asked.host == best and (asked.guarantee or 0.0) >= BEST_GUARANTEE - 1e-9):
        return None
    better = Undertaking("exile", by=asked.by, host=best, guarantee=BEST_GUARANTEE)
    belief = here.view.credibility.get(f"{offer.issuer}.promise", 0.5)
    board = consequences.hosted(here.scenario, here.board, better)
    if belief * mind.leave(board) + (1.0 - belief) * mind.leave(here.board) < mind.today:
        return None
    resign = next(ask for ask in offer.asks if ask.kind == "resign")
    return Offer(
        to=(offer.issuer,),
        expires=min(here.view.turns, max(here.turn + 1, offer.expires)),
        terms=(resign,),
        asks=(better,),
        counters=offer.id,
    )


def _best_host(here: Situation, offer: OfferState) -> str | None:
    issuer = here.scenario.role_of(offer.issuer)
    hosts = [host for host in here.scenario.hosts if issuer in host.offered_by]
    return max(hosts, key=lambda host: host.quality).id if hosts else None


def _trade(here: Situation) -> list[Move]:
    """Prisoners against sanctions, when sanctions bite: cheap to give, and it buys time."""
    soon = here.turn + 1
    if here.board.sanctions < 0.5 or here.turn % FAIR_TRADE != 1 or soon > here.view.turns:
        return []
    for coercer in here.playing("coercer"):
        can = "sanctions_relief" in here.menu.asks.get(coercer, ()) and "release_prisoners" in here.menu.gives
        if can and not here.has_offered(coercer, ("release_prisoners",), within=FAIR_TRADE):
            return [
                Offer(
                    to=(coercer,),
                    expires=soon,
                    terms=(Undertaking("release_prisoners", by=soon),),
                    asks=(Undertaking("sanctions_relief", by=min(here.view.turns, soon + 1)),),
                )
            ]
    return []


def _promote(here: Situation) -> list[Move]:
    """Promotions against loyalty, to each of the officers in private: now and then."""
    soon = here.turn + 1
    if here.turn % FAIR_TRADE != 1 or soon > here.view.turns or "promote" not in here.menu.gives:
        return []
    return [
        Offer(
            to=(officer,),
            expires=soon,
            terms=(Undertaking("promote", by=soon),),
            asks=(Undertaking("stay_loyal", by=soon),),
        )
        for officer in here.playing("officer")
        if not here.has_offered(officer, ("promote",), within=FAIR_TRADE)
    ]


def _intimidate(here: Situation) -> list[Move]:
    """A word in private to the officers, stay or be purged: when he senses that they are near to moving."""
    if here.me.strength is None or here.me.strength - here.view.estimates.tipping > NEAR:
        return []
    return threaten(here, "officer", demand="stay_loyal", action="purge", public=False)

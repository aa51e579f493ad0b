"""The opposition by logit: an amnesty sized so that it would hold, signatures under it, and the test of power.

It tables what it expects most of, over the ends that an outsider would guess (forecast), less what the breadth
costs in justice. Crimes against humanity it never covers: such an amnesty would not be kept. Whether it keeps its
word on the day after is the logit of its own comparison of keeping with breaking, at its own temptation g; a
vengeful one also counts an amnesty dearer when it tables it.
"""

from __future__ import annotations

from msgspec.structs import replace

from game_engine import catalogue, readings
from game_engine.bots import consequences, forecast
from game_engine.bots.answers import Weighed, answers
from game_engine.bots.forecast import expected, points
from game_engine.bots.mind import Mind, Option
from game_engine.bots.situation import Situation
from game_engine.bots.threats import threaten
from game_engine.memory import Memory
from game_engine.moves import Move, Offer, Order, Orders, Undertaking
from game_engine.rounding import added
from game_engine.state import Board, OfferState, OppositionPrivate
from game_engine.vocabulary import Role, SeatId

PRECISION = 0.5
"""Precision of a choice, per point of payoff."""

BREADTHS = (0.35, 0.55, 0.7, 0.85)
TRY_AGAIN = 4

STEADY = 3.0
"""The cost of taking back a part of what has been tabled, in points."""


class OppositionMind(Mind):
    """What the opposition expects of a board, in points."""

    def __init__(self, here: Situation) -> None:
        super().__init__(here)
        assert isinstance(here.me.private, OppositionPrivate)
        self.private = here.me.private
        self.earns = points(here.scenario, "opposition")
        self._today: float | None = None
        self._main: Order | None = None

    def worth(self, board: Board) -> float:
        """Points expected on that board, less what its breadth costs in justice."""
        costs = self.scenario.parameters.costs
        ends = forecast.ends(self.scenario, board, self.horizon)
        over = ends.exile + ends.pact + ends.breach + ends.coup + ends.removal_collapses
        justice = (costs.justice * over + costs.justice_untried * (1.0 - over)) * board.breadth**2
        dearer = 1.5 if self.private.vengeful else 1.0
        return expected(ends, self.earns) - dearer * justice

    @property
    def today(self) -> float:
        """Points expected as things stand."""
        if self._today is None:
            self._today = self.worth(self.here.board)
        return self._today

    @property
    def main(self) -> Order:
        """Its main order."""
        if self._main is None:
            self._main = _chosen(self)
        return self._main


_OPTIONS: Memory[list[Option]] = Memory()


def choose(here: Situation) -> list[Move]:
    """Answers, an offer to the officers with witnesses who may sign, and sealed orders."""
    mind = OppositionMind(here)
    if here.view.phase == "day_after":
        return [Orders(main=_afterwards(mind))]
    return [
        *answers(here, lambda offer: weigh(mind, offer)),
        *_offer_cover(mind),
        *_threaten(here),
        *mind.sealed(_main, _minor),
    ]


def _main(mind: OppositionMind) -> Order:
    return mind.main


def _minor(mind: OppositionMind) -> Order | None:
    here = mind.here
    owed = mind.owed(here.minors)
    kinds = mind.weighed(here.minors)
    if owed is not None or not kinds:
        return owed
    worths = [mind.worth(mind.after(Order(kind))) - mind.price(kind) for kind in kinds]
    options = [Option(Order(kind), worth) for kind, worth in zip(kinds, worths, strict=True)]
    return mind.pick("minor", mind.allowed([Option(None, mind.today), *options]), precision=PRECISION)


def _chosen(mind: OppositionMind) -> Order:
    here = mind.here
    owed = mind.owed(here.mains)
    if owed is not None:
        return owed
    waiting = _waiting_signatures(here)
    question = (mind.private.vengeful, here.board, mind.horizon, here.mains, waiting)
    known = _OPTIONS.recall(here.scenario, question, lambda: _mains(mind, waiting))
    barred = mind.duties.forbidden - {"table_amnesty"}
    options = (
        [option for option in known if option.order and option.order.kind not in barred] if barred else known
    )
    return mind.pick("main", options, precision=PRECISION) or Order("hold")


def _mains(mind: OppositionMind, waiting: tuple[SeatId, ...]) -> list[Option]:
    """The main orders, and an amnesty in several sizes. waiting: who would stand by it if it were declared."""
    here, options = mind.here, list[Option]()
    for kind in mind.weighed(here.mains):
        if kind == "table_amnesty":
            for breadth in BREADTHS:
                if abs(breadth - here.board.breadth) > 0.04 or here.board.crimes:
                    order = Order(kind, breadth=breadth, crimes=False)
                    worth = mind.worth(mind.after(order)) - _narrowing(here, order)
                    options.append(Option(order, worth))
        elif kind == "joint_declaration":
            signed = consequences.signed(here.scenario, here.board, *waiting)
            options.append(Option(Order(kind), mind.worth(signed)))
        else:
            options.append(Option(Order(kind), mind.worth(mind.after(Order(kind)))))
    return options


def _narrowing(here: Situation, order: Order) -> float:
    return STEADY if order.breadth is not None and order.breadth < here.board.breadth else 0.0


def _waiting_signatures(here: Situation) -> tuple[SeatId, ...]:
    """Who has signed an amnesty offer of ours that no one has accepted yet."""
    return tuple(
        [
            seat
            for line in here.view.offers
            if line.offer.signers and line.offer.issuer == here.seat
            if any(term.kind == "amnesty" for term in line.offer.terms)
            for seat in line.offer.signers
        ]
    )


def weigh(mind: OppositionMind, offer: OfferState) -> Weighed:
    """What accepting adds, in utility: the board if both keep it, at the credibility of the issuer's promises."""
    here = mind.here
    belief = here.view.credibility.get(f"{offer.issuer}.promise", 0.5)
    board = here.board
    for ask in offer.asks:
        if ask.kind == "amnesty":
            board = replace(board, breadth=ask.breadth or 0.0, crimes=bool(ask.crimes))
            board = consequences.signed(here.scenario, board, *offer.signers)
    gain = mind.worth(board) - mind.today
    gain += added([belief * catalogue.worth_of(term.kind, "opposition") for term in offer.terms])
    gain -= added([catalogue.price_of(ask.kind, "opposition") for ask in offer.asks])
    return Weighed(gain / 100.0)


_COSIGNERS: tuple[Role, ...] = ("coercer", "region")


def _offer_cover(mind: OppositionMind) -> list[Move]:
    """An amnesty to the officers for standing aside, shown to the coercer and the region so that they may sign it."""
    here = mind.here
    officers = here.playing("officer")
    if here.turn + 1 > here.view.turns or not officers or "amnesty" not in here.menu.gives:
        return []
    if any(here.has_offered(seat, ("amnesty",), within=TRY_AGAIN) for seat in officers):
        return []
    main = mind.main
    breadth = main.breadth if main.kind == "table_amnesty" else here.board.breadth
    if not breadth or breadth < 0.5:
        return []
    witnesses = tuple(seat for role in _COSIGNERS for seat in here.playing(role))
    term = Undertaking("amnesty", by=here.turn + 1, breadth=breadth, crimes=False)
    kept = Undertaking("keep_command", by=here.view.turns)
    terms = (term, kept) if "keep_command" in here.menu.gives and not mind.private.vengeful else (term,)
    ask = Undertaking("stand_down", by=here.turn + 1)
    return [Offer(to=tuple(officers), expires=here.turn + 1, terms=terms, asks=(ask,), witnesses=witnesses)]


def _afterwards(mind: OppositionMind) -> Order | None:
    """Honour with the chance c_A at its own temptation, spread over the turns of the day after; else breach."""
    here = mind.here
    if here.board.breadth <= 0.0:
        return Order("honour") if "honour" in here.mains else None
    kept = readings.honour(here.scenario, here.board, mind.private.temptation)
    daily = kept ** (1.0 / here.scenario.parameters.day_after.turns)
    kind = "honour" if here.chooses("honour", daily) else "breach"
    return Order(kind) if kind in here.mains else None


def _threaten(here: Situation) -> list[Move]:
    """The street unless prisoners are released: now and then."""
    if here.turn % 4 != 1:
        return []
    return threaten(here, "leadership", demand="release_prisoners", action="mobilise")

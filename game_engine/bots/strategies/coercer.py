"""Plans for the coercer: talk, wait behind a fleet, strike on the day, offer a package, go home."""

from __future__ import annotations

from game_engine.bots import coercer as logit_mind
from game_engine.bots.situation import Situation
from game_engine.bots.strategies import parts
from game_engine.moves import Move, Order, Undertaking

EXPOSED = 0.10
"""The legal exposure above which a plan that minds the law briefs the legislature."""

FULL = 4.0
NOTICE = 2
BITTER = 0.9


def talk(here: Situation) -> list[Move]:
    """No threat and no force: safe conduct without a date, relief, a name under the amnesty, briefings.

    The forces that are there already stay, and are not used.
    """
    return [
        *parts.answered(
            here,
            parts.asks_only("sanctions_relief", "hold_fire", "brief_legislature", "back_amnesty", "exile"),
        ),
        *parts.cosigned(here),
        *_offer_exit(here),
        *_offer_relief(here),
        parts.orders(here, _lawful(here), [*_safe_conduct(here, by=None), *_name(here)]),
    ]


def wait(here: Situation) -> list[Move]:
    """Build up as far as it goes, tighten sanctions, wait for the other side to crack, refuse every deal."""
    build = [Order("raise_buildup")] if here.board.buildup < FULL else []
    return [
        *parts.answered(here, parts.refuse),
        parts.orders(here, [*build, Order("hold")], _squeeze(here)),
    ]


def strike(here: Situation) -> list[Move]:
    """Ultimatums with a date, a build-up behind them, and a strike on the day; again if it fails."""
    main = [Order("strike")] if here.turn in here.deadlines else []
    if not here.deadlines:
        main.append(Order("ultimatum", by=parts.soon(here, NOTICE)))
    if here.board.buildup < FULL:
        main.append(Order("raise_buildup"))
    return [
        *parts.answered(here, parts.refuse),
        parts.orders(here, [*main, Order("hold")], _squeeze(here)),
    ]


def package(here: Situation) -> list[Move]:
    """Pressure together with a way out: firm safe conduct to a date, a name under the amnesty, briefings.

    One narrow window: a date that has passed is not renewed, though the fleet stays, and the way out with it. It
    strikes as its type would (the logit rule of the strike).
    """
    warned = any(
        commitment.issuer == here.seat and commitment.action == "strike" for commitment in here.view.ledger
    )
    until = max(here.deadlines, default=None if warned else parts.soon(here, NOTICE))
    main = [Order("strike")] if logit_mind.strikes(logit_mind.CoercerMind(here)) else []
    if not warned:
        main.append(Order("ultimatum", by=until))
    return [
        *parts.answered(here, parts.asks_only("brief_legislature", "back_amnesty", "exile")),
        *parts.cosigned(here),
        *_offer_exit(here),
        parts.orders(here, [*main, *_lawful(here)], [*_safe_conduct(here, by=until), *_name(here)]),
    ]


def draw_down(here: Situation) -> list[Move]:
    """Send the forces home a step a turn, ease sanctions, and take what is offered for it."""
    return [
        *parts.answered(
            here, parts.asks_only("sanctions_relief", "hold_fire", "brief_legislature", "draw_down")
        ),
        *parts.cosigned(here),
        *_offer_relief(here),
        parts.orders(here, [Order("lower_buildup"), *_lawful(here)], [Order("sanctions_down")]),
    ]


def _lawful(here: Situation) -> list[Order]:
    exposed = here.board.legal > EXPOSED
    return [Order("brief_legislature"), Order("hold")] if exposed else [Order("hold")]


def _squeeze(here: Situation) -> list[Order]:
    return [Order("sanctions_up")] if here.board.sanctions < BITTER else []


def _name(here: Situation) -> list[Order]:
    signed = here.seat in here.view.signers or here.board.crimes
    return [] if signed else [Order("back_amnesty")]


def _safe_conduct(here: Situation, *, by: int | None) -> list[Order]:
    host, board = parts.best_host(here, here.role), here.board
    stands = board.host == host and board.guarantee >= parts.FIRM and board.exile_closes == by
    return (
        [] if host is None or stands else [Order("guarantee_exile", host=host, guarantee=parts.FIRM, by=by)]
    )


def _offer_exit(here: Situation) -> list[Move]:
    host = parts.best_host(here, here.role)
    if host is None:
        return []
    term = Undertaking("exile", by=parts.soon(here), host=host, guarantee=parts.FIRM)
    ask = Undertaking("resign", by=parts.soon(here, NOTICE))
    return parts.offered(here, here.playing("leadership"), ((term,), (ask,)))


def _offer_relief(here: Situation) -> list[Move]:
    term = Undertaking("sanctions_relief", by=parts.soon(here, NOTICE))
    ask = Undertaking("release_prisoners", by=parts.soon(here))
    return parts.offered(here, here.playing("leadership"), ((term,), (ask,)))

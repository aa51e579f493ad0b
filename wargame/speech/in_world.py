"""What happens in the world when a turn closes: a sentence for each event."""

from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

from game_engine import TRACKS
from wargame.speech import causes, grammar, ledger
from wargame.speech.at_table import Teller
from wargame.speech.phrases import Phrases


def round_opened(speak: Phrases, event: Any) -> str:
    words = {"title": speak.of(speak.scenario.title), "seats": speak.seats(event.seats)}
    return gettext("%(title)s begins. At the table: %(seats)s") % words


def turn_began(speak: Phrases, event: Any) -> str:
    scenario = speak.scenario
    day = date.fromisoformat(scenario.starts) + timedelta(days=(event.turn - 1) * scenario.turn_days)
    words = {"turn": event.turn, "day": date_format(day, pgettext("date format", "j F Y"))}
    if event.phase == "day_after":
        return gettext("The day after: turn %(turn)s begins, on %(day)s") % words
    return gettext("Turn %(turn)s begins, on %(day)s") % words


def incident_happened(speak: Phrases, event: Any) -> str:
    own = speak.scenario.incident
    words = {
        "incident": speak.of(own.name) if own is not None else gettext("an incident"),
        "legal": grammar.out_of_ten(event.legal),
    }
    return gettext("%(incident)s raised new questions of law: legal exposure up by %(legal)s") % words


def incident_established(speak: Phrases, event: Any) -> str:
    if event.unlawful:
        return gettext("the executive established what happened: the act was unlawful")
    return gettext("the executive established what happened: the act was lawful")


def legislature_briefed(speak: Phrases, event: Any) -> str:
    own = speak.scenario.incident
    if own is not None:
        finding = speak.of(own.confirmed if event.incident else own.refuted)
    elif event.incident:
        finding = gettext("what was reported took place")
    else:
        finding = gettext("what was reported did not happen so")
    return gettext("the full briefing says: %(finding)s") % {"finding": finding}


def posture_taken(speak: Phrases, event: Any) -> str:
    words = {"legislature": speak.only("legislature")}
    return {
        "defer": gettext("%(legislature)s now defers to the executive"),
        "oversight": gettext("%(legislature)s now holds the operation under oversight"),
        "restrict": gettext("%(legislature)s now restricts the use of force"),
    }[event.posture] % words


def war_powers_expired(speak: Phrases, event: Any) -> str:
    return gettext("the war-powers clock has run out after %(days)s days") % {"days": event.days}


def amnesty_tabled(speak: Phrases, event: Any) -> str:
    words = {
        "breadth": grammar.out_of_ten(event.breadth),
        "crimes": speak.crimes(event.crimes),
        "signers": speak.seats(event.signers),
    }
    if not event.signers:
        return gettext("on the table: an amnesty of breadth %(breadth)s %(crimes)s") % words
    return (
        gettext("on the table: an amnesty of breadth %(breadth)s %(crimes)s, signed by %(signers)s") % words
    )


def amnesty_backed(speak: Phrases, event: Any) -> str:
    return gettext("%(seat)s put its name under the amnesty") % {"seat": speak.seat(event.seat)}


def exile_offered(speak: Phrases, event: Any) -> str:
    words = {
        "seat": speak.seat(event.seat),
        "host": speak.host(event.host),
        "guarantee": grammar.out_of_ten(event.guarantee),
        "closes": event.closes,
    }
    text = gettext("%(seat)s opened a way into exile in %(host)s, with safe conduct of %(guarantee)s") % words
    if event.closes is None:
        return text
    return gettext("%(exile)s, until turn %(closes)s") % {"exile": text, "closes": event.closes}


def exile_closed(speak: Phrases, event: Any) -> str:
    return gettext("the way into exile has closed")


def warning_received(speak: Phrases, event: Any) -> str:
    words = {"seat": speak.seat(event.seat), "leadership": speak.only("leadership"), "count": event.leaning}
    return (
        ngettext(
            "%(seat)s warned %(leadership)s: %(count)s cell under other commanders leans to defect",
            "%(seat)s warned %(leadership)s: %(count)s cells under other commanders lean to defect",
            event.leaning,
        )
        % words
    )


def exile_accepted(speak: Phrases, event: Any) -> str:
    words = {"leadership": speak.only("leadership"), "host": speak.host(event.host)}
    return gettext("%(leadership)s resigned and left for exile in %(host)s") % words


def cells_defected(speak: Phrases, event: Any) -> str:
    count = len(event.cells)
    words = {"seat": speak.seat(event.seat), "leadership": speak.only("leadership"), "count": count}
    return (
        ngettext(
            "%(count)s cell of %(seat)s moved against %(leadership)s",
            "%(count)s cells of %(seat)s moved against %(leadership)s",
            count,
        )
        % words
    )


def regime_fell(speak: Phrases, event: Any) -> str:
    words = {"share": grammar.per_cent(event.share)}
    if event.transition == "pact":
        return gettext("officers brought the regime down under a pact: %(share)s of the cells moved") % words
    return gettext("officers brought the regime down for themselves: %(share)s of the cells moved") % words


def strike_made(speak: Phrases, event: Any) -> str:
    words = {"strike": speak.strike()}
    if not event.succeeded:
        return gettext("%(strike)s failed: the leader lives, and people rally to him") % words
    if event.collapsed:
        return gettext("%(strike)s removed the leader, and the regime came apart behind him") % words
    return gettext("%(strike)s removed the leader, and others of the regime took over") % words


def commitment_ended(speak: Phrases, event: Any) -> str:
    return ledger.ended(speak, event.commitment, event.ending)


def credibility_moved(speak: Phrases, event: Any) -> str:
    words = {
        "seat": speak.seat(event.seat),
        "before": grammar.per_cent(event.before),
        "after": grammar.per_cent(event.after),
    }
    if event.of == "threat":
        return gettext("belief in the threats of %(seat)s: from %(before)s to %(after)s") % words
    return gettext("belief in the promises of %(seat)s: from %(before)s to %(after)s") % words


def board_moved(speak: Phrases, event: Any) -> str:
    lines = [
        f"{speak.track(move.track)} {scaled(move.track, move.before)} → {scaled(move.track, move.after)}"
        for move in event.moves
        if scaled(move.track, move.before) != scaled(move.track, move.after)
    ]
    return "; ".join(lines) if lines else gettext("the board stands as it stood")


def scaled(track: str, value: float) -> str:
    """A value of the engine on the scale that people see."""
    known = TRACKS.get(track)
    return grammar.number(value * (known.scale if known is not None else 10.0))


def transition_began(speak: Phrases, event: Any) -> str:
    words = {"leadership": speak.only("leadership")}
    return {
        "exile": gettext(
            "the contest is over: %(leadership)s has gone by agreement, and the day after begins"
        ),
        "pact": gettext("the contest is over: officers have made a pact, and the day after begins"),
        "coup": gettext("the contest is over: officers have taken power, and the day after begins"),
        "collapse": gettext("the contest is over: the regime has collapsed, and the day after begins"),
    }[event.transition] % words


def amnesty_judged(speak: Phrases, event: Any) -> str:
    if event.honoured:
        return gettext("the new government honoured the amnesty")
    return gettext("the new government broke the amnesty")


def class_resisted(speak: Phrases, event: Any) -> str:
    if event.won:
        return gettext("those whom the amnesty covered rose against the breach, and won")
    return gettext("those whom the amnesty covered rose against the breach, and lost")


def conflict_broke(speak: Phrases, event: Any) -> str:
    return gettext("fighting broke out in the country")


def round_ended(speak: Phrases, event: Any) -> str:
    rule = speak.scenario.ends[event.end]
    words = {"end": speak.of(rule.name), "text": speak.of(rule.text)}
    if event.stopped:
        return gettext("the facilitator ends the round here, and it is scored as it stands: %(end)s") % words
    return gettext("the round ends: %(end)s. %(text)s") % words


def payoff_earned(speak: Phrases, event: Any) -> str:
    words = {
        "seat": speak.seat(event.seat),
        "payoff": grammar.number(event.payoff),
        "outcome": grammar.number(event.outcome),
    }
    text = gettext("%(seat)s earned %(payoff)s points: %(outcome)s for how it ended") % words
    path = [
        f"{causes.cost(name)} {grammar.number(-points, signed=True)}" for name, points in event.costs.items()
    ]
    return f"{text}; {'; '.join(path)}" if path else text


TELLERS: tuple[Teller, ...] = (
    round_opened,
    turn_began,
    incident_happened,
    incident_established,
    legislature_briefed,
    posture_taken,
    war_powers_expired,
    amnesty_tabled,
    amnesty_backed,
    exile_offered,
    exile_closed,
    warning_received,
    exile_accepted,
    cells_defected,
    regime_fell,
    strike_made,
    commitment_ended,
    credibility_moved,
    board_moved,
    transition_began,
    amnesty_judged,
    class_resisted,
    conflict_broke,
    round_ended,
    payoff_earned,
)

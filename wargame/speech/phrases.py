"""The parts of sentences: seats, dates, undertakings, orders, offers and commitments, in the present language."""

from collections.abc import Iterable, Sequence
from typing import Literal

from django.utils.translation import gettext, ngettext, pgettext

from game_engine import (
    Commitment,
    OfferState,
    Order,
    Orders,
    Role,
    Scenario,
    SeatId,
    Text,
    Undertaking,
    in_language,
    language_for,
)
from wargame.speech import grammar

Form = Literal["will", "does", "name"]


class Phrases:
    """A scenario's names and phrases in one language. Methods return bare phrases, without capital or full stop."""

    def __init__(self, scenario: Scenario, language: str) -> None:
        self.scenario = scenario
        self.language = language_for(language)

    def of(self, text: Text) -> str:
        """A text of the scenario in this language."""
        return in_language(text, self.language)

    def seat(self, seat: SeatId) -> str:
        """'the opposition', 'officer 2'."""
        name = self.of(self.scenario.role_rule(self.scenario.role_of(seat)).name)
        if not seat.startswith("officer-"):
            return name
        words = {"officer": name, "number": seat.removeprefix("officer-")}
        return gettext("%(officer)s %(number)s") % words

    def only(self, role: Role) -> str:
        """The name of a role that has one seat."""
        return self.of(self.scenario.role_rule(role).name)

    def seats(self, seats: Iterable[SeatId]) -> str:
        """'the leadership and officer 1'."""
        return grammar.joined([self.seat(seat) for seat in seats])

    def each(self, seats: Sequence[SeatId]) -> str:
        """The same, so that a verb in the singular can follow."""
        if len(seats) == 1:
            return self.seat(seats[0])
        return gettext("each of %(seats)s") % {"seats": self.seats(seats)}

    def host(self, host: str | None) -> str:
        """'a Gulf state'."""
        rule = self.scenario.host_rule(host)
        return self.of(rule.name) if rule is not None else gettext("any country")

    def strike(self) -> str:
        """'the strike', or what the scenario calls it."""
        own = self.scenario.strike
        return self.of(own) if own is not None else gettext("the strike")

    def crimes(self, crimes: bool | None) -> str:
        """What an amnesty says of the worst crimes; follows 'an amnesty of breadth 7.0'."""
        if crimes:
            return gettext("that covers even crimes against humanity")
        return gettext("that leaves out crimes against humanity")

    def fields(self, given: Undertaking | Order) -> dict[str, str]:
        """The values of an undertaking or an order, as people read them."""
        return {
            "breadth": grammar.out_of_ten(given.breadth),
            "guarantee": grammar.out_of_ten(given.guarantee),
            "crimes": self.crimes(given.crimes),
            "host": self.host(given.host),
            "by": str(given.by) if given.by is not None else "–",
        }

    def undertaking(self, undertaking: Undertaking, form: Form = "will") -> str:
        """The bare phrase without its date: 'hold fire', 'holds fire', 'hold fire' as a name."""
        rule = self.scenario.undertaking_rule(undertaking.kind)
        if rule is None:
            return undertaking.kind.replace("_", " ")
        text = self.of(getattr(rule, form))
        return text if form == "name" else text.format_map(self.fields(undertaking))

    def undertakings(self, parts: Sequence[Undertaking], form: Form) -> str:
        """Several with their dates. A date that all share is named once."""
        phrases = [self.undertaking(undertaking, form) for undertaking in parts]
        dates = {undertaking.by for undertaking in parts}
        if len(dates) == 1:
            return self.by(grammar.joined(phrases), dates.pop())
        return grammar.joined(
            [self.by(phrase, undertaking.by) for phrase, undertaking in zip(phrases, parts, strict=True)]
        )

    def by(self, phrase: str, turn: int) -> str:
        """'… by turn 5'."""
        return gettext("%(deed)s by turn %(turn)s") % {"deed": phrase, "turn": turn}

    def demand(self, kind: str, form: Form = "does") -> str:
        """What a threat demands; it has no terms of its own."""
        return self.undertaking(Undertaking(kind, by=0), form)

    def order_name(self, role: str, kind: str) -> str:
        """'raise the build-up', which also continues 'will …'."""
        rule = self.scenario.order_rule(role, kind)
        return self.of(rule.name) if rule is not None else kind.replace("_", " ")

    def order_of(self, kind: str) -> str | None:
        """The name of an order of that kind, whoever has it in its menu, or None."""
        return next((self.of(order.name) for order in self.scenario.orders if order.kind == kind), None)

    def deed(self, role: str, order: Order) -> str | None:
        """The scenario's words for an order that was given, to follow the seat's name; None if it has none."""
        rule = self.scenario.order_rule(role, order.kind)
        return self.of(rule.deed).format_map(self.fields(order)) if rule is not None and rule.deed else None

    def order(self, role: str, order: Order) -> str:
        """The order with its particulars: 'table an amnesty (breadth 7.0, …)'."""
        if order.defect is not None and not order.defect:
            return gettext("keep every cell loyal")
        values, parts = self.fields(order), list[str]()
        if order.breadth is not None:
            parts.append(gettext("breadth %(breadth)s") % values)
            left_out = gettext("without crimes against humanity")
            parts.append(gettext("with crimes against humanity in it") if order.crimes else left_out)
        if order.host is not None:
            parts.append(values["host"])
        if order.guarantee is not None:
            parts.append(gettext("safe conduct of %(guarantee)s") % values)
        if order.by is not None:
            closing = gettext("until turn %(by)s") % values
            parts.append(gettext("for turn %(by)s") % values if order.kind == "ultimatum" else closing)
        if order.defect is not None:
            count = len(order.defect)
            parts.append(ngettext("%(count)s cell", "%(count)s cells", count) % {"count": count})
        name = self.order_name(role, order.kind)
        return f"{name} ({', '.join(parts)})" if parts else name

    def orders(self, seat: SeatId, orders: Orders) -> str:
        """'raise the build-up; ease sanctions', or that there are none."""
        given = [order for order in (orders.main, orders.minor) if order is not None]
        if not given:
            return gettext("no orders")
        return "; ".join(self.order(self.scenario.role_of(seat), order) for order in given)

    def track(self, name: str) -> str:
        """The scenario's name of a track."""
        text = self.scenario.tracks.get(name)
        return self.of(text) if text is not None else name.replace("_", " ")

    def offer(self, offer: OfferState) -> str:
        """'the opposition offers to …, if officer 1 …'."""
        form: Form = "does" if pgettext("form of what is asked: will or does", "will") == "does" else "will"
        words = {
            "issuer": self.seat(offer.issuer),
            "to": self.seats(offer.to),
            "each": self.each(offer.to),
            "terms": self.undertakings(offer.terms, "will") if offer.terms else "",
            "asks": self.undertakings(offer.asks, "does") if offer.asks else "",
            "to_do": self.undertakings(offer.asks, form) if offer.asks else "",
        }
        if offer.terms and offer.asks:
            return gettext("%(issuer)s offers to %(terms)s, if %(each)s %(asks)s") % words
        if offer.terms:
            return gettext("%(issuer)s offers to %(terms)s, and asks nothing of %(to)s in return") % words
        return gettext("%(issuer)s asks %(each)s to %(to_do)s") % words

    def offer_title(self, offer: OfferState) -> str:
        """'Offer from the opposition to the leadership'."""
        words = {"issuer": self.seat(offer.issuer), "to": self.seats(offer.to)}
        if offer.counters is not None:
            return gettext("Counter-offer from %(issuer)s to %(to)s") % words
        return gettext("Offer from %(issuer)s to %(to)s") % words

    def commitment(self, commitment: Commitment) -> str:
        """A commitment, a threat or a promise, as it was made."""
        words = {
            "issuer": self.seat(commitment.issuer),
            "to": self.seats(commitment.to),
            "each": self.each(commitment.to),
            "due": commitment.due,
        }
        if commitment.kind == "threat":
            words["demand"] = self.by(self.demand(commitment.demand or ""), commitment.due)
            words["action"] = self.order_name(
                self.scenario.role_of(commitment.issuer), commitment.action or ""
            )
            return gettext("unless %(each)s %(demand)s, %(issuer)s will %(action)s") % words
        words["what"] = self.undertakings(commitment.undertakings, "will")
        if commitment.condition is not None:
            return gettext("once %(to)s has kept its side, %(issuer)s will %(what)s") % words
        return gettext("%(issuer)s promised %(to)s to %(what)s") % words

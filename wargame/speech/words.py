"""Words: a scenario spoken in one language."""

from collections.abc import Sequence

from django.utils.translation import gettext, override

from game_engine import Commitment, Event, OfferState, Order, Role, Scenario, SeatId, Text, Track, Undertaking
from wargame.speech import at_table, causes, grammar, happenings, private, refusals
from wargame.speech.phrases import Form, Phrases

ENDINGS = {
    "honoured": lambda: gettext("kept"),
    "broken": lambda: gettext("broken"),
    "carried_out": lambda: gettext("carried out"),
    "satisfied": lambda: gettext("demand met"),
    "lapsed": lambda: gettext("lapsed"),
    "released": lambda: gettext("overtaken by events"),
}


class Words:
    """Every text that a player reads of a round. `language`: one of ours; any other reads English."""

    def __init__(self, scenario: Scenario, language: str) -> None:
        self._speak = Phrases(scenario, language)
        self.language = self._speak.language

    def text(self, text: Text) -> str:
        """A text of the scenario."""
        return self._speak.of(text)

    def seat(self, seat: SeatId) -> str:
        """'the opposition', 'officer 2'."""
        with override(self.language):
            return self._speak.seat(seat)

    def role(self, seat: SeatId) -> Role:
        """The role that a seat plays: whose menu, whose names for orders."""
        return self._speak.scenario.role_of(seat)

    def event(self, event: Event, *, by_bot: bool = False) -> str:
        """A sentence; marked "(bot)" where a bot did it."""
        with override(self.language):
            return happenings.sentence(self._speak, event, by_bot=by_bot)

    def addressed(self, to: Sequence[SeatId], text: str) -> str:
        """What somebody beside the game wrote, and for which seats: “To all: …” where none is named."""
        with override(self.language):
            return at_table.addressed(self._speak, to, text)

    def offer(self, offer: OfferState) -> tuple[str, str]:
        """Title and whole sentence of an offer; while it is open, how long it will be."""
        with override(self.language):
            text = grammar.sentence(self._speak.offer(offer))
            if offer.status == "open":
                words = {"offer": text, "turn": offer.expires}
                text = gettext("%(offer)s It is open through turn %(turn)s.") % words
            if offer.signers:
                words = {"offer": text, "seats": self._speak.seats(offer.signers)}
                text = gettext("%(offer)s Co-signed by %(seats)s.") % words
            title = grammar.sentence(self._speak.offer_title(offer)).removesuffix(".")
            return title, grammar.contracted(text)

    def commitment(self, commitment: Commitment) -> str:
        """A commitment as a sentence, without its ending."""
        with override(self.language):
            return grammar.sentence(self._speak.commitment(commitment))

    def undertaking(self, undertaking: Undertaking, form: Form = "will") -> str:
        """A bare phrase without its date: 'will …', 'unless it …', or the name."""
        with override(self.language):
            return grammar.contracted(self._speak.undertaking(undertaking, form))

    def order(self, role: str, order: Order | str) -> str:
        """An order's name, with its particulars when it is a whole order."""
        with override(self.language):
            if isinstance(order, str):
                return self._speak.order_name(role, order)
            return grammar.contracted(self._speak.order(role, order))

    def track(self, name: str) -> str:
        """A track's name."""
        return self._speak.track(name)

    def erased(self) -> str:
        """What stands in the place of a text that has been erased."""
        with override(self.language):
            return at_table.erased()

    def causes(self, track: Track) -> str:
        """Why a track moved, as a sentence; '' when it did not."""
        with override(self.language):
            why = causes.explained(track.name, track.causes, self._speak.order_of)
            return grammar.sentence(why) if why else ""

    def ending(self, ending: str) -> str:
        """How a commitment ended: 'kept', 'lapsed'."""
        with override(self.language):
            known = ENDINGS.get(ending)
            return known() if known is not None else gettext("ended")

    def end(self, end: str, *, stopped: bool = False) -> str:
        """The end of the round: its name and its sentence; `stopped`: before its time, and scored as it stood."""
        with override(self.language):
            rule = self._speak.scenario.ends.get(end)  # type: ignore[call-overload]
            if rule is None:
                return ""
            return f"{self._speak.of(rule.name)}. {self.stopped() if stopped else self._speak.of(rule.text)}"

    def stopped(self) -> str:
        """What became of a round that was ended before its time."""
        with override(self.language):
            return gettext("The facilitator ended the round here, and it is scored as it stood.")

    def postures(self) -> dict[str, str]:
        """What the legislature thinks of the use of force, a sentence a posture; none without a legislature."""
        if self._speak.scenario.seat_of("legislature") is None:
            return {}
        with override(self.language):
            words = {"legislature": self._speak.only("legislature")}
            texts = {
                "defer": gettext("%(legislature)s defers to the executive"),
                "oversight": gettext("%(legislature)s has called for oversight"),
                "restrict": gettext("%(legislature)s has restricted the use of force"),
            }
            return {posture: grammar.sentence(text % words) for posture, text in texts.items()}

    def refusal(self, code: str, detail: str = "") -> str:
        """A refusal in words on which the player can act."""
        with override(self.language):
            return refusals.refusal(code, detail)

    def unavailable(self, code: str) -> str:
        """Why an order of the menu is closed."""
        with override(self.language):
            return refusals.unavailable(code)

    def cost(self, name: str) -> str:
        """The name of a path cost."""
        with override(self.language):
            return causes.cost(name)

    def secrets(self, facts: object) -> list[str]:
        """What only this seat knows, a sentence a fact, spoken to the seat."""
        with override(self.language):
            return private.sentences(self._speak, facts)

"""How commitments ended."""

from django.utils.translation import gettext

from game_engine import Commitment
from wargame.speech.phrases import Phrases


def ended(speak: Phrases, commitment: Commitment, ending: str) -> str:
    """'the United States kept its promise to …'."""
    words = {
        "issuer": speak.seat(commitment.issuer),
        "to": speak.seats(commitment.to),
        "each": speak.each(commitment.to),
        "due": commitment.due,
    }
    if commitment.kind == "threat":
        words["action"] = speak.order_name(speak.scenario.role_of(commitment.issuer), commitment.action or "")
        words["demand"] = speak.demand(commitment.demand or "", "name")
        return THREATS.get(ending, _unknown)() % words
    words["what"] = speak.undertakings(commitment.undertakings, "will")
    return PROMISES.get(ending, _unknown)() % words


def _unknown() -> str:
    return gettext("a word that %(issuer)s gave to %(to)s has come to its end")


PROMISES = {
    "honoured": lambda: gettext("%(issuer)s kept its promise to %(to)s: to %(what)s"),
    "broken": lambda: gettext("%(issuer)s broke its promise to %(to)s: to %(what)s"),
    "released": lambda: gettext("%(issuer)s is free of its promise to %(to)s: to %(what)s"),
}
THREATS = {
    "carried_out": lambda: gettext("%(issuer)s carried out its threat to %(to)s: to %(action)s"),
    "satisfied": lambda: gettext("%(each)s met the demand of %(issuer)s (%(demand)s), and the threat is off"),
    "lapsed": lambda: gettext(
        "the threat of %(issuer)s to %(to)s lapsed: turn %(due)s passed without its order to %(action)s"
    ),
    "released": lambda: gettext("events have overtaken the threat of %(issuer)s to %(to)s: to %(action)s"),
}

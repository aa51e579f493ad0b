"""How a round ended: in a word or two, in sentences, and as a sort of end."""

from django.utils.translation import get_language, gettext

from game_engine import Scenario
from wargame.record import store
from wargame.record.models import Record
from wargame.speech import Words

Status = Record.Status


END_KINDS = {
    "exile": "agreed",
    "pact": "agreed",
    "breach": "broken",
    "coup": "force",
    "removal_collapses": "force",
    "removal_persists": "force",
}


def end_kind(record: Record) -> str:
    """What sort of end it was, for its colour: `agreed`, `broken`, `force`, or none of them."""
    return END_KINDS.get(record.end, "none")


def end_text(record: Record, words: Words) -> str:
    """How a round ended, in sentences."""
    if not record.end:
        return gettext("The facilitator ended it as it stood, without a result.")
    return words.end(record.end, stopped=store.state_of(record.round_id, record.version).stopped)


def ending(scenario: Scenario, record: Record) -> str:
    """How a round ended, in a word or two."""
    if record.status != Status.OVER:
        return ""
    rule = scenario.ends.get(record.end)  # type: ignore[call-overload]
    if rule is None:
        return gettext("ended by the facilitator")
    name = Words(scenario, get_language() or "en").text(rule.name)
    stopped = store.state_of(record.round_id, record.version).stopped
    return gettext("%(end)s (scored as it stood)") % {"end": name} if stopped else name

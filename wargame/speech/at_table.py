"""What seats do within a turn, and which orders they turn out to have given: a sentence each."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext

from wargame.speech import grammar
from wargame.speech.deeds import DEEDS
from wargame.speech.phrases import Phrases
from wargame.texts import isolated

Teller = Callable[[Phrases, Any], str]

# Stands for the message until the sentence is made, so that our grammar does not touch it.
QUOTED = "\x00"


def erased() -> str:
    """What stands in the place of a text that has been erased."""
    return gettext("What was written here has been erased.")


def said(speak: Phrases, event: Any) -> str:
    words = {"seat": speak.seat(event.seat), "to": speak.seats(event.to), "text": QUOTED, "erased": erased()}
    if not event.text:
        if event.public:
            return gettext("%(seat)s, to all. %(erased)s") % words
        return gettext("%(seat)s, to %(to)s. %(erased)s") % words
    if event.public:
        return gettext("%(seat)s, to all: “%(text)s”") % words
    return gettext("%(seat)s, to %(to)s: “%(text)s”") % words


def addressed(speak: Phrases, to: Sequence[str], text: str) -> str:
    """What comes from none of the seats, and for whom it is: for all where none is named."""
    sentence = gettext("to %(to)s: “%(text)s”") if to else gettext("to all: “%(text)s”")
    sentence = grammar.contracted(sentence % {"to": speak.seats(to), "text": QUOTED})
    return (sentence[:1].upper() + sentence[1:]).replace(QUOTED, isolated(text) or erased())


def offer_made(speak: Phrases, event: Any) -> str:
    words = {"offer": speak.offer(event.offer)}
    return (
        gettext("In public, %(offer)s") if event.offer.public else gettext("In private, %(offer)s")
    ) % words


def _about(speak: Phrases, event: Any) -> dict[str, object]:
    offer = event.offer
    return {
        "seat": speak.seat(getattr(event, "seat", offer.issuer)),
        "issuer": speak.seat(offer.issuer),
        "to": speak.seats(offer.to),
        "offer": speak.offer(offer),
    }


def offer_cosigned(speak: Phrases, event: Any) -> str:
    return gettext("%(seat)s put its name under the offer of %(issuer)s to %(to)s") % _about(speak, event)


def offer_answered(speak: Phrases, event: Any) -> str:
    words = _about(speak, event)
    if event.answer == "accepted":
        return (
            gettext("%(seat)s accepted the offer of %(issuer)s. It stands in the ledger: %(offer)s") % words
        )
    if event.answer == "countered":
        return gettext("%(seat)s answered the offer of %(issuer)s with one of its own") % words
    return gettext("%(seat)s rejected the offer of %(issuer)s") % words


def offer_withdrawn(speak: Phrases, event: Any) -> str:
    words = _about(speak, event)
    if event.seat == event.offer.issuer:
        return gettext("%(seat)s withdrew its offer to %(to)s") % words
    return gettext("%(seat)s took its name off the offer of %(issuer)s to %(to)s") % words


def offer_expired(speak: Phrases, event: Any) -> str:
    return gettext("the offer of %(issuer)s to %(to)s ran out") % _about(speak, event)


def threat_made(speak: Phrases, event: Any) -> str:
    words = {"threat": grammar.sentence(speak.commitment(event.commitment))}
    if event.commitment.public:
        return gettext("%(threat)s It said so in public") % words
    return gettext("%(threat)s It said so in private") % words


def ultimatum_issued(speak: Phrases, event: Any) -> str:
    return gettext("an ultimatum: %(threat)s") % {"threat": speak.commitment(event.commitment)}


def orders_sealed(speak: Phrases, event: Any) -> str:
    words = {"seat": speak.seat(event.seat), "orders": speak.orders(event.seat, event.orders)}
    return gettext("%(seat)s sealed its orders: %(orders)s") % words


def ready_changed(speak: Phrases, event: Any) -> str:
    words = {"seat": speak.seat(event.seat)}
    return (gettext("%(seat)s is ready") if event.ready else gettext("%(seat)s is no longer ready")) % words


def order_revealed(speak: Phrases, event: Any) -> str:
    role = speak.scenario.role_of(event.seat)
    words = {"seat": speak.seat(event.seat), **speak.fields(event.order)}
    deed, own = DEEDS.get((role, event.order.kind)), speak.deed(role, event.order)
    if own is not None:
        text = f"{speak.seat(event.seat)} {own}"
    elif deed is None:
        words["order"] = speak.order(role, event.order)
        text = gettext("%(seat)s gave this order: %(order)s") % words
    else:
        text = str(deed) % words
    return gettext("%(deed)s, by standing policy") % {"deed": text} if event.standing else text


TELLERS: tuple[Teller, ...] = (
    said,
    offer_made,
    offer_cosigned,
    offer_answered,
    offer_withdrawn,
    offer_expired,
    threat_made,
    ultimatum_issued,
    orders_sealed,
    ready_changed,
    order_revealed,
)

"""Every refusal at the table, in words on which a player can act."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wargame.speech.refusing import SENTENCES

BY_RULE = {
    "over": _("This round has ended. You can still read the log."),
    "not_seated": _("This seat is not yours to play in this round."),
    "wrong_phase": _(
        "That belongs to another part of the round: look at your menu for what can be done now."
    ),
    "bad_recipient": _("Choose at least one other seat of this round, and none twice."),
    "bad_text": _("Write something that can be seen."),
    "too_long": _("That is too long. Make it shorter and send it again."),
    "too_many": _(
        "You have as many of these open as one seat may. Take one back first, or put less into it."
    ),
    "empty_offer": _("An offer needs at least one thing that you will do or that you ask for."),
    "not_yours_to_give": _("You cannot promise that: it is not in the power of this seat."),
    "not_theirs_to_give": _("That cannot be asked of that seat: it is not in its power."),
    "bad_term": _("One of the terms is incomplete or out of range."),
    "bad_turn": _("Choose a turn from this one to the last."),
    "no_such_offer": _("That offer is not there."),
    "not_addressed": _("That offer was made to others; only they can answer it."),
    "already_answered": _("That offer has been answered, withdrawn or has run out. You can make a new one."),
    "not_yours": _("Only the seat that made an offer, or signed it, can take its name back."),
    "cannot_cosign": _("You cannot put your name under that offer: you made it, received it or signed it."),
    "unknown_order": _("That order is not in your menu now. Choose another."),
    "wrong_slot": _("Give a main order as the main one, and a minor order as the minor one."),
    "unavailable": _("That order cannot be given now. The menu says what is missing; choose another."),
    "bad_action": _("You cannot threaten with that: choose an order of your own."),
    "bad_cells": _("Choose from your own loyal cells, each of them once."),
}
"""The engine's codes."""

REFUSALS = {**SENTENCES, **BY_RULE}
"""Those, and the table's own."""

PARTS = {
    "breadth": _("the breadth"),
    "crimes": _("whether crimes against humanity are covered"),
    "host": _("the country of exile"),
    "guarantee": _("the firmness of the safe conduct"),
    "by": _("the turn"),
    "expires": _("the turn on which it runs out"),
    "kind": _("the same thing is there twice"),
    "defect": _("the cells"),
    "text": _("the text"),
    "to": _("the recipients"),
    "witnesses": _("the witnesses"),
}
"""Parts of a move that a refusal may name."""

WITH_PART = {"bad_term", "bad_type", "out_of_range"}

UNAVAILABLE = {
    "full": _("It is at its highest already."),
    "none": _("There is nothing left to lower."),
    "no_forces": _("There are no forces in place."),
    "no_exile": _("No exile is open."),
    "no_amnesty": _("No amnesty is on the table."),
}
"""Why an order of the menu is closed."""


def refusal(code: str, detail: str = "") -> str:
    """The sentence of a refusal; `detail` is the path of the part at fault."""
    known = REFUSALS.get(code)
    text = str(known) if known is not None else gettext("That cannot be done now.")
    part = PARTS.get(detail.rsplit(".", 1)[-1].split("[")[0])
    if code in WITH_PART and part is not None:
        return gettext("%(refusal)s Check this: %(part)s.") % {"refusal": text, "part": part}
    return text


def unavailable(code: str) -> str:
    """Why an order cannot be given now."""
    known = UNAVAILABLE.get(code)
    return str(known) if known is not None else gettext("It cannot be given now.")

"""Refusals at the table, by code, each with a sentence that a player can act on."""

from http import HTTPStatus

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wargame.exercises.editions import UNREADABLE
from wargame.exercises.once import ALREADY_DONE, STALE
from wargame.refusals import Refused

SENTENCES: dict[str, str | Promise] = {
    "bad_json": _("That message is not valid JSON. Nothing was done."),
    "bad_envelope": _("A message must be one JSON object. Nothing was done."),
    "too_deep": _("That message is nested too deeply. Nothing was done."),
    "unknown_type": _("There is no message of that kind. Nothing was done."),
    "unknown_field": _("That message has a part that does not belong there. Nothing was done."),
    "missing_field": _("That message lacks a part that it needs. Nothing was done."),
    "bad_type": _("A part of that message is of the wrong type. Nothing was done."),
    "out_of_range": _("A number or a text in that message is too large or too small. Nothing was done."),
    "bad_text": _("That text has characters that cannot be shown. Take them out and send it again."),
    "bad_id": _("A move needs a UUID of its own as its id. Nothing was done."),
    "id_reused": _("That id belongs to another move already. Send the move again with a new one."),
    "stale_turn": _("The turn has moved on. Look at the new turn, and decide again."),
    "stale_status": STALE,
    "already_done": ALREADY_DONE,
    "too_late": _("The time of this turn is up."),
    "paused": _("The round is paused. Wait until the facilitator lets it go on."),
    "over": _("The round is over."),
    "not_started": _("The round has not begun yet."),
    "too_many_offers": _(
        "You have made so many offers in this turn that it takes no more. Wait for the next turn."
    ),
    "slow_down": _("That was too fast. Wait a second, and send it again."),
    "not_found": _("There is no such seat or round."),
    "forbidden": _("That is not yours to do."),
    "unreadable": UNREADABLE,
    "server_error": _("Something broke here, and nothing was done. Try once more."),
    "running": _("The round has begun already."),
    "bad_seconds": _("Give between 1 second and 7 days."),
    "nobody_there": _(
        "Nobody here can hear that: the table has no such seat, or its standing policy plays it."
    ),
    "no_bot": _("No bot can play that seat."),
}
_STATUS = {
    "not_found": HTTPStatus.NOT_FOUND,
    "forbidden": HTTPStatus.FORBIDDEN,
    "slow_down": HTTPStatus.TOO_MANY_REQUESTS,
    "bad_seconds": HTTPStatus.BAD_REQUEST,
}


class MoveRefused(Refused):
    """A command that was understood but not done. `detail` names the part at fault, `turn` the current turn.

    The sentence is made only when it is shown, in the reader's language.
    """

    def __init__(self, code: str, detail: str = "", *, turn: int | None = None) -> None:
        super().__init__(code, sentence(code), status=_STATUS.get(code, HTTPStatus.CONFLICT))
        self.detail = detail
        self.turn = turn


def sentence(code: str) -> str:
    """The sentence of one of our own codes, not yet in any language."""
    return SENTENCES[code]  # type: ignore[return-value]

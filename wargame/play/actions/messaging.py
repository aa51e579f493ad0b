"""A facilitator writes to a table."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib.auth.models import User

from game_engine import EVERYONE, IllegalMove, RoundState, check_text
from wargame.play.actions.common import Meant, first, led
from wargame.record.announcing import announce_envelope, listening_seats
from wargame.record.envelopes import Envelope
from wargame.refusals import Refused
from wargame.speech.refusals import BY_RULE
from wargame.speech.refusing import MoveRefused
from wargame.texts import clean_text


def writes(kind: str) -> Callable[..., None]:
    """The verb that sends an envelope of that kind, with what the facilitator wrote in it (`text`, perhaps more).

    It goes to everybody at a table; with `to`, to one seat or to all seats of a role; also in a pause. What is written
    is kept as clean_text makes it. Refused as `bad_text` or `too_long`; as `nobody_there` where no seat is so called;
    and as `not_started` or `over`: before the beginning nobody has a stream, after the end the log is closed.
    """

    def send(
        round_id: str, by: User | None, *, to: str = "", meant: Meant | None = None, **words: str
    ) -> None:
        written = {name: _checked(clean_text(text)) for name, text in words.items()}
        with led(round_id, by) as in_hand:
            first(meant)
            audience = _audience(in_hand.state, to)
            announce_envelope(in_hand, Envelope(kind, audience, body={"whom": to}, words=written))

    send.__name__ = f"send_{kind}"
    return send


send_message = writes("message")


def _checked(words: str) -> str:
    try:
        check_text(words)
    except IllegalMove as illegal:
        raise Refused(illegal.code, str(BY_RULE[illegal.code]), status=HTTPStatus.BAD_REQUEST) from None
    return words


def _audience(state: RoundState, to: str) -> tuple[str, ...]:
    """The seats that are called so, of those that somebody can hear at."""
    if not to:
        return EVERYONE
    found = tuple(seat for seat in listening_seats(state) if to in (seat, state.scenario.role_of(seat)))
    if not found:
        raise MoveRefused("nobody_there", "to")
    return found

"""One sentence, sometimes two, for every event."""

import re
from typing import Any

from django.utils.translation import gettext

from game_engine import Event
from wargame.speech import at_table, grammar, in_world
from wargame.speech.phrases import Phrases
from wargame.texts import isolated

# Each teller bears the name of its event.
TELLERS: dict[str, at_table.Teller] = {
    teller.__name__: teller for teller in (*at_table.TELLERS, *in_world.TELLERS)
}


def sentence(speak: Phrases, event: Event, *, by_bot: bool = False) -> str:
    """The event in a sentence. If a bot did it, "(bot)" follows the name of the seat."""
    kind = str(type(event).__struct_config__.tag)
    text = grammar.sentence(TELLERS[kind](speak, event))
    if by_bot:
        text = _marked(text, speak.seat(_doer(event)))
    if kind == "said":
        return text.replace(at_table.QUOTED, isolated(str(getattr(event, "text", ""))))
    return text


def _doer(event: Any) -> str:
    """The seat that did it."""
    word = getattr(event, "offer", None) or getattr(event, "commitment", None)
    return str(getattr(event, "seat", "") or word.issuer)


def _marked(text: str, name: str) -> str:
    # Found in contractions too ("del liderazgo"), and at the beginning of a sentence.
    return re.sub(f"{re.escape(name)}(?!\\w)", _as_bot, text, count=1, flags=re.IGNORECASE)


def _as_bot(name: re.Match[str]) -> str:
    return gettext("%(who)s (bot)") % {"who": name[0]}

"""One sentence, sometimes two, for every event."""

from game_engine import Event
from wargame.play.words import at_table, grammar, in_world
from wargame.play.words.phrases import Phrases

# Each teller bears the name of its event.
TELLERS: dict[str, at_table.Teller] = {
    teller.__name__: teller for teller in (*at_table.TELLERS, *in_world.TELLERS)
}


def told(speak: Phrases, event: Event) -> str:
    """The event in a sentence."""
    kind = str(type(event).__struct_config__.tag)
    text = grammar.sentence(TELLERS[kind](speak, event))
    if kind == "said":
        return text.replace(at_table.QUOTED, str(getattr(event, "text", "")))
    return text

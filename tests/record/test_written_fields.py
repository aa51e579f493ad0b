"""Every field of a move or an event in which a person can write freely is put aside: none ends up in the chain."""

from typing import get_args

from msgspec.inspect import StrType, type_info

from game_engine import Event, Move
from wargame.record.tokens import WRITTEN

# Words of the rules and of the scenario, checked by the engine: nobody writes them.
OF_THE_RULES = {"action", "demand", "host", "offer", "scenario", "seat"}


def test_no_free_text_is_in_a_move_or_an_event_unknown_to_the_record():
    found = set()
    for part in (*get_args(Move), *get_args(Event)):
        info = type_info(part)
        found |= {
            (info.tag, field.name)
            for field in info.fields
            if isinstance(field.type, StrType) and field.name not in OF_THE_RULES
        }
    assert found == {(kind, field) for kind, fields in WRITTEN.items() for field in fields}

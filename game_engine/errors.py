"""What the engine refuses, and how it says so.

EngineError
├── IllegalMove        a seat tried what it may not do; `code` is stable, `detail` names the offending part
├── ScenarioError      a scenario file is wrong; `path` says where, `expected` says what belongs there
└── CodecError         stored data cannot be read: unknown schema, damaged record
"""

from __future__ import annotations


class EngineError(Exception):
    """The root of every refusal the engine makes on purpose."""


class IllegalMove(EngineError):
    """A move that the rules refuse. Nothing has changed.

    `code` is one of CODES; `detail` is the part of the move at fault (a field, a kind), never a hidden fact.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        assert code in CODES, code
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type[IllegalMove], tuple[str, str]]:
        """Pickles it whole for another process: its one argument is not what it was made of."""
        return type(self), (self.code, self.detail)


class ScenarioError(EngineError):
    """A scenario that cannot be played: where the fault is, and what was expected there."""

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(f"{path}: {expected}")
        self.path = path
        self.expected = expected

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[str, str]]:
        """Pickles it whole for another process."""
        return type(self), (self.path, self.expected)


class CodecError(EngineError):
    """Stored data that this engine cannot read."""


CODES: frozenset[str] = frozenset(
    {
        "over",  # the round has ended
        "not_seated",  # no such seat in this round, or the standing policy plays it
        "wrong_phase",  # the contest is over and this belongs to it, or the day after has not come
        "bad_recipient",  # to nobody, to itself, to a seat that is not in the round, or twice to the same
        "bad_text",  # empty, or with control characters
        "too_long",  # text over the cap
        "too_many",  # more open offers, terms or asks than a seat may have
        "empty_offer",  # neither terms nor asks
        "not_yours_to_give",  # a term that is not in the issuer's power
        "not_theirs_to_give",  # an ask or a demand that a recipient cannot meet
        "bad_term",  # a field that is missing, out of range or does not belong to this kind
        "bad_turn",  # a date that is past or beyond the last turn
        "no_such_offer",  # no offer by that name that this seat may see
        "not_addressed",  # the offer is not to this seat
        "already_answered",  # this seat has answered, or the offer is no longer open
        "not_yours",  # only its issuer (or a co-signer) may withdraw it
        "cannot_cosign",  # the issuer, a recipient or a seat that has signed already
        "unknown_order",  # no such order in this seat's menu now
        "wrong_slot",  # a main order given as a minor one, or the reverse
        "unavailable",  # in the menu, but its condition (an open exile, a tabled amnesty) does not hold
        "bad_action",  # a threat with an action that this seat cannot order
        "bad_cells",  # a cell that is not this seat's to command, or named twice
    }
)

"""The private facts for which a scenario may have a sentence, by role."""

from __future__ import annotations

from game_engine.vocabulary import Role

FACTS: dict[Role, frozenset[str]] = {
    "coercer": frozenset({"resolved", "incident"}),
    "opposition": frozenset({"vengeful"}),
    "officer": frozenset({"implicated"}),
}

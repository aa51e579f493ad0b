"""A seat's private facts, spoken to that seat."""

from typing import Any

from django.utils.translation import gettext

from wargame.speech import grammar
from wargame.speech.phrases import Phrases

ROLES = {"coercer": ("resolved", "incident"), "opposition": ("vengeful",), "officer": ("implicated",)}


def sentences(speak: Phrases, facts: Any) -> list[str]:
    """Sentences for a Private of the engine: the scenario's for facts that hold or not, ours for numbers."""
    role = str(type(facts).__struct_config__.tag)
    known = {name: bool(getattr(facts, name)) for name in ROLES.get(role, ())}
    rule = speak.scenario.role_rule(role) if role in ROLES else None
    texts = [
        speak.of(secret.text)
        for secret in (rule.secrets if rule else [])
        if known.get(secret.fact) is secret.value
    ]
    return texts + [grammar.sentence(text) for text in NUMBERS.get(role, lambda _: [])(facts)]


def _opposition(facts: Any) -> list[str]:
    words = {"temptation": grammar.out_of_ten(facts.temptation)}
    return [gettext("your temptation to prosecute after all: %(temptation)s of 10") % words]


def _leadership(facts: Any) -> list[str]:
    words = {"worth": grammar.number(facts.exile_value * 100)}
    lines = [gettext("a wholly safe exile would be worth %(worth)s points to you") % words]
    if round(abs(facts.distrust), 2) > 0:
        words = {"distrust": grammar.out_of_ten(abs(facts.distrust))}
        safer = gettext("you think every host safer than the public record says, by %(distrust)s of 10")
        less_safe = gettext(
            "you think every host less safe than the public record says, by %(distrust)s of 10"
        )
        lines.append((safer if facts.distrust > 0 else less_safe) % words)
    words = {"weight": grammar.per_cent(facts.risk_discount)}
    lines.append(
        gettext("by temper you count only %(weight)s of what a fall would cost you beyond your office")
        % words
    )
    return lines


def _patrons(facts: Any) -> list[str]:
    words = {"limit": grammar.out_of_ten(facts.limit)}
    return [
        gettext("beyond support of %(limit)s, another turn of it costs you more than it is worth") % words
    ]


NUMBERS = {"opposition": _opposition, "leadership": _leadership, "patrons": _patrons}

"""Every text of a scenario with its path and its readers; what they give away, and whether they fit their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from msgspec import Struct

from game_engine.analysis.fairness.examination import Remark
from game_engine.languages import ENGLISH, LANGUAGES, Text
from game_engine.scenario import Scenario

LONGEST: dict[str, int] = {
    "title": 48,
    "summary": 420,
    "role.name": 32,
    "role.goal": 150,
    "role.brief": 1500,
    "secret": 260,
    "order.name": 40,
    "order.hint": 170,
    "undertaking.name": 40,
    "undertaking.will": 80,
    "host.name": 40,
    "track": 36,
    "end.name": 48,
    "end.text": 170,
    "briefing": 260,
    "lesson": 300,
}
"""Letters that a text of each kind may have before it gets in the way on a phone of 390 points."""

QUOTE = 7
"""So many of the same words in a row are a quotation."""

SHORT = 24
"""Texts of fewer letters may be of very different length in two languages."""

LOPSIDED = 1.9


class Passage(NamedTuple):
    """A text, where it stands in the file, what kind it is, and the roles that read it (none: everybody)."""

    path: str
    kind: str
    text: Text
    readers: frozenset[str] = frozenset()


def passages(scenario: Scenario) -> Iterator[Passage]:
    """Every text of a scenario but its sources, which nobody reads in play."""
    yield Passage("title", "title", scenario.title)
    yield Passage("summary", "summary", scenario.summary)
    for role in scenario.roles:
        path, own = f"roles[{role.role}]", frozenset({role.role})
        yield Passage(f"{path}.name", "role.name", role.name)
        yield Passage(f"{path}.goal", "role.goal", role.goal)
        yield Passage(f"{path}.brief", "role.brief", role.brief, own)
        for number, secret in enumerate(role.secrets):
            yield Passage(f"{path}.secrets[{number}].text", "secret", secret.text, own)
    for order in scenario.orders:
        path = f"orders[{order.role}.{order.kind}]"
        for name, text in _entries(order, dict):
            yield Passage(f"{path}.{name}", f"order.{name}", text)
    for undertaking in scenario.undertakings:
        for name, text in _entries(undertaking, dict):
            kind = "undertaking.name" if name == "name" else "undertaking.will"
            yield Passage(f"undertakings[{undertaking.kind}].{name}", kind, text)
    if scenario.strike is not None:
        yield Passage("strike", "host.name", scenario.strike)
    if scenario.incident is not None:
        yield Passage("incident.name", "host.name", scenario.incident.name)
        for name in ("confirmed", "refuted"):
            text = getattr(scenario.incident, name)
            yield Passage(f"incident.{name}", "briefing", text, frozenset({"coercer", "legislature"}))
    for host in scenario.hosts:
        yield Passage(f"hosts[{host.id}].name", "host.name", host.name)
    for name, text in scenario.tracks.items():
        yield Passage(f"tracks.{name}", "track", text)
    for end, rule in scenario.ends.items():
        yield Passage(f"ends.{end}.name", "end.name", rule.name)
        yield Passage(f"ends.{end}.text", "end.text", rule.text)
    for number, lesson in enumerate(scenario.lessons):
        readers = frozenset({lesson.role}) if lesson.role else frozenset[str]()
        yield Passage(f"lessons[{number}].text", "lesson", lesson.text, readers)


def leaks(scenario: Scenario) -> Iterator[Remark]:
    """Private sentences that others can read, and hidden numbers that anybody can."""
    everything = list(passages(scenario))
    for secret in (passage for passage in everything if passage.kind == "secret"):
        for other in everything:
            # What a briefing says may be what the coercer knew: that is what a briefing is.
            if other.readers != secret.readers and other.kind != "briefing":
                yield from _quoted(secret, other)
    hidden = _hidden_numbers(scenario)
    for passage in everything:
        yield from _numbers(passage, hidden)


def fit(scenario: Scenario) -> Iterator[Remark]:
    """Texts too long for where they stand, and pairs of languages that cannot both be right."""
    for passage in passages(scenario):
        most = LONGEST.get(passage.kind, 170)
        for language, words in passage.text.items():
            if len(words) > most:
                text = f"{len(words)} letters in a place for {most}: too long for a phone"
                yield Remark("warning", "long text", f"{passage.path}.{language}", text)
        for code in LANGUAGES:
            if code != ENGLISH and code in passage.text:
                yield from _translation(passage, code)
    yield from _untranslated(scenario)
    yield from _one_sided_facts(scenario)


Kept = TypeVar("Kept")


def _entries(rule: Struct, kind: type[Kept]) -> Iterator[tuple[str, Kept]]:
    """The entries of a rule that are of that kind, by name."""
    for name in rule.__struct_fields__:
        value = getattr(rule, name)
        if isinstance(value, kind):
            yield name, value


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _quoted(secret: Passage, other: Passage) -> Iterator[Remark]:
    for language, private in secret.text.items():
        words = _words(private)
        size = min(QUOTE, len(words))
        runs = {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}
        read = _words(other.text.get(language, ""))
        for at in range(len(read) - size + 1):
            if tuple(read[at : at + size]) in runs:
                quote = " ".join(read[at : at + size])
                text = f"quotes {secret.path}, which only {', '.join(sorted(secret.readers))} may read: «{quote}»"
                yield Remark("error", "leak", f"{other.path}.{language}", text)
                break


def _hidden_numbers(scenario: Scenario) -> dict[str, float]:
    """Numbers that no player may know, by path; only those of two digits or more: one may stand for anything."""
    hidden = {"start.cohesion": scenario.start.cohesion}
    hidden |= {f"types.{name}": value for name, value in _entries(scenario.types, float)}
    return {path: value for path, value in hidden.items() if abs(value * 10 - round(value * 10)) > 1e-9}


def _numbers(passage: Passage, hidden: Mapping[str, float]) -> Iterator[Remark]:
    for language, words in passage.text.items():
        found = set(re.findall(r"(?<![\d.,])0?[.,](\d{2,3})(?!\d)", words))
        found |= set(re.findall(r"(?<![\d.,])(\d{2})\s?(?:%|per cent|percent|por ciento)", words))
        for path, value in hidden.items():
            if f"{abs(value):.3f}"[2:].rstrip("0") in {digits.rstrip("0") for digits in found}:
                text = f"gives away {path}, which no player may know: {value:g}"
                yield Remark("error", "leak", f"{passage.path}.{language}", text)


def _untranslated(scenario: Scenario) -> Iterator[Remark]:
    """A note a language in which texts are missing: they are read in English."""
    for code, language in LANGUAGES.items():
        lacking = [passage.path for passage in passages(scenario) if code not in passage.text]
        if lacking:
            text = f"{len(lacking)} texts have no {language.english} and are read in English: {lacking[0]}"
            yield Remark("warning", "translation", code, text + (" and on" if len(lacking) > 1 else ""))


def _translation(passage: Passage, code: str) -> Iterator[Remark]:
    """A text in English and in another language that cannot both be right."""
    language = LANGUAGES[code]
    english, other = passage.text[ENGLISH].strip(), passage.text[code].strip()
    if english == other and len(_words(english)) > 2:
        text = f"the same words in English and in {language.english}"
        yield Remark("warning", "translation", passage.path, text)
    long, short = max(len(english), len(other)), min(len(english), len(other))
    if long > SHORT and long > LOPSIDED * short:
        text = (
            f"{len(english)} letters in English and {len(other)} in {language.english}: do both say the same?"
        )
        yield Remark("warning", "translation", passage.path, text)


def _one_sided_facts(scenario: Scenario) -> Iterator[Remark]:
    """Facts with a sentence for one value and none for the other: one seat in two would be given nothing."""
    for role in scenario.roles:
        given = {(secret.fact, secret.value) for secret in role.secrets}
        for fact in sorted({fact for fact, _ in given}):
            for value in (True, False):
                if (fact, value) not in given:
                    text = f"no sentence for {fact} = {str(value).lower()}, though there is one for the other"
                    yield Remark("warning", "half a secret", f"roles[{role.role}].secrets", text)

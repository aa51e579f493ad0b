"""manila-1986: another crisis in data alone. It speaks of itself only, in both languages, and plays to its ends."""

from __future__ import annotations

import re

import pytest

from game_engine import ENDS, End, Scenario, load_scenario, play_rounds, simulate
from game_engine.scenarios.wording import texts

NAME = "manila-1986"

ELSEWHERE = (
    r"venez\w*",
    r"carac\w*",
    r"chavis\w*",
    r"bolivar\w*",
    r"carib\w*",
    r"fleets?",
    r"flotas?",
    r"ships?",
    r"buques?",
    r"at sea",
    r"en el mar",
    r"offshore",
    r"frente a la costa",
    r"gulf",
    r"golfo",
    r"haití?",
    r"2016",
    r"2019",
    r"2025",
)
"""Words of other crises; none belongs in a text of this one."""

ROUNDS, SEED = 150, 1986
SHARES: dict[End, tuple[float, float]] = {
    "backed_down": (0.76, 0.97),
    "pact": (0.01, 0.19),
    "exile": (0.0, 0.09),
    "breach": (0.0, 0.05),
    "coup": (0.0, 0.03),
}
"""About four standard errors of so small a sample round the shares of docs/history/manila-1986.md."""

SENTENCE = 40
"""From so many letters on, a text has in one language about the length that it has in the other."""

PERSONS = (r"marcos", r"aquino", r"enrile", r"ramos", r"honasan", r"laxalt", r"reagan", r"cory", r"imelda")
"""Roles are played, no persons: no name of one is in play."""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario(NAME)


@pytest.mark.parametrize("word", [*ELSEWHERE, *PERSONS])
def test_no_text_speaks_of_another_crisis_or_names_a_person(scenario: Scenario, word: str) -> None:
    found = [
        path
        for path, text in texts(scenario)
        for said in (text["en"], text["es"])
        if re.search(rf"\b{word}\b", said, re.IGNORECASE)
    ]
    assert found == []


def test_both_languages_say_everything_in_their_own_words(scenario: Scenario) -> None:
    alike = {path for path, text in texts(scenario) if text["en"] == text["es"]}
    assert len(list(texts(scenario))) > 100
    assert alike == set()
    for path, text in texts(scenario):
        assert text["en"].count("\n\n") == text["es"].count("\n\n"), path
        if len(text["en"]) > SENTENCE:
            assert 0.7 < len(text["es"]) / len(text["en"]) < 1.6, path


def test_nobody_can_send_threaten_or_use_force(scenario: Scenario) -> None:
    orders = {order.kind for order in scenario.orders if order.role == "coercer"}
    assert orders == {"hold", "sanctions_up", "sanctions_down", "guarantee_exile", "back_amnesty"}
    assert scenario.start.buildup == 0
    assert {rule.role for rule in scenario.roles} == {
        "coercer",
        "opposition",
        "leadership",
        "officer",
        "region",
    }


def test_rounds_between_bots_reach_an_end_without_force() -> None:
    scenario = load_scenario(NAME)
    ends = {one.end for one in play_rounds(scenario, 7, range(12))}
    assert ends <= set(ENDS) - {"removal_collapses", "removal_persists", "stand_off"}


def test_the_ends_come_as_often_as_the_page_says() -> None:
    played = simulate(load_scenario(NAME), rounds=ROUNDS, seed=SEED)
    for end, (least, most) in SHARES.items():
        assert least <= played.outcomes[end] <= most, (end, played.outcomes)

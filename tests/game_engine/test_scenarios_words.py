"""What a writer of scenarios reads when something is wrong: what belongs there, what was found, and what was meant."""

from __future__ import annotations

import pytest

from game_engine import ScenarioError, parse_scenario
from tests.game_engine.scenario_files import changed, refused

EXTENDS = 'extends = "first-steps"\n'
ROLES = "coercer, opposition, leadership, officer, legislature, region, patrons"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[orders]]\nrole = 'coercer'\nkind = 'raise_bildup'",
         ("orders[coercer.raise_bildup].kind: no such order for coercer; one of ", "did you mean raise_buildup?")),
        ("[[undertakings]]\nkind = 'hold_fier'\nname.en = 'x'",
         ("undertakings[hold_fier].kind: no undertaking of that name to change; did you mean hold_fire? (a new",)),
        ("[start]\nlegal = 7", ("start.legal: a number from 0 to 1; found 7",)),
        ("[start]\nlegal = '0,4'",
         ("start.legal: a number from 0 to 1; found \"0,4\": write it without quotes and with a decimal point",)),
        ("turns = true", ("turns: a whole number from 1 to 52; found true",)),
        ("[start]\nlegl = 0.1", ("start.legl: nothing: there is no such entry; did you mean legal?",)),
        ("trun = 3", ("trun: nothing: there is no such entry; did you mean turns?",)),
        ("[[roles]]\nrole = 'us'", (f"one of {ROLES}; found \"us\"", "roles are meant, not seats")),
        ("[[hosts]]\nid = 'x'\nquality = 0.5\noffered_by = ['us']\nname = {en = 'x', es = 'x'}",
         ("hosts[x].offered_by[0]: one of coercer", "roles are meant, not seats")),
        ("id = 'The Rebels'", ("id: small letters, digits, - and _, as in the-rebels; found \"The Rebels\"",)),
        ("starts = '7 July 2003'", ("starts: a day, as 2003-07-07; found \"7 July 2003\"",)),
        ("starts = 2003-07-07", ("starts: a day in quotes, as \"2003-07-07\"; found a date without quotes",)),
        ("[ends.standoff]\nname = {en = 'x', es = 'x'}",
         ("ends: one of exile, pact, breach, coup, ", "; found \"standoff\"; did you mean stand_off?")),
        ("[summary]\nen = 'It {grows}.'", ("summary.en: no braces { } in this text", "found {grows}")),
        ("[[undertakings]]\nkind = 'amnesty'\nname.en = '{breadth}'", (".name.en: no braces { } in this text",)),
        ("[[undertakings]]\nkind = 'amnesty'\nwill.en = '{host}'", ("no braces but these: {breadth}, {crimes}",)),
        ("[[roles]]\nrole = 'opposition'\nsecrets = [{fact = 'vengful', value = true, text = {en = 'x', es = 'x'}}]",
         ("one of vengeful; found \"vengful\"; did you mean vengeful?",)),
        ("[start]\nlegal = 0,4", ("line 3: a decimal point and no comma, as 0.58; found legal = 0,4",)),
        ("[title]\nen = “Mine”", ("line 3: straight quotes",)),
        ("[orders]\nrole = 'coercer'", ("orders: [[orders]], with double brackets, over each of its lines",)),
        ("[[start]]\nlegal = 0.4", ("start: [start], with single brackets; found a list",)),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_do(text: str, says: tuple[str, ...]) -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(EXTENDS + text)
    for part in says:
        assert part in str(caught.value)
    assert "regex" not in str(caught.value)


def test_a_file_that_extends_none_is_told_of_the_base() -> None:
    assert refused("schema = 1").expected == (
        'a value: this entry is required (this file extends none; extends = "_standard" perhaps?)'
    )
    assert "extends" not in refused(changed("start", "cohesion", 7)).expected


def test_only_what_is_built_in_can_be_extended() -> None:
    said = refused('extends = "standard"').expected
    assert said.startswith("built in, one of _standard, ")
    assert said.endswith('found "standard"; did you mean _standard?')


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_to_be_saved_as_utf_8(encoding: str) -> None:
    assert refused('title = "Señal"'.encode(encoding)).expected.endswith("save the file as UTF-8")


def test_a_file_that_stands_alone_may_have_undertakings_of_its_own() -> None:
    rule = {"kind": "bow", "roles": ["region"], "how": "after"}
    text = {"en": "bow", "es": "inclinarse"}
    scenario = parse_scenario(changed("undertakings", 22, {**rule, "name": text, "will": text, "does": text}))
    assert scenario.undertaking_rule("bow") is not None


@pytest.mark.parametrize("key", ["a.b", "«»", "", "x" * 79])
def test_keys_of_odd_letters_are_refused_all_the_same(key: str) -> None:
    refused(changed("tracks", key, 3))
    refused(changed("tracks", key, {"en": "x"}))
    refused(changed("ends", key, {"name": 3}))
    refused(changed("start", key, 3))
    refused(changed("parameters", "amnesty", "backing", key, 3))

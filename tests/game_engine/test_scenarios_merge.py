"""Files that extend others: what is inherited, what is changed, what falls away, and what leads nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from game_engine import ScenarioError, load_scenario, parse_scenario, scenario_names
from game_engine.scenarios import load
from game_engine.scenarios.merge import merged, named, without_absent

BASE: dict[str, Any] = {
    "turns": 3,
    "start": {"legal": 0.1, "host": "far"},
    "roles": [{"role": "region", "goal": {"en": "calm", "es": "calma"}}, {"role": "patrons"}],
    "orders": [
        {"role": "region", "kind": "mediate", "slot": "main", "name": {"en": "mediate", "es": "mediar"}},
        {"role": "region", "kind": "neutral", "slot": "main"},
        {"role": "patrons", "kind": "quiet", "slot": "main"},
    ],
    "undertakings": [{"kind": "monitors", "roles": ["region", "patrons"], "how": "order"}],
    "hosts": [
        {"id": "far", "offered_by": ["patrons"]},
        {"id": "near", "offered_by": ["region", "patrons"]},
    ],
    "standing": [
        {"role": "region", "main": "mediate", "track": "legal"},
        {"role": "region", "main": "neutral"},
        {"role": "patrons", "main": "quiet"},
    ],
    "lessons": [{"turn": 1, "role": "patrons"}, {"turn": 1}],
}


def refused(text: str) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text)
    return caught.value


def test_tables_merge_and_single_values_win() -> None:
    result = merged(BASE, {"turns": 5, "start": {"legal": 0.2}})
    assert (result["turns"], result["start"]) == (5, {"legal": 0.2, "host": "far"})
    assert BASE["turns"] == 3


def test_a_line_of_a_known_key_changes_only_what_it_gives() -> None:
    line = {"role": "region", "kind": "mediate", "name": {"en": "talk"}}
    result = merged(BASE, {"orders": [line]})
    assert result["orders"] == [
        {"role": "region", "kind": "mediate", "slot": "main", "name": {"en": "talk", "es": "mediar"}},
        *BASE["orders"][1:],
    ]


def test_a_line_of_a_new_key_is_added_at_the_end() -> None:
    line = {"role": "patrons", "kind": "mediate", "slot": "main"}
    assert merged(BASE, {"orders": [line]})["orders"] == [*BASE["orders"], line]
    assert merged(BASE, {"roles": [{"role": "us"}]})["roles"] == [*BASE["roles"], {"role": "us"}]


def test_a_key_that_is_given_twice_stays_twice() -> None:
    twice = {"role": "region", "kind": "mediate"}
    kinds = [line["kind"] for line in merged(BASE, {"orders": [twice, twice]})["orders"]]
    assert kinds == ["mediate", "neutral", "quiet", "mediate"]


def test_drop_takes_a_line_away() -> None:
    result = merged(BASE, {"orders": [{"role": "region", "kind": "neutral", "drop": True}]})
    assert [line["kind"] for line in result["orders"]] == ["mediate", "quiet"]


def test_a_table_may_drop_what_it_would_inherit() -> None:
    assert merged(BASE, {"start": {"drop": ["host"]}})["start"] == {"legal": 0.1}
    assert merged(BASE, {"start": {"drop": ["host"], "legal": 0.3}})["start"] == {"legal": 0.3}


@pytest.mark.parametrize("drop", [["harbour"], "host", True, [["host"]]])
def test_a_table_drops_only_what_is_there(drop: object) -> None:
    with pytest.raises(ScenarioError) as caught:
        merged(BASE, {"start": {"drop": drop}})
    assert caught.value.path == "start.drop"


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ({"role": "region", "kind": "sail", "drop": True}, "orders[0].drop"),
        ({"role": "region", "kind": "neutral", "drop": False}, "orders[0].drop"),
        ({"role": "region", "kind": "neutral", "drop": "yes"}, "orders[0].drop"),
        ({"role": "region", "kind": "neutral", "drop": True, "slot": "main"}, "orders[0].slot"),
        ({"role": "region", "drop": True}, "orders[0].drop"),
    ],
)
def test_a_drop_that_means_nothing_is_refused(line: dict[str, Any], path: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        merged(BASE, {"orders": [line]})
    assert caught.value.path == path


def test_a_table_can_drop_entries() -> None:
    result = merged(BASE, {"start": {"drop": ["host"], "guarantee": 0.5}})
    assert result["start"] == {"legal": 0.1, "guarantee": 0.5}
    for wrong in (True, "host", ["mood"], [3], [["host"]]):
        with pytest.raises(ScenarioError) as caught:
            merged(BASE, {"start": {"drop": wrong}})
        assert caught.value.path == "start.drop"


def test_hosts_and_lessons_are_replaced_as_a_whole() -> None:
    result = merged(BASE, {"hosts": [{"id": "here"}], "lessons": []})
    assert (result["hosts"], result["lessons"]) == ([{"id": "here"}], [])


def test_a_standing_policy_is_replaced_role_by_role() -> None:
    result = merged(BASE, {"standing": [{"role": "region", "main": "mediate"}]})
    assert result["standing"] == [BASE["standing"][2], {"role": "region", "main": "mediate"}]
    assert merged(BASE, {"standing": []})["standing"] == []


@pytest.mark.parametrize(
    "wrong", [3, "x", {}, [3], [None], [[]], [{"role": 3}], [{"role": ["a"], "roles": [[]], "kind": {}}]]
)
@pytest.mark.parametrize("name", ["roles", "orders", "undertakings", "hosts", "standing", "lessons"])
def test_whatever_is_no_list_of_lines_is_left_for_the_types(name: str, wrong: Any) -> None:
    own = {name: wrong}
    without_absent(merged(BASE, own), own)


def test_what_hangs_on_an_absent_role_falls_away() -> None:
    own = {"roles": [{"role": "patrons", "drop": True}]}
    result = without_absent(merged(BASE, own), own)
    assert [line["kind"] for line in result["orders"]] == ["mediate", "neutral"]
    assert result["undertakings"][0]["roles"] == ["region"]
    assert result["hosts"] == [{"id": "near", "offered_by": ["region"]}]
    assert [line["role"] for line in result["standing"]] == ["region", "region"]
    assert result["lessons"] == [{"turn": 1}]


def test_what_the_file_itself_says_of_an_absent_role_stays_to_be_refused() -> None:
    own = {
        "roles": [{"role": "patrons", "drop": True}],
        "orders": [{"role": "patrons", "kind": "quiet", "hint": {}}],
        "hosts": [{"id": "far", "offered_by": ["patrons"]}],
        "standing": [{"role": "patrons", "main": "quiet"}],
    }
    result = without_absent(merged(BASE, own), own)
    assert result["orders"][-1] == {"role": "patrons", "kind": "quiet", "slot": "main", "hint": {}}
    assert result["hosts"] == own["hosts"]
    assert result["standing"][-1] == own["standing"][0]


def test_a_place_in_a_merged_list_is_named_by_its_key() -> None:
    assert named("orders[1].hint.en", BASE) == "orders[region.neutral].hint.en"
    assert named("undertakings[0].order", BASE) == "undertakings[monitors].order"
    assert named("hosts[1]", BASE) == "hosts[near]"
    assert named("standing[1].main", BASE) == "standing[region.1].main"
    assert named("standing[2].main", BASE) == "standing[patrons.0].main"
    for same in ("orders", "orders[99].slot", "start.legal", "lessons[0].text"):
        assert named(same, BASE) == same
    assert named("orders[0].kind", {"orders": [{"kind": 3}]}) == "orders[0].kind"


# ------------------------------------------------------------------------------------------------- whole files


def test_bases_are_no_scenarios() -> None:
    assert "_standard" in load._file_names()
    assert "_standard" not in scenario_names()
    with pytest.raises(ScenarioError) as caught:
        load_scenario("_standard")
    assert "_standard" not in caught.value.expected
    assert refused('extends = "_standard"').path in ("id", "schema")


def test_the_faults_of_a_file_that_extends_are_named_by_key() -> None:
    text = 'extends = "venezuela-2025"\n[[orders]]\nrole = "region"\nkind = "mediate"\n'
    assert refused(text + "phase = 'day_after'").path == "orders[region.mediate].phase"
    assert refused(text + "slot = 'third'").path == "orders[region.mediate].slot"
    assert refused(text + 'hint = { en = "a\\u202eb" }').path == "orders[0].hint.en"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(load, "_folder", lambda: tmp_path)
    return tmp_path


def test_files_that_extend_in_a_circle(shelf: Path) -> None:
    (shelf / "one.toml").write_text('extends = "two"')
    (shelf / "two.toml").write_text('extends = "one"')
    (shelf / "self.toml").write_text('extends = "self"')
    fault = refused('extends = "one"')
    assert fault.path == "extends"
    assert "one → two → one" in fault.expected
    assert "self → self" in refused('extends = "self"').expected


def test_too_many_files_one_above_the_other(shelf: Path) -> None:
    for number in range(9):
        (shelf / f"file-{number}.toml").write_text(f'extends = "file-{number + 1}"')
    (shelf / "file-9.toml").write_text("turns = 3")
    assert "at most 4" in refused('extends = "file-0"').expected
    assert refused('extends = "file-6"').path == "schema"


def test_a_fault_in_what_is_extended_is_told(shelf: Path) -> None:
    (shelf / "torn.toml").write_text("[start]\nlegal = nan\n")
    assert refused('extends = "torn"').path == "start.legal"

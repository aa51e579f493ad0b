"""Scenario files of one's own: what loads is on offer, what does not is left out and told once."""

import logging
import os
from importlib.resources import files
from pathlib import Path

import pytest
from django.test import Client

from game_engine import ScenarioError, load_scenario, scenario_names
from game_engine.scenarios import load
from wargame import scenario_files
from wargame.agents.opening import Wanted, open_for_scripts

MINE = 'extends = "first-steps"\nid = "mine"\n[title]\nen = "All mine"\nes = "Todo mío"\n'


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.SCENARIOS_DIR = tmp_path
    return tmp_path


@pytest.fixture
def builtin_folder(monkeypatch, tmp_path) -> Path:
    """The folder of those that come with Offramp, as a copy that a test can spoil."""
    shelf = tmp_path / "with-offramp"
    shelf.mkdir()
    for name in ("_standard", "first-steps", "venezuela-2025", "venezuela-2025-class"):
        text = files("game_engine.scenarios").joinpath(f"{name}.toml").read_text("utf-8")
        (shelf / f"{name}.toml").write_text(text, "utf-8")
    monkeypatch.setattr(load, "_folder", lambda: shelf)
    caches = (load_scenario, scenario_files._built_in)
    for one in caches:
        one.cache_clear()
    yield shelf
    monkeypatch.undo()
    for one in caches:
        one.cache_clear()


def ids() -> list[str]:
    return [one.id for one in scenario_files.offered()]


def test_a_file_of_ones_own_is_on_its_shelf_and_can_be_played(folder, db, alice_client):
    (folder / "mine.toml").write_text(MINE, "utf-8")
    assert ids() == [*scenario_names(), "mine"]
    assert "All mine" in Client().get("/").content.decode()
    assert 'value="mine"' in alice_client.get("/exercises/new/").content.decode()
    assert Client().post("/try/", {"scenario": "mine"})["Location"].startswith("/table/")
    assert open_for_scripts(Wanted("mine", 1, start=False))["scenario"] == "mine"


def test_a_file_that_is_changed_is_read_again(folder):
    file = folder / "mine.toml"
    file.write_text(MINE, "utf-8")
    assert list(scenario_files.offered())[-1].title["en"] == "All mine"
    file.write_text(MINE.replace("All mine", "Still mine"), "utf-8")
    assert list(scenario_files.offered())[-1].title["en"] == "Still mine"
    file.unlink()
    assert "mine" not in ids()


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("torn.toml", "turns = ", "file: "),
        ("other.toml", MINE, "id: the name of its file, other; found mine"),
        ("first-steps.toml", MINE.replace("mine", "first-steps", 1), "id: another than first-steps"),
        ("Mine.toml", MINE, "file: a name of small letters"),
        ("loop.toml", None, "a file that can be read"),
        ("pipe.toml", "|", "a file"),
    ],
)
def test_what_does_not_load_is_left_out_and_told_once(folder, caplog, name, text, fault):
    path = folder / name
    if text is None:
        path.symlink_to(path)
    elif text == "|":
        os.mkfifo(path)
    else:
        path.write_text(text, "utf-8")
    (folder / "_draft.toml").write_text("turns = ", "utf-8")
    with caplog.at_level(logging.WARNING, logger="wargame"):
        assert ids() == list(scenario_names())
        assert ids() == list(scenario_names())
    said = [record.getMessage() for record in caplog.records if record.name == "wargame.scenario_files"]
    if text is None:
        assert said == []
        return
    assert len(said) == 1
    assert said[0].startswith(f"left out: {path}: ")
    assert fault in said[0]


def test_one_bad_file_does_not_take_the_site_down(builtin_folder, caplog, db, alice_client):
    (builtin_folder / "torn.toml").write_text("turns = 0", "utf-8")
    (builtin_folder / "twin.toml").write_text('extends = "first-steps"', "utf-8")
    with caplog.at_level(logging.WARNING, logger="wargame"):
        for page in ("/", "/try/", "/try/?scenario=torn"):
            answer = Client().get(page)
            assert answer.status_code == 200
            assert 'value="torn"' not in answer.content.decode()
        assert alice_client.get("/exercises/new/?scenario=torn").status_code == 200
    said = [record.getMessage() for record in caplog.records if "left out" in record.getMessage()]
    assert len(said) == 2
    assert said[0].startswith("left out: torn.toml: ")
    assert said[1] == "left out: twin.toml: id: the name of its file, twin; found first-steps"


def test_without_the_usual_scenario_the_first_is_chosen(builtin_folder, db, alice_client):
    for name in ("first-steps", "venezuela-2025-class"):
        (builtin_folder / f"{name}.toml").write_text("turns = 0", "utf-8")
    for page in ("/", "/try/"):
        assert 'value="venezuela-2025"' in Client().get(page).content.decode()
    assert alice_client.get("/exercises/new/").status_code == 200


def test_an_exercise_of_a_file_by_its_path(tmp_path, db):
    file = tmp_path / "mine.toml"
    file.write_text(MINE, "utf-8")
    assert open_for_scripts(Wanted(str(file), 1, start=False))["scenario"] == "mine"
    with pytest.raises(ScenarioError, match="no such file"):
        open_for_scripts(Wanted(str(tmp_path / "gone.toml"), 1))
    file.rename(tmp_path / "yours.toml")
    with pytest.raises(ScenarioError, match="the name of its file, yours"):
        open_for_scripts(Wanted(str(tmp_path / "yours.toml"), 1))


def test_researchers_name_a_file_of_the_folder_as_they_name_the_others(folder):
    (folder / "mine.toml").write_text(MINE, "utf-8")
    assert scenario_files.scenario_at("mine", {"turns": "3"}).turns == 3
    with pytest.raises(ScenarioError, match=r"mine; found '\.\./mine'"):
        scenario_files.scenario_at("../mine")

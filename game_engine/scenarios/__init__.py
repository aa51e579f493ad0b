"""Scenario files: reading, checking and storing them."""

from game_engine.scenarios.load import load_scenario, parse_scenario, scenario_names
from game_engine.scenarios.schema import scenario_reference, scenario_schema
from game_engine.scenarios.stored import dump_scenario, read_scenario

__all__ = [
    "dump_scenario",
    "load_scenario",
    "parse_scenario",
    "read_scenario",
    "scenario_names",
    "scenario_reference",
    "scenario_schema",
]

"""The commands for scripts, against a whole Offramp that runs."""

import asyncio
import json
import os
import subprocess
import sys
import urllib.request

import pytest
from websockets.sync.client import connect

from tests.processes import ROOT
from wargame.agents.agent import Agent
from wargame.supervisor.ports import free_port


def manage(env, *arguments):
    argv = [sys.executable, "manage.py", *arguments]
    return subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


def opened(supervised, *arguments):
    return json.loads(supervised.manage("open_exercise", *arguments, "--format", "json"))


def test_opened_exercise_has_a_door_for_everyone(supervised):
    found = opened(supervised, "first-steps", "--rounds", "2", "--bots", "leadership, officer-1")
    assert set(found) >= {"exercise", "facilitator_url", "rounds"}
    assert len(found["rounds"]) == 2
    for one in found["rounds"]:
        assert one["socket_url"] == f"ws://127.0.0.1:{supervised.port}/ws/v1/rounds/{one['id']}/"
        assert [seat["seat"] for seat in one["seats"]] == ["us", "opposition"]
        for seat in one["seats"]:
            with urllib.request.urlopen(seat["join_url"], timeout=10) as page:
                assert page.status == 200
            for url in (seat["socket_url"], one["socket_url"]):
                headers = {"Authorization": f"Bearer {seat['token']}"}
                with connect(url, additional_headers=headers, compression=None) as socket:
                    socket.send('{"t":"hello"}')
                    assert json.loads(socket.recv(timeout=10))["seat"] == seat["seat"]
    with urllib.request.urlopen(found["facilitator_url"], timeout=10) as page:
        assert page.status == 200


def test_agent_plays_one_seat_among_bots_to_the_end(supervised):
    found = opened(supervised, "first-steps", "--bots", "opposition,leadership,officer-1")
    seat = found["rounds"][0]["seats"][0]
    agent = Agent(seat["socket_url"], seat["token"], seed=5)
    end = asyncio.run(agent.play())
    assert end
    assert agent.view["phase"] == "over"
    assert len(agent.timings.reports) >= 2


@pytest.mark.parametrize("scenario", ["first-steps", "venezuela-2025", "venezuela-2025-class"])
def test_rounds_are_played_to_the_end_over_the_socket(supervised, scenario):
    played = json.loads(supervised.manage("play", scenario, "--rounds", "2", "--format", "json"))
    assert sum(played["outcomes"].values()) == played["rounds"] == 2
    assert played["failed"] == []
    assert set(played["refused"]) <= {"already_answered", "unavailable"}
    assert 0 < played["ack_ms"]["p50"] <= played["ack_ms"]["p95"]
    assert 0 < played["report_ms"]["p50"] <= played["report_ms"]["p95"]


@pytest.mark.parametrize("where", [(), ("--url", "http://127.0.0.1:1/a b"), ("--url", "nowhere")])
def test_play_says_what_to_do_when_nothing_answers(tmp_path, where):
    env = {**os.environ, "OFFRAMP_VAR": str(tmp_path), "PORT": str(free_port("127.0.0.1"))}
    done = manage(env, "play", "first-steps", *where)
    assert done.returncode == 1
    assert "make run" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere-1999",),
        ("first-steps", "--bots", "pope"),
        ("first-steps", "--rounds", "0"),
        ("first-steps", "--rounds", "51"),
        ("first-steps", "--turn-seconds", "1"),
    ],
)
def test_what_cannot_be_opened_is_said_in_one_line(supervised, arguments):
    done = manage(supervised.env, "open_exercise", *arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1

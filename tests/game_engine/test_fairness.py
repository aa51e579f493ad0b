"""The examination of scenarios: each remark shows on a scenario that deserves it, and not on one that does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from game_engine import (
    FACILITATOR,
    Examination,
    Remark,
    Scenario,
    examine,
    load_scenario,
    parse_scenario,
    scenario_names,
    view_for,
)
from game_engine.analysis.fairness import judge, secrecy, texts
from game_engine.analysis.fairness.choices import all_orders, play_nights, some_orders, variants
from game_engine.analysis.fairness.rehearsal import watch
from game_engine.analysis.simulate import cast_of, opened, play_round

CAST = cast_of({})
FIELDS = ("breadth", "crimes", "host", "guarantee", "by", "defect")
SHORT = 'extends = "first-steps"\nid = "planted"\n'
LONG = 'extends = "venezuela-2025-class"\nid = "planted"\n'


def planted(text: str = "", base: str = SHORT, overrides: Mapping[str, Any] = {}) -> Scenario:
    return parse_scenario(base + text, overrides)


def examined(scenario: Scenario, rounds: int = 24, **more: Any) -> Examination:
    reports = [stage.report for stage in examine(scenario, rounds=rounds, seed=5, **more)]
    assert reports[-1] is not None
    return reports[-1]


def codes(remarks: tuple[Remark, ...]) -> set[tuple[str, str, str]]:
    return {(remark.level, remark.code, remark.where) for remark in remarks}


def rehearsed(scenario: Scenario, rounds: int, **more: Any) -> Examination:
    """The report of the rounds alone, without any order tried."""
    stages = examine(scenario, rounds=rounds, seed=5, **more)
    return next(one.report for one in stages if one.report and one.report.rounds == rounds)


PLAIN = examined(planted())


# ------------------------------------------------------------------------------------------------- figures


def test_watching_a_round_changes_nothing_in_it() -> None:
    for seed in range(5):
        assert watch(planted(), seed, CAST).played == play_round(planted(), seed, CAST)


def test_the_figures_fit_each_other() -> None:
    assert PLAIN.rounds == 24
    assert sum(one.value for one in PLAIN.ends.values()) == pytest.approx(1.0)
    assert PLAIN.length.shortest <= PLAIN.length.median <= PLAIN.length.longest <= 3
    assert PLAIN.length.minutes == pytest.approx(PLAIN.length.mean * 5.0, abs=0.06)
    for seat in PLAIN.seats.values():
        assert seat.gain == pytest.approx(seat.payoff - seat.status_quo, abs=0.011)
        assert 0.0 <= seat.above_batna.low <= seat.above_batna.high <= 1.0
    for order in PLAIN.orders:
        assert order.given <= order.open
        assert order.better <= order.tried
    turns = {role: one.turns for role, one in PLAIN.choices.items()}
    mains = {
        role: sum(o.given for o in PLAIN.orders if o.role == role and o.slot == "main") for role in turns
    }
    contest = {role: mains[role] for role in ("coercer", "leadership", "region")}
    assert contest == {role: turns[role] for role in contest}


def test_the_same_seed_gives_the_same_report() -> None:
    assert examined(planted(), rounds=2) == examined(planted(), rounds=2)


def test_every_stage_is_told_and_four_bring_a_report() -> None:
    stages = list(examine(planted(), rounds=2, seed=1))
    assert [one.name for one in stages if one.report] == [
        "rounds",
        "secrecy",
        "choices",
        "orders not given",
        "cohesion",
    ]
    assert all(one.done <= one.of for one in stages)
    assert [one.report.rounds for one in stages if one.name == "rounds" and one.report] == [2]
    with pytest.raises(ValueError, match="at least one"):
        next(examine(planted(), rounds=0, seed=1))


def test_one_that_is_stopped_has_reported_what_it_saw() -> None:
    stages = examine(planted(), rounds=1000, seed=1)
    seen = [next(stages) for _ in range(51)]
    assert [stage.report.rounds for stage in seen if stage.report] == [25, 50]


def test_trying_an_order_changes_that_order_alone() -> None:
    played = play_nights(planted(), 3, CAST)
    assert played.payoffs == play_round(planted(), 3, CAST).payoffs
    turns = list(all_orders(played, CAST))
    assert {turn.role for turn in turns} == set(PLAIN.choices)
    assert all(tried.role == turn.role for turn in turns for tried in turn.tried)
    some = list(some_orders(played, [("officer", "refuse_orders"), ("leadership", "sail")], CAST))
    assert [(one.role, one.kind, one.slot) for one in some] == [("officer", "refuse_orders", "minor")]


def test_variants_are_filled_as_the_rules_want_them() -> None:
    state = opened(planted(), 1, CAST)
    for seat in state.seats:
        for rule in state.scenario.orders:
            if rule.role == seat.role and rule.phase == "contest":
                for order in variants(state, seat.seat, rule):
                    filled = {name for name in FIELDS if getattr(order, name) is not None}
                    assert filled == set(rule.fields)


# ------------------------------------------------------------------------------------------------- ends and length


def test_one_end_nearly_always() -> None:
    calm = planted(overrides={"start.buildup": 0, "start.cohesion": 1.2, "start.credibility": 0})
    report = rehearsed(calm, 30)
    assert ("warning", "one end", "ends.backed_down") in codes(report.remarks)
    assert not any(remark.code == "one end" for remark in PLAIN.remarks)


def test_ends_never_reached_are_named_with_their_bound() -> None:
    note = next(remark for remark in PLAIN.remarks if remark.code == "ends never reached")
    assert "13.8%" in note.text
    for end, share in PLAIN.ends.items():
        assert (end in note.text.split(": ")[1]) == (share.value == 0.0)


def test_no_time_and_over_early() -> None:
    assert ("warning", "no time", "minutes") in codes(rehearsed(planted(), 4, minutes_a_turn=2.0).remarks)
    eager = planted(
        base=LONG,
        overrides={
            "types.resolved": 1,
            "start.buildup": 4,
            "parameters.coercion.value_resolved": 1,
            "parameters.coercion.success_base": 1,
            "parameters.coercion.legal_weight": 0,
            "parameters.coercion.hold_value": 0,
            "parameters.coercion.slope": 30,
        },
    )
    found = codes(rehearsed(eager, 12).remarks)
    assert ("warning", "over early", "turns") in found
    assert not any(remark.code in ("no time", "over early") for remark in PLAIN.remarks)


# ------------------------------------------------------------------------------------------------- choices, orders


def dropped(table: str, *lines: str) -> str:
    return "".join(f"[[{table}]]\n{line}\ndrop = true\n" for line in lines)


FAR = """
[[hosts]]
id = "far"
quality = 0.5
offered_by = ["patrons"]
name = { en = "A", es = "B" }
"""


def test_one_main_order_is_no_choice() -> None:
    """Of hold and accept_exile only the first is open once the exile has closed, and nobody can open another."""
    text = dropped(
        "orders", *(f'role = "leadership"\nkind = "{one}"' for one in ("rally", "purge", "repress"))
    )
    text += dropped("undertakings", 'kind = "spare"', 'kind = "stop_repression"', 'kind = "broker_exile"')
    text += dropped("orders", 'role = "patrons"\nkind = "broker_exile"')
    closes = {"start.exile_closes": 1, "start.host": "far", "turns": 6, "start.ultimatum": 6}
    report = rehearsed(planted(text + FAR, overrides=closes), 8)
    assert ("warning", "no choice", "leadership") in codes(report.remarks)
    assert report.choices["leadership"].alone > report.choices["leadership"].turns / 2


def test_a_choice_that_moves_nobody_is_none() -> None:
    idle = dropped(
        "orders",
        *(
            f'role = "region"\nkind = "{kind}"'
            for kind in ("mediate", "offer_host", "send_monitors", "back_amnesty")
        ),
    )
    idle += (
        dropped("undertakings", 'kind = "monitors"')
        + '[[undertakings]]\nkind = "back_amnesty"\nroles = ["coercer"]\n'
    )
    idle += '[[standing]]\nrole = "region"\nmain = "neutral"\n'
    report = examined(planted(idle))
    assert ("warning", "no choice", "region") in codes(report.remarks)
    assert ("warning", "no choice", "leadership") not in codes(report.remarks)


def test_an_order_that_only_costs_is_dominated() -> None:
    report = examined(planted(overrides={"parameters.coalition.rally_cost": 150}), 12)
    assert ("warning", "dominated", "orders[leadership.rally]") in codes(report.remarks)
    assert not any(remark.code == "dominated" for remark in PLAIN.remarks)


def test_an_order_that_is_never_given_and_not_dominated_is_a_note() -> None:
    given = {(one.role, one.kind): one for one in PLAIN.orders}
    assert given["officer", "refuse_orders"].given == 0
    assert ("note", "never given", "orders[officer.refuse_orders]") in codes(PLAIN.remarks)


def test_an_order_that_can_never_be_given() -> None:
    host = '[[hosts]]\nid = "near"\nquality = 0.9\noffered_by = ["coercer", "region"]\nname = { en = "A", es = "B" }\n'
    report = rehearsed(planted(host, overrides={"start.host": "near"}), 4)
    assert ("warning", "never open", "orders[patrons.broker_exile]") in codes(report.remarks)
    assert not any(remark.code == "never open" for remark in PLAIN.remarks)


def test_balance() -> None:
    calm = {"start.buildup": 0, "start.cohesion": 1.2, "start.credibility": 0, "start.sanctions": 0}
    report = rehearsed(planted(base=LONG, overrides=calm), 60)
    assert ("warning", "balance", "leadership") in codes(report.remarks)
    note = next(remark for remark in PLAIN.remarks if (remark.code, remark.where) == ("balance", "seats"))
    gains = {seat: one.gain for seat, one in PLAIN.seats.items()}
    assert f"{max(gains, key=lambda seat: gains[seat])} gains most" in note.text


# ------------------------------------------------------------------------------------------------- texts and secrecy

SECRET = "Your own people want trials. Once in office, breaking the amnesty would tempt you more than others think."


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('[summary]\nen = "%s"\n', "summary.en"),
        ('[[roles]]\nrole = "region"\nbrief.en = "We know: %s"\n', "roles[region].brief.en"),
        ('[[roles]]\nrole = "opposition"\ngoal.en = "%s"\n', "roles[opposition].goal.en"),
        (
            '[[orders]]\nrole = "opposition"\nkind = "breach"\nhint.en = "%s"\n',
            "orders[opposition.breach].hint.en",
        ),
        ('[[undertakings]]\nkind = "amnesty"\nwill.en = "%s"\n', "undertakings[amnesty].will.en"),
        ('[ends.breach]\ntext.en = "%s"\n', "ends.breach.text.en"),
        ('[tracks.legal]\nen = "%s"\n', "tracks.legal.en"),
        ('[[lessons]]\nturn = 1\npanel = "me"\ntext = { en = "%s", es = "B" }\n', "lessons[0].text.en"),
        (
            '[[lessons]]\nturn = 1\npanel = "me"\nrole = "region"\ntext = { en = "%s", es = "B" }\n',
            "lessons[0].text.en",
        ),
    ],
)
def test_a_private_sentence_that_others_can_read(text: str, where: str) -> None:
    quote = "breaking the AMNESTY would tempt you more than"
    assert ("error", "leak", where) in codes(tuple(texts.leaks(planted(text % quote))))
    assert not list(texts.leaks(planted(text % "breaking the amnesty would tempt you")))


def test_a_seat_may_read_its_own_secret() -> None:
    lesson = (
        f'[[lessons]]\nturn = 1\npanel = "me"\nrole = "opposition"\ntext = {{ en = "{SECRET}", es = "B" }}\n'
    )
    brief = f'[[roles]]\nrole = "opposition"\nbrief.en = "{SECRET}"\n'
    assert not list(texts.leaks(planted(lesson + brief)))


@pytest.mark.parametrize(
    "quote", ["cohesion is 0.62 now", "62 % of them", "62 per cent", "con 0,62 de", ".62"]
)
def test_a_hidden_number_that_everybody_can_read(quote: str) -> None:
    found = list(texts.leaks(planted(f"[summary]\nes = '{quote}'\n")))
    assert [(item.code, item.where) for item in found] == [("leak", "summary.es")]
    assert "start.cohesion" in found[0].text


@pytest.mark.parametrize("quote", ["in 1962", "62 officers", "0.5", "10.62", "1,620 men", "page 0.621"])
def test_other_numbers_give_nothing_away(quote: str) -> None:
    assert not list(texts.leaks(planted(f"[summary]\nes = '{quote}'\n")))


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ('[title]\nen = "%s"\n' % ("x " * 30), "long text", "title.en"),
        (
            '[[orders]]\nrole = "region"\nkind = "align"\nhint.es = "%s"\n' % ("x " * 99),
            "long text",
            "orders[region.align].hint.es",
        ),
        ('[ends.coup]\ntext = { en = "It all fell.", es = "It all fell." }\n', "translation", "ends.coup.text"),
        ('[ends.coup]\ntext.es = "Cayeron todos."\n', "translation", "ends.coup.text"),
        (
            '[[roles]]\nrole = "patrons"\nbrief.es = "%s"\n' % ("palabra " * 200),
            "long text",
            "roles[patrons].brief.es",
        ),
    ],
)  # fmt: skip
def test_texts_that_do_not_fit(text: str, code: str, where: str) -> None:
    assert ("warning", code, where) in codes(tuple(texts.fit(planted(text))))
    assert not list(texts.fit(planted()))


def test_a_fact_told_for_one_value_only() -> None:
    plain = planted()
    roles = [
        msgspec.structs.replace(rule, secrets=rule.secrets[:1]) if rule.role == "opposition" else rule
        for rule in plain.roles
    ]
    half = msgspec.structs.replace(plain, roles=roles)
    assert ("warning", "half a secret", "roles[opposition].secrets") in codes(tuple(texts.fit(half)))


def test_pairs_differ_and_nobody_can_tell_them_apart() -> None:
    found = list(secrecy.pairs(planted(), 3, 14, CAST))
    assert len(found) == 14
    assert len({pair.owner for pair in found}) >= 5
    assert all(pair.first != pair.second for pair in found)
    assert not [remark for pair in found for remark in secrecy.remarks_on(pair)]


@pytest.mark.parametrize("name", scenario_names())
def test_no_built_in_scenario_leaks(name: str) -> None:
    scenario = load_scenario(name)
    assert not list(texts.leaks(scenario))
    assert not [remark for pair in secrecy.pairs(scenario, 8, 7, CAST) for remark in secrecy.remarks_on(pair)]


def test_an_engine_that_shows_too_much_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrecy, "view_for", lambda state, viewer: view_for(state, FACILITATOR))
    report = examined(planted(), 4)
    assert {remark.code for remark in report.remarks if remark.level == "error"} == {"secrecy"}
    assert report.remarks[0].level == "error"


def test_an_engine_that_reports_too_much_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrecy, "events_for", lambda events, viewer: events)
    remarks = [
        remark for pair in secrecy.pairs(planted(), 3, 40, CAST) for remark in secrecy.remarks_on(pair)
    ]
    assert any("report of the turn" in remark.text for remark in remarks)


def test_what_only_a_reader_can_check_is_said() -> None:
    assert PLAIN.unchecked == judge.UNCHECKED

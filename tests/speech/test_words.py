"""Every event, offer, word given, order and refusal has its sentence, in English and in Spanish."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

import pytest
from django.utils.translation import override

from game_engine import (
    CODES,
    ENDS,
    ORDERS,
    Answer,
    Commitment,
    Cosign,
    Event,
    IllegalMove,
    Offer,
    OfferState,
    Order,
    Orders,
    RoundState,
    Say,
    Scenario,
    Seating,
    Threat,
    Track,
    TrackMove,
    Undertaking,
    Withdraw,
    close_turn,
    load_event,
    load_scenario,
    new_round,
    scenario_names,
    submit,
    to_plain,
)
from tests.game_engine.rounds import random_lines
from wargame.speech import Words
from wargame.speech.causes import CAUSES, COSTS, FALLS, RISES
from wargame.speech.grammar import joined, number, per_cent
from wargame.speech.happenings import TELLERS
from wargame.speech.refusing import SENTENCES

LANGUAGES = ("en", "es")
FULL = load_scenario("venezuela-2025")
ENGLISH = re.compile(r"\b(the|of|its|will|with|and|by|turn|unless)\b", re.IGNORECASE)
UNDERTAKEN = Undertaking("amnesty", by=3, breadth=0.7, crimes=False)
THREAT = Commitment(
    id="t",
    kind="threat",
    issuer="us",
    to=("leadership",),
    public=True,
    since=1,
    due=5,
    demand="resign",
    action="strike",
)
PROMISE = Commitment(
    id="p",
    kind="promise",
    issuer="opposition",
    to=("officer-1",),
    public=False,
    since=1,
    due=3,
    undertakings=(UNDERTAKEN,),
    done=(False,),
)
OFFER = OfferState(
    id="o",
    turn=2,
    issuer="opposition",
    to=("officer-1", "officer-2"),
    terms=(UNDERTAKEN,),
    asks=(Undertaking("defect", by=5),),
    expires=4,
    public=False,
    witnesses=("us",),
)
ALL = ("everyone",)


@dataclass(frozen=True)
class Sample:
    """An event as plain data, and what must stand in its English sentence."""

    fact: dict[str, Any]
    says: str


def events() -> Iterator[Sample]:
    """At least one of every kind, and every turn that its sentence can take."""
    offer, promise, threat = to_plain(OFFER), to_plain(PROMISE), to_plain(THREAT)

    def one(kind: str, says: str, **fields: Any) -> Sample:
        return Sample({"kind": kind, "audience": list(ALL), **fields}, says)

    yield one("round_opened", "officer 1", scenario="x", seats=["us", "officer-1"])
    yield one("turn_began", "15 December 2025", turn=2, phase="contest")
    yield one("turn_began", "day after", turn=13, phase="day_after")
    yield one("said", "to all", seat="us", text="hm", to=[], public=True)
    yield one("said", "to the region", seat="us", text="hm", to=["region"], public=False)
    yield one("offer_made", "In private, the opposition offers", offer=offer)
    yield one("offer_cosigned", "put its name under", seat="us", offer=offer)
    for answer, says in (("accepted", "accepted"), ("rejected", "rejected"), ("countered", "one of its own")):
        yield one("offer_answered", says, seat="officer-1", answer=answer, offer=offer)
    yield one("offer_withdrawn", "withdrew", seat="opposition", offer=offer)
    yield one("offer_withdrawn", "took its name off", seat="us", offer=offer)
    yield one("offer_expired", "ran out", offer=offer)
    yield one("threat_made", "in public", commitment=threat)
    yield one("threat_made", "in private", commitment=threat | {"public": False})
    yield one("ultimatum_issued", "ultimatum", commitment=threat)
    yield one("orders_sealed", "no orders", seat="us", orders={})
    yield one("orders_sealed", "for turn 4", seat="us", orders={"main": {"kind": "ultimatum", "by": 4}})
    yield one("ready_changed", "is ready", seat="us", ready=True)
    yield one("ready_changed", "no longer", seat="us", ready=False)
    yield one("order_revealed", "by standing policy", seat="region", order={"kind": "mediate"}, standing=True)
    yield one("order_revealed", "gave this order", seat="region", order={"kind": "sing"})
    yield one("incident_happened", "1.2", legal=0.12)
    for unlawful, says in ((True, "unlawful"), (False, "was lawful")):
        yield one("incident_established", says, unlawful=unlawful)
    for incident, says in ((True, "took place"), (False, "did not happen")):
        yield one("legislature_briefed", says, incident=incident)
    for posture, says in (("defer", "defers"), ("oversight", "oversight"), ("restrict", "restricts")):
        yield one("posture_taken", says, posture=posture)
    yield one("war_powers_expired", "60 days", days=60)
    yield one("amnesty_tabled", "breadth 7.0", breadth=0.7, crimes=True, signers=[])
    yield one("amnesty_tabled", "signed by the opposition and the region", breadth=0.7, crimes=False,
              signers=["opposition", "region"])  # fmt: skip
    yield one("amnesty_backed", "the amnesty", seat="us")
    yield one("exile_offered", "until turn 4", seat="us", host="gulf", guarantee=0.5, closes=4)
    yield one("exile_offered", "safe conduct of 5.0", seat="us", host="gulf", guarantee=0.5, closes=None)
    yield one("exile_closed", "closed")
    yield one("warning_received", "1 cell under", seat="officer-1", leaning=1)
    yield one("warning_received", "3 cells under", seat="officer-1", leaning=3)
    yield one("exile_accepted", "a Gulf state", host="gulf")
    yield one("cells_defected", "1 cell of officer 2", seat="officer-2", cells=[4])
    yield one("cells_defected", "2 cells of officer 2", seat="officer-2", cells=[4, 5])
    yield one("regime_fell", "under a pact: 58 %", transition="pact", share=0.58)
    yield one("regime_fell", "for themselves", transition="coup", share=0.58)
    yield one("strike_made", "came apart", succeeded=True, collapsed=True)
    yield one("strike_made", "took over", succeeded=True, collapsed=False)
    yield one("strike_made", "failed", succeeded=False)
    for ending, says in (("honoured", "kept"), ("broken", "broke"), ("released", "free of")):
        yield one("commitment_ended", says, commitment=promise, ending=ending)
    for ending, says in (
        ("carried_out", "carried out"),
        ("satisfied", "met the demand"),
        ("lapsed", "lapsed"),
        ("released", "overtaken"),
    ):
        yield one("commitment_ended", says, commitment=threat, ending=ending)
    yield one("credibility_moved", "threats of the United States: from 50 % to 62 %", seat="us", of="threat",
              before=0.5, after=0.62)  # fmt: skip
    yield one("credibility_moved", "promises", seat="us", of="promise", before=0.5, after=0.62)
    moved = to_plain(TrackMove("buildup", 3.0, 4.0, (("order", 1.0),)))
    yield one("board_moved", "Build-up at sea 3.0 → 4.0", moves=[moved])
    yield one("board_moved", "as it stood", moves=[])
    for transition in ("exile", "pact", "coup", "collapse"):
        yield one("transition_began", "day after", transition=transition)
    yield one("amnesty_judged", "honoured", honoured=True)
    yield one("amnesty_judged", "broke", honoured=False)
    yield one("class_resisted", "won", won=True)
    yield one("class_resisted", "lost", won=False)
    yield one("conflict_broke", "fighting")
    for end in ENDS:
        yield one("round_ended", FULL.ends[end].name["en"], end=end)
    yield one("round_ended", "scored as it stands: Status quo: stand-off.", end="stand_off", stopped=True)
    yield one("payoff_earned", "62.5 points: 80.0 for how it ended; upkeep of the forces −17.5", seat="us",
              payoff=62.5, outcome=80.0, costs={"upkeep": 17.5})  # fmt: skip


SAMPLES = tuple(events())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.fact["kind"])
def test_every_event_has_a_sentence(sample: Sample) -> None:
    event = load_event(sample.fact)
    english, spanish = (Words(FULL, language).event(event) for language in LANGUAGES)
    assert sample.says.casefold() in english.casefold()
    for text in (english, spanish):
        assert text[:1].upper() == text[:1]
        assert text.endswith((".", "”", "»", "!", "?"))
        assert "%(" not in text
        assert "{" not in text
        assert "\x00" not in text
    assert spanish != english
    assert not ENGLISH.search(spanish), spanish
    assert not re.search(r"\b(a|de) el\b", spanish), spanish


BY_SEATS = (
    *("offer_made", "offer_cosigned", "offer_answered", "offer_withdrawn", "threat_made"),
    *("orders_sealed", "ready_changed", "order_revealed"),
)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "sample", [one for one in SAMPLES if one.fact["kind"] in BY_SEATS], ids=lambda one: one.says
)
def test_what_a_bot_did_is_marked_once_after_the_seats_name(sample: Sample, language: str) -> None:
    event, words = load_event(sample.fact), Words(FULL, language)
    plain, marked = words.event(event), words.event(event, by_bot=True)
    assert marked.count("(bot)") == 1
    assert marked.replace(" (bot)", "") == plain
    seat = sample.fact.get("seat") or (sample.fact.get("offer") or sample.fact["commitment"])["issuer"]
    assert marked.split(" (bot)")[0].casefold().endswith(words.seat(seat).casefold())


def test_no_event_without_a_sample() -> None:
    tags = {one.__struct_config__.tag for one in get_args(Event)}
    assert {one.fact["kind"] for one in SAMPLES} == tags == set(TELLERS)


def test_the_words_of_a_threat() -> None:
    threat = THREAT
    assert Words(FULL, "en").commitment(threat) == (
        "Unless the leadership resigns and goes into exile by turn 5, the United States will strike."
    )
    assert Words(FULL, "es").commitment(threat) == (
        "A menos que la cúpula renuncie y vaya al exilio a más tardar en el turno 5, "
        "Estados Unidos va a atacar."
    )


def test_the_words_of_an_offer() -> None:
    title, text = Words(FULL, "en").offer(OFFER)
    assert title == "Offer from the opposition to officer 1 and officer 2"
    assert text == (
        "The opposition offers to table an amnesty of breadth 7.0 that leaves out crimes against humanity by turn 3, "
        "if each of officer 1 and officer 2 brings over at least half of its cells by turn 5. "
        "It is open through turn 4."
    )
    title, text = Words(FULL, "es").offer(OFFER)
    assert title.startswith("Oferta de la oposición al oficial 1")
    assert "amplitud 7,0" in text
    assert "se pase con al menos la mitad de sus células" in text


def test_no_cells_is_loyalty() -> None:
    assert Words(FULL, "en").order("officer", Order("cells", defect=())) == "keep every cell loyal"
    assert Words(FULL, "en").order("officer", Order("cells", defect=(3,))) == "order cells to defect (1 cell)"


def test_what_was_said_is_quoted_as_it_was_said() -> None:
    state = new_round(FULL, 1, Seating()).state
    text = "vamos a el grano %(seat)s {host}"
    said = submit(state, "us", Say(text=text, to=("officer-1",))).events[0]
    assert Words(FULL, "es").event(said) == f"Estados Unidos, al oficial 1: «{text}»."


def test_words_on_a_real_table() -> None:
    """Whatever the rules make of an offer, its answer and its withdrawal can be told."""
    state = new_round(FULL, 1, Seating(standing=("congress", "patrons"))).state
    words = Words(FULL, "es")
    offer = Offer(to=("officer-1",), expires=3, asks=(Undertaking("stand_down", by=3),), witnesses=("us",))
    state = submit(state, "opposition", offer).state
    name = state.offers[-1].id
    for seat, move in (
        ("us", Cosign(name)),
        ("us", Withdraw(name)),
        ("officer-1", Answer(name, "accept")),
        ("region", Threat(to=("us", "leadership"), demand="hold_fire", by=2, action="align")),
        ("region", Orders(main=Order("mediate"), minor=Order("offer_host", host="neighbour"))),
    ):
        if isinstance(move, Threat):
            continue
        state, told = submit(state, seat, move)
        for event in told:
            assert not ENGLISH.search(words.event(event))
    assert words.commitment(state.ledger[-1]).startswith(
        "El oficial 1 prometió a la oposición acuartelar la tropa"
    )


@pytest.mark.parametrize("name", scenario_names())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_undertaking_and_order_has_its_words(name: str, language: str) -> None:
    scenario = load_scenario(name)
    words = Words(scenario, language)
    phrases = [words.order(order.role, _order(order.kind, order.fields)) for order in scenario.orders]
    for rule in scenario.undertakings:
        whole = Undertaking(rule.kind, by=3, breadth=0.7, crimes=True, host="gulf", guarantee=0.5)
        phrases += [words.undertaking(whole, form) for form in ("will", "does", "name")]
        # A demand has no terms of its own.
        phrases.append(words.commitment(_threat(scenario, rule.kind)))
    phrases += [words.track(track) for track in scenario.tracks] + [words.end(one) for one in scenario.ends]
    for phrase in phrases:
        assert phrase
        assert "{" not in phrase
        assert "None" not in phrase
        assert "_" not in phrase
        assert language == "en" or not ENGLISH.search(phrase), phrase


def _order(kind: str, fields: list[str]) -> Order:
    whole = {"breadth": 0.7, "crimes": False, "host": "gulf", "guarantee": 0.9, "by": 4, "defect": (0, 1)}
    return Order(kind, **{name: whole[name] for name in fields})


def _threat(scenario: Scenario, demand: str) -> Commitment:
    return Commitment(
        id="x",
        kind="threat",
        issuer="us",
        to=("officer-1", "officer-2"),
        public=True,
        since=1,
        due=2,
        demand=demand,
        action="strike",
    )


@pytest.mark.parametrize(("role", "kind"), list(ORDERS))
def test_every_deed_is_told(role: str, kind: str) -> None:
    seat = "officer-1" if role == "officer" else FULL.seat_of(role)
    order = to_plain(_order(kind, sorted(ORDERS[role, kind].fields)))
    event = load_event({"kind": "order_revealed", "audience": list(ALL), "seat": seat, "order": order})
    english, spanish = (Words(FULL, language).event(event) for language in LANGUAGES)
    assert "gave this order" not in english
    assert "dio esta orden" not in spanish
    assert not ENGLISH.search(spanish), spanish


@pytest.mark.parametrize("code", sorted(CODES | set(SENTENCES)))
def test_every_refusal_can_be_acted_on(code: str) -> None:
    english, spanish = (Words(FULL, language).refusal(code, "terms[0].breadth") for language in LANGUAGES)
    assert english != Words(FULL, "en").refusal("nonsense")
    assert len(english.split()) >= 4
    assert english.endswith(".")
    assert spanish.endswith(".")
    assert not ENGLISH.search(spanish), spanish
    assert ("the breadth" in english) == (code in ("bad_term", "bad_type", "out_of_range"))


def test_causes_make_a_sentence_with_signs() -> None:
    track = Track("credibility", 0.48, 4.8, 5.2, (("ultimatum", 0.6), ("quiet_turn", -0.3), ("drift", 0.01)))
    assert Words(FULL, "en").causes(track) == (
        "An ultimatum in public (+0.6), a quiet turn: one that meant it might have acted (−0.3)."
    )
    assert Words(FULL, "es").causes(track).startswith("Un ultimátum público (+0,6), un turno de calma")
    assert Words(FULL, "en").causes(Track("legal", 0.4, 4.0, 4.0)) == ""
    rally = Track("rally", 0.03, 0.0, 0.3, (("ultimatum", 0.3),))
    assert Words(FULL, "en").causes(rally) == "People rally against the threat (+0.3)."
    assert Words(FULL, "es").causes(rally) == "La gente cierra filas ante la amenaza (+0,3)."


def test_an_unknown_cause_has_graceful_words() -> None:
    track = Track("legal", 0.4, 4.0, 3.0, (("brand_new", 1.0),))
    assert Words(FULL, "en").causes(track) == "Other causes (+1.0)."
    assert Words(FULL, "es").causes(track) == "Otras causas (+1,0)."
    assert Words(FULL, "es").cost("brand_new") == "otras causas"
    assert Words(FULL, "es").unavailable("brand_new") == "Ahora no se puede dar."


def test_every_cause_and_cost_is_translated() -> None:
    for table in (CAUSES, RISES, FALLS, COSTS):
        for phrase in table.values():
            with override("es"):
                spanish = str(phrase)
            with override("en"):
                assert spanish != str(phrase)


def test_numbers_and_lists() -> None:
    with override("es"):
        assert number(-1.25) == "−1,2"
        assert number(0.04, signed=True) == "0,0"
        assert joined(["Brasil", "Irán"]) == "Brasil e Irán"
        assert joined(["a", "b", "hielo"]) == "a, b y hielo"
        assert per_cent(0.001) == "menos de 1 %"
    with override("en"):
        assert number(1.0, signed=True) == "+1.0"
        assert joined(["a", "b", "c"]) == "a, b and c"
        assert joined([]) == ""
        assert (per_cent(0.0), per_cent(1.0), per_cent(0.999)) == ("0 %", "100 %", "over 99 %")


def test_private_facts_in_sentences() -> None:
    state = new_round(FULL, 3, Seating()).state
    for language in LANGUAGES:
        words = Words(FULL, language)
        told = {seat.seat: words.secrets(seat.private) for seat in state.seats}
        assert [len(told[seat]) for seat in ("us", "opposition", "officer-1", "congress")] == [2, 2, 1, 0]
        assert len(told["leadership"]) in (2, 3)
        assert len(told["patrons"]) == 1


@pytest.mark.parametrize("name", scenario_names())
def test_a_round_tells_of_an_incident_where_one_was_reported(name: str) -> None:
    """The government learns on the first morning what had happened, if its own page says that something had."""
    scenario = load_scenario(name)
    secrets = scenario.role_rule("coercer").secrets
    told = [to_plain(event)["kind"] for event in new_round(scenario, 1, Seating()).events]
    assert ("incident_established" in told) is any(secret.fact == "incident" for secret in secrets)


def test_another_language_reads_english() -> None:
    assert Words(FULL, "fr").seat("officer-2") == Words(FULL, "en-gb").seat("officer-2") == "officer 2"
    assert Words(FULL, "es-ve").seat("officer-2") == "el oficial 2"


def played(scenario: Scenario, seed: int) -> Iterator[tuple[RoundState, tuple[Event, ...]]]:
    """A round of random moves: each state, and the events that led to it."""
    state, told = new_round(scenario, seed, Seating())
    yield state, told
    while state.phase != "over":
        for line in random_lines(state, seed):
            try:
                state, told = submit(state, line.seat, line.move)
            except IllegalMove:
                continue  # legal when the turn began, and overtaken since
            yield state, told
        state, told = close_turn(state)
        yield state, told


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whole_rounds_are_told_in_spanish(seed: int) -> None:
    """Random play: no event, cause or cost without words of its own, and no English left."""
    scenario = load_scenario("venezuela-2025-class")
    words = Words(scenario, "es")
    for state, told in played(scenario, seed):
        for event in told:
            fact = to_plain(event)
            text = words.event(event)
            # What players say is theirs, in whatever language.
            assert fact["kind"] == "said" or not ENGLISH.search(text), text
            assert set(fact.get("costs", ())) <= set(COSTS)
        for move in state.moved:
            assert {cause for cause, _ in move.causes} <= set(CAUSES), move
        for line in state.ledger:
            assert words.commitment(line)

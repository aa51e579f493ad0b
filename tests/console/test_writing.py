"""The console's forms for writing to tables, and what was written, as the facilitator sees it."""

import json

import pytest
from django.urls import reverse

from tests.people import an_exercise, first_round
from tests.pressing import press, sent_by
from wargame.console.writing import written
from wargame.exercises.editions import scenario_of
from wargame.play import actions
from wargame.record.models import LogEntry

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
TEXT = "Come to <b>the second room</b>."


@pytest.fixture
def exercise(alice):
    """Two rounds under way, and one that waits."""
    made = an_exercise(alice, rounds=3, turn_seconds=300, officers=2)
    for round_ in made.rounds.filter(number__lt=3):
        actions.start_round(round_.pk, alice, seed=round_.number)
    return made


def to_all(exercise) -> str:
    return reverse("console:command_all", args=[exercise.pk, "message"])


def to_one(exercise) -> str:
    return reverse("console:command", args=[first_round(exercise).pk, "message"])


def page_of(exercise) -> str:
    return f"/exercises/{exercise.pk}/"


def page_of_round(exercise) -> str:
    return f"/rounds/{first_round(exercise).pk}/"


def sent(exercise) -> list[tuple[int, str, str]]:
    entries = LogEntry.objects.filter(round__exercise=exercise, kind="message").order_by(
        "round__number", "number"
    )
    return [
        (entry.round.number, entry.content["whom"], entry.content["text"])
        for entry in entries.select_related("round")
    ]


def test_to_all_rounds_at_once(alice_client, exercise):
    answer = press(alice_client, page_of(exercise), to_all(exercise), headers=JSON, text=TEXT, to="officer")
    assert answer.json() == {
        "done": True,
        "message": "Sent to 2 rounds. 1 round was left out: it has not begun, is over, or has no such seat.",
    }
    assert sent(exercise) == [(1, "officer", TEXT), (2, "officer", TEXT)]


def test_to_one_table(alice_client, exercise):
    answer = press(alice_client, page_of_round(exercise), to_one(exercise), headers=JSON, text=TEXT, to="us")
    assert answer.json() == {"done": True, "message": "Sent."}
    assert sent(exercise) == [(1, "us", TEXT)]


def test_without_scripts_the_page_comes_again_and_says_so(alice_client, exercise):
    answer = press(alice_client, page_of_round(exercise), to_one(exercise), text=TEXT, to="")
    assert answer.headers["Location"] == page_of_round(exercise)
    assert "Sent." in alice_client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("said", "code"), [({"text": "  "}, "bad_text"), ({"text": "x", "to": "moon"}, "nobody_there")]
)
def test_what_reaches_nobody_is_refused(alice_client, exercise, said, code):
    for page, address in ((page_of(exercise), to_all(exercise)), (page_of_round(exercise), to_one(exercise))):
        answer = press(alice_client, page, address, headers=JSON, **{"to": "", **said})
        assert answer.json()["code"] == code
    assert sent(exercise) == []


def test_the_same_press_twice_is_one_message_and_another_text_another(alice_client, exercise):
    form = sent_by(alice_client, page_of(exercise), to_all(exercise), to="", text="One.")
    for text in ("One.", "One.", "Two."):
        alice_client.post(to_all(exercise), form | {"text": text}, headers=JSON)
    assert [text for number, _to, text in sent(exercise) if number == 1] == ["One.", "Two."]


def test_one_sees_what_one_wrote(alice_client, exercise):
    press(alice_client, page_of(exercise), to_all(exercise), text="Good morning.", to="")
    press(alice_client, page_of_round(exercise), to_one(exercise), text=TEXT, to="officer-1")
    found = written(exercise, scenario_of(exercise))
    assert [(item.whom, item.text, item.rounds) for item in found] == [
        ("Officer 1", TEXT, [1]),
        ("Everybody", "Good morning.", [1, 2]),
    ]
    page = alice_client.get(page_of(exercise)).content.decode()
    part = alice_client.get(reverse("console:written", args=[exercise.pk])).content.decode()
    for shown in (page, part):
        assert "Come to &lt;b&gt;the second room&lt;/b&gt;." in shown
        assert "<b>the second" not in shown
        assert "rounds 1, 2" in shown
    assert "Come to &lt;b&gt;" in alice_client.get(page_of_round(exercise)).content.decode()


def test_whom_one_can_write_to(alice_client, exercise):
    page = alice_client.get(page_of(exercise)).content.decode()
    assert '<option value="officer">Every officer, in every round</option>' in page
    one = alice_client.get(page_of_round(exercise)).content.decode()
    assert '<option value="" selected>Everybody at this table</option>' in one
    for value, name in (("officer", "Every officer"), ("officer-2", "Officer 2")):
        assert f'<option value="{value}">{name}</option>' in one


def test_a_round_that_cannot_hear_has_no_form(alice_client, alice, exercise):
    waiting = exercise.rounds.get(number=3)
    assert "data-press" not in alice_client.get(f"/rounds/{waiting.pk}/").content.decode()
    actions.end_round(first_round(exercise).pk, alice)
    assert "data-press" not in alice_client.get(page_of_round(exercise)).content.decode()


def test_another_facilitators_exercise_is_not_there(client, django_user_model, exercise):
    client.force_login(django_user_model.objects.create_user("farid"))
    assert client.post(to_all(exercise), {"text": TEXT}).status_code == 404
    assert client.post(to_one(exercise), {"text": TEXT}).status_code == 404
    assert client.get(reverse("console:written", args=[exercise.pk])).status_code == 404


# --- the log


def test_the_log_has_it_as_talk_of_the_facilitator(alice_client, exercise):
    press(alice_client, page_of_round(exercise), to_one(exercise), text=TEXT, to="officer")
    press(alice_client, page_of_round(exercise), to_one(exercise), text="To everybody.", to="")
    log = f"{page_of_round(exercise)}log/"
    for wanted in ({}, {"kind": "talk"}, {"seat": "facilitator"}, {"q": "second room"}):
        page = alice_client.get(log, wanted).content.decode()
        assert "To officer 1 and officer 2: “Come to &lt;b&gt;the second room&lt;/b&gt;.”" in page, wanted
    for wanted in ({"kind": "world"}, {"seat": "world"}, {"kind": "control"}):
        assert "second room" not in alice_client.get(log, wanted).content.decode(), wanted
    page = alice_client.get(log, {"q": "to everybody."}).content.decode()
    assert "To all: “To everybody.”" in page
    assert "not told to all" not in page


def test_and_so_has_the_file(alice_client, exercise):
    press(alice_client, page_of_round(exercise), to_one(exercise), text=TEXT, to="us")
    file = json.loads(
        alice_client.get(reverse("debrief:log_json", args=[first_round(exercise).pk])).getvalue()
    )
    (entry,) = [entry for entry in file["entries"] if entry["kind"] == "message"]
    assert entry["body"] == {"audience": ["us"], "whom": "us", "text": TEXT}


def test_in_spanish(alice_client, exercise):
    press(alice_client, page_of_round(exercise), to_one(exercise), text=TEXT, to="officer")
    spanish = {"Accept-Language": "es"}
    page = alice_client.get(page_of_round(exercise), headers=spanish).content.decode()
    assert "Escribir a esta mesa" in page
    assert '<option value="officer">Cada oficial</option>' in page
    log = alice_client.get(f"{page_of_round(exercise)}log/", headers=spanish).content.decode()
    assert "Al oficial 1 y el oficial 2: «Come to" in log

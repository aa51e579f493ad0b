"""A verb of the console is one declaration: who may, what it is told, what it does. No verb has a view of its own."""

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from tests.people import an_exercise, first_round, seat_of
from tests.play.tables import open_table
from tests.pressing import press, sent_by
from wargame.console import instructions, verbs
from wargame.console.instructions import FACILITATOR, NoArguments, Verb
from wargame.play import actions
from wargame.record.models import LogEntry, Record

JSON = {"Accept": "application/json"}


class Remark(forms.Form):
    text = forms.CharField(max_length=20, error_messages={"required": "Write something."})
    loud = forms.BooleanField(required=False)


@pytest.fixture
def remarks(monkeypatch):
    """A verb with a text, of one's own: what it was told."""
    found = []

    def remark(target, by, *, meant, text, loud):
        found.append((target, by.username, text, loud))

    verb = Verb(remark, frozenset({FACILITATOR}), Remark, for_all=("running", "waiting"))
    monkeypatch.setitem(verbs.ROUND_VERBS, "remark", verb)
    monkeypatch.setitem(verbs.SEAT_VERBS, "remark", verb)
    return found


@pytest.fixture
def running(alice):
    exercise = an_exercise(alice, rounds=2, turn_seconds=300)
    for round_ in exercise.rounds.all():
        actions.start_round(round_.pk, alice)
    return exercise


def to_round(exercise, verb: str) -> str:
    return reverse("console:command", args=[first_round(exercise).pk, verb])


def extended(client, exercise, **told):
    """Press +2:00 of the first round, told something besides; the seconds that the log has, or the refusal."""
    page = f"/exercises/{exercise.pk}/"
    answer = press(client, page, to_round(exercise, "extend"), headers=JSON, **told)
    if answer.status_code != 200:
        return answer.json()["code"]
    entries = LogEntry.objects.filter(round=first_round(exercise), kind="extended")
    return entries.latest("number").content["seconds"]


def fields(client, exercise, **told):
    return sent_by(client, f"/exercises/{exercise.pk}/", to_round(exercise, "extend")) | told


# --- what does not load


def silent(target, by, *, meant, text=""):
    """Does nothing."""


@pytest.mark.parametrize("roles", [frozenset(), frozenset({"nobody"}), frozenset({FACILITATOR, "nobody"})])
def test_a_verb_without_a_role_of_ours_does_not_load(roles):
    with pytest.raises(ImproperlyConfigured, match="silent must say who may use it"):
        Verb(silent, roles)


def test_a_verb_that_names_no_roles_at_all_is_no_verb():
    with pytest.raises(TypeError, match="roles"):
        Verb(silent)


def test_a_form_that_does_not_fit_its_action_does_not_load():
    with pytest.raises(ImproperlyConfigured, match="silent cannot be told: loud, text"):
        Verb(silent, frozenset({FACILITATOR}), Remark)


def test_a_form_cannot_use_the_names_of_the_press():
    class Sly(forms.Form):
        meant = forms.CharField()

    with pytest.raises(ImproperlyConfigured, match="meant"):
        Verb(silent, frozenset({FACILITATOR}), Sly)


def test_every_verb_is_declared():
    for verb in (*verbs.ROUND_VERBS.values(), *verbs.SEAT_VERBS.values()):
        assert isinstance(verb, Verb)
        assert verb.roles <= instructions.ROLES


# --- a verb with a text


@pytest.mark.django_db
def test_a_verb_with_a_text_needs_no_view(alice_client, running, remarks):
    round_ = first_round(running)
    sent = fields(alice_client, running, text="Good.", loud="on")
    assert alice_client.post(to_round(running, "remark"), sent, headers=JSON).status_code == 200
    seat = seat_of(round_, "us")
    address = reverse("console:command_seat", args=[seat.pk, "remark"])
    answer = alice_client.post(address, sent | {"meant": seat.meant, "loud": ""}, headers=JSON)
    assert answer.status_code == 200, answer.content
    assert remarks == [(round_.pk, "alice", "Good.", True), (seat.pk, "alice", "Good.", False)]


@pytest.mark.django_db
def test_and_goes_to_every_round_at_once(alice_client, running, remarks):
    address = reverse("console:command_all", args=[running.pk, "remark"])
    page = f"/exercises/{running.pk}/"
    sent = sent_by(alice_client, page, reverse("console:command_all", args=[running.pk, "extend"]))
    assert alice_client.post(address, sent | {"text": "All of you."}, headers=JSON).status_code == 200
    assert {target for target, *_rest in remarks} == {round_.pk for round_ in running.rounds.all()}
    assert {text for _target, _by, text, _loud in remarks} == {"All of you."}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, "required"),
        ({"text": "   "}, "required"),
        ({"text": "x" * 21}, "max_length"),
        ({"text": "fine", "role": "facilitator"}, "bad_command"),
        ({"text": ["one", "another"]}, "bad_command"),
    ],
)
def test_what_it_cannot_be_told_is_refused(alice_client, running, remarks, told, code):
    answer = alice_client.post(
        to_round(running, "remark"), fields(alice_client, running, **told), headers=JSON
    )
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert remarks == []


@pytest.mark.django_db
def test_who_has_not_the_role_is_refused(alice_client, running, remarks, monkeypatch):
    monkeypatch.setattr(instructions, "roles_of", lambda by, exercise: frozenset())
    sent = fields(alice_client, running, text="Good.")
    answer = alice_client.post(to_round(running, "remark"), sent, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert remarks == []


@pytest.mark.django_db
def test_a_verb_that_cannot_be_done_to_all_is_not_there_for_all(alice_client, running):
    address = reverse("console:command_all", args=[running.pk, "close"])
    assert alice_client.post(address, fields(alice_client, running)).status_code == 404


# --- more time


@pytest.mark.django_db
def test_more_time_is_two_minutes_unless_it_is_said(alice_client, running):
    assert extended(alice_client, running) == 120
    assert extended(alice_client, running, seconds="45") == 45


@pytest.mark.django_db
@pytest.mark.parametrize("seconds", ["0", "-5", "604801", "9" * 5000, "soon", "1.5", "NaN"])
def test_time_that_is_none_is_refused(alice_client, running, seconds):
    before = Record.objects.get(pk=first_round(running).pk).deadline
    assert extended(alice_client, running, seconds=seconds) in ("bad_seconds", "invalid")
    assert Record.objects.get(pk=first_round(running).pk).deadline == before


@pytest.mark.django_db
def test_another_time_is_another_press(alice_client, running):
    sent = fields(alice_client, running)
    for seconds in ("30", "30", "60"):
        alice_client.post(to_round(running, "extend"), sent | {"seconds": seconds}, headers=JSON)
    entries = LogEntry.objects.filter(round=first_round(running), kind="extended").order_by("number")
    assert [entry.content["seconds"] for entry in entries] == [30, 60]


@pytest.mark.django_db
def test_verbs_without_arguments_take_none(alice_client, running):
    assert verbs.ROUND_VERBS["pause"].arguments is NoArguments
    answer = alice_client.post(
        to_round(running, "pause"), fields(alice_client, running, seconds="5"), headers=JSON
    )
    assert answer.json()["code"] == "bad_command"
    assert Record.objects.get(pk=first_round(running).pk).status == "running"


@pytest.mark.django_db
def test_a_practice_has_no_facilitator(alice):
    table = open_table()
    assert instructions.roles_of(alice, table.round.exercise) == frozenset()

"""The name beside a seat: cleaned, seen, and nobody else's; the same for titles, without the last."""

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from game_engine import load_scenario
from tests.people import an_exercise, first_round, seat_of, take_link
from tests.pressing import press
from tests.written import KEPT, MENDED, UNSEEN
from wargame.exercises.models import Exercise, Seat
from wargame.exercises.names import NAME_LENGTH, UnusableName, clean_name, own_name

SCENARIO = load_scenario("venezuela-2025-class")
KEPT_NAMES = [
    text for text in KEPT if len(text) <= 40 and "\n" not in text and not set(text) & {"\u200b", "\u200f"}
]

TAKEN = [
    "Facilitator",
    "the FACILITATOR",
    "f a c i l i t a t o r",
    "Facilitador",
    "La facilitadora",
    "Facílitátor",
    "Ｆａｃｉｌｉｔａｔｏｒ",  # full width
    "𝔽𝕒𝕔𝕚𝕝𝕚𝕥𝕒𝕥𝕠𝕣",
    "Fасilitаtоr",  # with Cyrillic letters
    "Faci1itator",
    "FACILITATOR​",
    "Facilitator 2",
    "Bot",
    "b0t",
    "B o t",
    "Вот",  # Cyrillic
    "Bot 3",
    "Bob (bot)",
    "Ana [Facilitator]",
    "The United States",
    "United States",
    "Estados Unidos",
    "la oposición",
    "Oposicion",
    "Officer 1",
    "Officer 9",
    "oficial 2",
]
FREE = [
    *(
        "Bob",
        "Abbott",
        "Botero",
        "Lisbet",
        "María José",
        "O'Brien",
        "Washington Silva",
        "You Xi",
        "Bo T.",
        "7",
    ),
    *("דנה", "محمد", "Ольга", "さくら", "Ángel (mesa 2)", "👩🏽‍🚀 Ana", "Officer's daughter"),
]


@pytest.mark.parametrize("name", [*KEPT_NAMES, *FREE])
def test_a_name_in_any_script_stays_as_it_is(name):
    assert own_name(name, SCENARIO) == name


@pytest.mark.parametrize("text", [text for text, _cleaned in MENDED])
def test_a_name_is_one_line(text):
    name = clean_name(text, most=200)
    assert name
    assert not set(name) & set("\n\t\v\u202e\u2067\u200f")


@pytest.mark.parametrize("name", [text for text in UNSEEN if text.strip()])
def test_a_name_that_nobody_sees_is_refused(name):
    with pytest.raises(UnusableName) as refused:
        clean_name(name)
    assert refused.value.why == "unseen"


@pytest.mark.parametrize("name", TAKEN)
def test_a_name_that_passes_for_anothers_is_refused(name):
    with pytest.raises(UnusableName) as refused:
        own_name(name, SCENARIO)
    assert refused.value.why == "name_taken"


def test_a_name_has_a_length():
    assert clean_name("👩" * NAME_LENGTH)
    with pytest.raises(UnusableName) as refused:
        clean_name("e\u0301" * (NAME_LENGTH + 1))
    assert refused.value.why == "too_long"


@given(st.text(max_size=60))
@settings(max_examples=200)
def test_a_name_that_is_taken_as_it_is_stays_so(text):
    try:
        name = own_name(text, SCENARIO)
    except UnusableName:
        return
    assert own_name(name, SCENARIO) == name


# --- at the doors


def test_every_sample_can_be_kept_and_read_again(alice):
    """Red where a database refuses a letter (NUL in PostgreSQL) or gives another back."""
    exercise = an_exercise(alice)
    seat = seat_of(first_round(exercise), "us")
    for text in (*KEPT, *(text for text, _cleaned in MENDED)):
        name = clean_name(text, most=200)[:NAME_LENGTH]
        Seat.objects.filter(pk=seat.pk).update(name=name)
        assert Seat.objects.get(pk=seat.pk).name == name


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ("Facilitator", 400, "Please choose another name."),
        ("\u3164", 400, "Nothing of that can be seen."),
        ("x" * 41, 400, "At most 40 letters"),
        ("  ", 302, ""),
        ("\U0001faea\tAna\x00", 302, ""),
    ],
)
def test_both_doors_say_what_is_wrong_with_a_name(client, alice, typed, status, words):
    exercise = an_exercise(alice)
    seat = seat_of(first_round(exercise), "us")
    for door in (f"/join/{exercise.code}/", take_link(seat)):
        answer = client.post(door, {"name": typed, "seat": seat.pk})
        assert answer.status_code == status
        if words:
            assert words in answer.content.decode()
        else:
            assert Seat.objects.get(pk=seat.pk).name == ("\U0001faea Ana" if typed.strip() else "")
            client.cookies.clear()
            Seat.objects.filter(pk=seat.pk).update(joined_at=None, name="")
    if words:
        assert not Seat.objects.filter(joined_at__isnull=False).exists()


def test_the_facilitator_gives_no_such_name_either(alice, alice_client):
    seat = seat_of(first_round(an_exercise(alice)), "us")
    press(alice_client, f"/rounds/{seat.round_id}/", f"/exercises/seats/{seat.pk}/name/", name="Bot")
    assert "Please choose another name." in alice_client.get("/exercises/").text
    assert Seat.objects.get(pk=seat.pk).name == ""


@override_settings(LANGUAGE_CODE="en")
def test_a_title_is_cleaned_and_seen(alice_client):
    fields = {"scenario": "first-steps", "rounds": 1, "clock": "free"}
    answer = alice_client.post("/exercises/new/", {**fields, "title": "\u3164"})
    assert "Nothing of that can be seen." in answer.content.decode()
    assert not Exercise.objects.exists()
    alice_client.post("/exercises/new/", {**fields, "title": "שיעור\u200f\tב \U0001faea\u202e"})
    assert Exercise.objects.get().title == "שיעור ב \U0001faea"

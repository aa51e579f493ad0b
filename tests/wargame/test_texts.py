"""What people write comes out as they meant it, is kept as it is shown, and cannot disturb its neighbours."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.written import KEPT, MENDED, UNSEEN
from wargame.texts import clean_line, clean_text, is_seen

# Everything that is no half of a letter, and what is likely to be mishandled often.
anything = st.text(
    st.characters()
    | st.sampled_from(
        "a \n\r\t\v\xa0\u0301\u0316\u034f\u200b\u200c\u200d\u200e\u202e\u2028\u3164\ufe0f\U0001f3f4"
    )
    | st.sampled_from("\U000e0067\U000e0062\U000e007f\U000e0101\ud800\uf0b7\x1e\u1100\u1161\u0e47\u05b7")
)


@pytest.mark.parametrize("text", KEPT)
def test_what_is_written_in_any_script_stays_as_it_is(text):
    assert clean_text(text) == text
    assert is_seen(text)


@pytest.mark.parametrize(("text", "cleaned"), MENDED)
def test_what_was_meant_is_kept(text, cleaned):
    assert clean_text(text) == cleaned


@pytest.mark.parametrize("text", UNSEEN)
def test_what_shows_nothing_is_nothing(text):
    assert clean_text(text) == ""
    assert not is_seen(clean_line(text))


def test_a_line_is_one_line():
    assert clean_line(" Ana\r\n\tMaría\u2028\xa0 López ") == "Ana María López"
    assert clean_line("\u0301\u200dBob\u200f") == "Bob"
    assert clean_line("דנה\u200f (א)") == "דנה (א)"


@given(anything)
@settings(max_examples=400)
@example("\r\x00\n")
@example("e\xad\u0301")
@example(" \u0301 \u0301a")
@example("\u200da\U000e0067\U000e0062")
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(anything)
@settings(max_examples=400)
def test_what_comes_out_can_be_kept_and_shown(text):
    for cleaned in (clean_text(text), clean_line(text)):
        # UTF-8 takes no halves of letters, PostgreSQL no NUL, and a page no other control.
        cleaned.encode()
        assert not {unicodedata.category(one) for one in cleaned} & {"Cc", "Cs", "Co"} - {
            "Cc" if "\n" in cleaned else ""
        }
        assert unicodedata.is_normalized("NFC", cleaned)
        assert not set(cleaned) & set(
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\r\v\t\u2028\u2029"
        )
    assert clean_text(text) == "" or is_seen(clean_text(text))


def test_letters_that_this_python_does_not_know_yet_are_letters():
    unknown = [chr(one) for one in range(0x1F000, 0x1FB00) if unicodedata.category(chr(one)) == "Cn"]
    assert unknown
    for letter in (*unknown, "\U000323b0"):
        assert clean_text(letter) == letter == clean_line(letter)
        assert is_seen(letter)

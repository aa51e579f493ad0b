"""What people type: names and join codes, made safe and uniform."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override, pgettext

from game_engine import LANGUAGES, Scenario
from wargame.exercises.articles import without_article
from wargame.exercises.editions import seat_name, the_seat
from wargame.exercises.models import CODE_LETTERS, NAME_LENGTH
from wargame.texts import clean_line, is_seen

CODE_LENGTH = 8


WHY: dict[str, Promise] = {
    "too_long": gettext_lazy("At most %(most)d letters, please."),
    "unseen": gettext_lazy("Nothing of that can be seen. Please write letters or signs that show."),
    "name_taken": gettext_lazy(
        "That is what the facilitator, a seat or a bot is called here. Please choose another name."
    ),
}


class UnusableName(ValueError):
    """`why` is a key of WHY: too long, nothing visible, or it can be taken for somebody else's. `most`: its limit."""

    def __init__(self, why: str, *, most: int) -> None:
        super().__init__(why)
        self.why = why
        self.most = most

    def advice(self) -> str:
        """What to do about it, in the reader's language."""
        return str(WHY[self.why]) % {"most": self.most}


# By the digest of the scenario: names that no person may have.
_TAKEN: dict[str, frozenset[str]] = {}


def clean_name(text: str, *, most: int = NAME_LENGTH) -> str:
    """The name on one line, possibly empty. Raises UnusableName."""
    name = clean_line(text)
    if text.strip() and not is_seen(name):
        raise UnusableName("unseen", most=most)
    if len(name) > most:
        raise UnusableName("too_long", most=most)
    return name


def own_name(text: str, scenario: Scenario) -> str:
    """The name of a person at a table of that scenario, possibly empty. Raises UnusableName."""
    name = clean_name(text)
    taken = _TAKEN.get(scenario.digest)
    if taken is None:
        found = {_likeness(part) for other in _others(scenario) for part in _parts(other)}
        taken = _TAKEN[scenario.digest] = frozenset(found - {""})
    if any(_likeness(part) in taken for part in _parts(name)):
        raise UnusableName("name_taken", most=NAME_LENGTH)
    return name


BRACKETED = re.compile(r"[(\[{<（【](.*?)[)\]}>）】]")


def _others(scenario: Scenario) -> Iterator[str]:
    """Every name that a page uses for somebody other than a person."""
    for language in LANGUAGES:
        with override(language):
            yield from offices()
            for seat in scenario.seats(scenario.officers.most):
                yield seat_name(scenario, seat)
                yield the_seat(scenario, seat)


def offices() -> list[str]:
    """Who speaks at a table and is no player, in the language of the moment."""
    names = pgettext(
        "names that no player may have, by commas",
        "Facilitator, Moderator, Administrator, Admin, Bot, Offramp",
    )
    return names.split(", ")


def _parts(name: str) -> Iterator[str]:
    """The parts that may be taken for another's name: all without number or article, what is in brackets, the rest."""
    for part in (name, *BRACKETED.findall(name), BRACKETED.sub("", name)):
        yield part
        yield without_article(re.sub(r"[\W\d_]+$", "", part.strip()))


# Letters that look like Latin ones, as capitals and as small letters. Others are unlikely disguises.
_SAME = str.maketrans(
    {
        alike: letter
        for letter, letters in {
            "a": "АаΑαɑ",
            "b": "ВвΒβЬь8",
            "c": "СсϹϲ",
            "d": "Ԁԁ",
            "e": "ЕеЁёΕε3",
            "f": "Ϝϝƒ",
            "g": "ɡ",
            "h": "НнΗҺһհ",
            "i": "ІіΙιıӀӏLlI1|!ɩ",
            "j": "Јј",
            "k": "КкΚκ",
            "m": "МмΜ",
            "n": "Νηոп",
            "o": "ОоΟοσօ0",
            "p": "РрΡρ",
            "q": "Ԛԛ",
            "r": "гᴦ",
            "s": "Ѕѕ5$",
            "t": "ТтΤτ",
            "u": "υսᴜ",
            "v": "Ѵѵν",
            "w": "Ԝԝω",
            "x": "ХхΧχ",
            "y": "УуΥγ",
            "z": "Ζᴢ",
        }.items()
        for alike in letters
    }
)


def _likeness(name: str) -> str:
    """What a name looks like at a glance: small Latin letters where it can be read so, without accents or signs."""
    plain = unicodedata.normalize("NFKD", name).translate(_SAME)
    folded = unicodedata.normalize("NFKD", plain.casefold()).translate(_SAME)
    words = ["".join(letter for letter in word if letter.isalnum()) for word in folded.split()]
    joined = "".join(words)
    # "B o t" is a bot, "Bo T." a person.
    apart = len(joined) <= 4 and any(len(word) > 1 for word in words)
    return " ".join(words) if apart else joined


def clean_code(text: str) -> str | None:
    """The join code that was meant: any case, with spaces, dashes or dots between. None for an impossible code.

    O and 0, I, L and 1 are in no code, because they are taken for one another; whoever reads one of them has
    most likely misread a Q or a J, so it is taken for that.
    """
    plain = unicodedata.normalize("NFKC", text[:64]).upper()
    letters = "".join(letter for letter in plain if letter.isalnum()).translate(MISREAD)
    if len(letters) != CODE_LENGTH or any(letter not in CODE_LETTERS for letter in letters):
        return None
    return letters


MISREAD = str.maketrans({"O": "Q", "0": "Q", "I": "J", "1": "J", "L": "J"})


def shown_code(code: str) -> str:
    """A code as people read it: two groups of four."""
    return f"{code[:4]}-{code[4:]}"

"""The articles of all languages, which stand before a name and are no part of it."""

import re
from functools import cache

from django.utils.translation import override, pgettext

from game_engine import LANGUAGES


def without_article(name: str) -> str:
    """The name without the article of any of our languages before it: 'leadership' for 'the leadership'."""
    return _articles(tuple(LANGUAGES)).sub("", name)


@cache
def _articles(languages: tuple[str, ...]) -> re.Pattern[str]:
    found: list[str] = []
    for language in languages:
        with override(language):
            found += pgettext("articles that stand before a name, by commas", "the, a, an").split(", ")
    return re.compile(rf"^({'|'.join(map(re.escape, found))})\s+", re.IGNORECASE)

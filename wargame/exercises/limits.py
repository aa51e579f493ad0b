"""How often something may happen: counts that the cache forgets by itself."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Limit:
    """At most `most` times within `seconds` of the first, for each key. The key itself is not kept."""

    name: str
    most: int
    seconds: int

    def reached(self, key: str) -> bool:
        """Whether the next one is too many."""
        return int(cache.get(self._place(key), 0)) >= self.most

    def count(self, key: str) -> None:
        """One more."""
        place = self._place(key)
        cache.add(place, 0, self.seconds)
        try:
            cache.incr(place)
        except ValueError:  # forgotten between the two lines: a new window begins
            cache.set(place, 1, self.seconds)

    def _place(self, key: str) -> str:
        return f"limit:{self.name}:{salted_hmac('offramp.limit', key, algorithm='sha256').hexdigest()[:32]}"


WRONG_CODES = Limit("wrong-codes", most=20, seconds=60)
ALL_WRONG_CODES = Limit("all-wrong-codes", most=300, seconds=60)
STARTS = Limit("starts", most=20, seconds=3600)

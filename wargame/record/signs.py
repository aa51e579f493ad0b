"""Signs of life, a row each: when a web process could last take a move, and when the sweeper last ran."""

from datetime import datetime

from wargame.record.models import Sign

WEB, SWEEP, PROBE = "web", "sweep", "probe"


def last(name: str) -> datetime | None:
    """When the sign was last given; None if it never was."""
    return Sign.objects.filter(pk=name).values_list("at", flat=True).first()


def give(name: str, *, now: datetime) -> bool:
    """Give the sign; False if it was never given before, which is for `begin`."""
    return bool(Sign.objects.filter(pk=name).update(at=now))


def renew(name: str, *, now: datetime, since: datetime) -> bool:
    """Give the sign, if it was given at `since` or later; False, and nothing is changed, if not."""
    return bool(Sign.objects.filter(pk=name, at__gte=since).update(at=now))


def replace(name: str, *, was: datetime, now: datetime) -> bool:
    """Give the sign, if it was last given at `was`: of several that try, one succeeds."""
    return bool(Sign.objects.filter(pk=name, at=was).update(at=now))


def begin(name: str, *, now: datetime) -> None:
    """Give the sign for the first time. A second call does nothing."""
    Sign.objects.bulk_create([Sign(name=name, at=now)], ignore_conflicts=True)

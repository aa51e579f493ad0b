"""Work away from the sockets. Each task may run any number of times, or be started again by the sweeper."""

from celery import shared_task

from wargame.exercises import once
from wargame.play import actions


@shared_task
def resolve_turn(round_id: str, turn: int, trigger: str) -> None:
    actions.resolve_turn(round_id, turn, trigger)


@shared_task
def play_bots(round_id: str, turn: int) -> None:
    actions.play_bots(round_id, turn)


@shared_task
def sweep() -> None:
    actions.sweep()
    actions.relieve_absent()
    actions.note_presence()
    once.forget_old()
    actions.swept()

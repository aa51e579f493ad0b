"""Work for Celery, sent once the transaction is committed.

Sent from a thread of its own: a broker that is slow or gone must not hold up the move that asked. What is lost
on the way is found by the sweeper.
"""

import logging
from concurrent.futures import ThreadPoolExecutor

from django.db import transaction

logger = logging.getLogger(__name__)
_sender = ThreadPoolExecutor(max_workers=1, thread_name_prefix="later")


def resolve(round_id: str, turn: int, trigger: str) -> None:
    """Have the turn closed, if it can be when its time comes."""
    _ask("resolve_turn", round_id, turn, trigger)


def play_bots(round_id: str, turn: int) -> None:
    """Have the round's bots look at the table."""
    _ask("play_bots", round_id, turn)


def _ask(name: str, *args: str | int) -> None:
    transaction.on_commit(lambda: _sender.submit(_send, name, args))


def _send(name: str, args: tuple[str | int, ...]) -> None:
    # Celery takes a while to load, and a web process that comes back has people waiting.
    from wargame.celery import app

    try:
        app.send_task(f"wargame.play.tasks.{name}", args=args, retry=False)
    except Exception:
        logger.warning("could not ask for %s; the sweeper will", name)

"""Rounds that were played before there were board rows get theirs from what a seat was shown of the public board.

Officer 1 is in every round, and no standing policy plays that seat.
"""

import json

from django.db import migrations

TELLER = "officer-1"
DERIVED = ("honour", "safety")
AT_ONCE = 200


def tracks_of(body):
    """The values of a turn's frame, by track, on the scale that people see."""
    view = json.loads(body).get("view") or {}
    tracks = {track["name"]: track["shown"] for track in view.get("tracks", ())}
    estimates = view.get("estimates") or {}
    return tracks | {name: estimates[name] * 10 for name in DERIVED if name in estimates}


def fill(apps, schema_editor):
    frames = apps.get_model("play", "SeatEvent").objects.filter(seat=TELLER, kind="turn")
    board_row = apps.get_model("play", "BoardRow")
    rows = []
    for round_id, turn, body in frames.values_list("round_id", "turn", "body").iterator(chunk_size=AT_ONCE):
        if tracks := tracks_of(body):
            rows.append(board_row(round_id=round_id, turn=turn, tracks=json.dumps(tracks, separators=(",", ":"))))
        if len(rows) >= AT_ONCE:
            board_row.objects.bulk_create(rows, ignore_conflicts=True)
            rows.clear()
    board_row.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ('play', '0004_board'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

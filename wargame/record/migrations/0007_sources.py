"""Entries of earlier logs are given their source, as far as they tell it. It is no part of their chain."""

from django.db import migrations

LED = ("started", "paused", "resumed", "extended", "ended", "scored", "put_out")


def fill(apps, schema_editor):
    entries = apps.get_model("play", "LogEntry").objects
    moves = entries.filter(command__isnull=False)
    moves.filter(body__endswith='"by":"bot"}').update(source="bot")
    moves.exclude(body__endswith='"by":"bot"}').exclude(body__endswith='"by":"return"}').update(source="person")
    led = entries.filter(kind__in=LED) | entries.filter(kind="close", body__contains='"trigger":"facilitator"')
    # A practice is led by its player, whom the log does not tell from others.
    rounds = apps.get_model("exercises", "Round").objects
    led.filter(round__in=rounds.exclude(exercise__owner=None)).update(source="facilitator")
    led.filter(round__in=rounds.filter(exercise__owner=None)).update(source="person")


class Migration(migrations.Migration):

    dependencies = [
        ('play', '0006_format_2'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

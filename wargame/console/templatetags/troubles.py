from typing import Any

from django import template

from wargame.console.rows import Row
from wargame.play import trouble

register = template.Library()


@register.inclusion_tag("console/_troubles.html")
def troubles(shown: Row | tuple[Row, ...]) -> dict[str, Any]:
    """What is wrong with the server, for the facilitator of this round or these."""
    rows = (shown,) if isinstance(shown, Row) else shown
    late = [str(row.round.number) for row in rows if row.round.pk in trouble.now.late]
    return {"saves": trouble.now.saves, "sweepless": trouble.sweepless_since(), "late": late}

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wargame.texts import isolated

register = template.Library()
register.filter(isolated)


@register.filter
def bdi(text: str) -> SafeString:
    """What somebody wrote, for the middle of a sentence: its direction is its own, and ends with it."""
    return format_html("<bdi>{}</bdi>", text)

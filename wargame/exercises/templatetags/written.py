from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wargame.texts import isolated

register = template.Library()
register.filter(isolated)


@register.filter
def bdi(text: str) -> SafeString:
    """A user's text in the middle of a sentence, with a text direction of its own."""
    return format_html("<bdi>{}</bdi>", text)

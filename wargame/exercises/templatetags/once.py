from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wargame.exercises.once import FIELD, new_token

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """A hidden field that names this showing of a form, so that sending it twice does one thing."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_token())

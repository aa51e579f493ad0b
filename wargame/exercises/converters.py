"""Parts of addresses: what can be no id of ours is not looked for."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class IdConverter(StringConverter):
    regex = "[a-z0-9]{16}"


register_converter(IdConverter, "id")

"""Parts of addresses: a text that cannot be one of our ids is not looked up."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class IdConverter(StringConverter):
    regex = "[a-z0-9]{16}"


register_converter(IdConverter, "id")

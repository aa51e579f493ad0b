from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The tables keep the label under which the first rounds were stored."""

    name = "wargame.record"
    label = "play"
    default_auto_field = "django.db.models.BigAutoField"

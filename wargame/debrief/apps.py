from django.apps import AppConfig


class DebriefConfig(AppConfig):
    name = "wargame.debrief"
    label = "debrief"
    default_auto_field = "django.db.models.BigAutoField"

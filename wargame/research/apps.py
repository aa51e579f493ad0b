from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "wargame.research"
    label = "research"

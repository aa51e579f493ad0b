from django.apps import AppConfig


class SupervisorConfig(AppConfig):
    name = "wargame.supervisor"
    label = "supervisor"

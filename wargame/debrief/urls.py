from django.urls import path

from wargame.debrief import views
from wargame.exercises import converters  # noqa: F401  (its import names the converter)

app_name = "debrief"
urlpatterns = [
    path("rounds/<id:round_id>/log/", views.log, name="log"),
    path("rounds/<id:round_id>/log.json", views.download, name="log_json"),
]

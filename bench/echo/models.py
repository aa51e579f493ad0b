"""What the usual stack keeps of a move: one row."""

from django.db import models


class Move(models.Model):
    table = models.CharField(max_length=16, db_index=True)
    body = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "echo"

    def __str__(self) -> str:
        return f"{self.table} {self.pk}"

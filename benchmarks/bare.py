"""The rival of the webhook benchmark: a project of one view that inserts one row."""

from __future__ import annotations

from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path


class Row(models.Model):
    """One body, as it came."""

    body = models.TextField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "benchmarks"

    def __str__(self) -> str:
        return f"row {self.pk}"


def keep(request: HttpRequest) -> HttpResponse:
    """Insert the body; nothing is checked and nothing is read."""
    Row._default_manager.create(body=request.body.decode())
    return HttpResponse("Stored.")


urlpatterns = [path("", keep)]


def make_table() -> None:
    """Make the one table."""
    with connection.schema_editor() as editor:
        editor.create_model(Row)


def insert_plainly(body: str) -> None:
    """The same row by a plain statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO benchmarks_row (body, received_at) "
            "VALUES (%s, '2026-01-01 00:00:00')",
            [body],
        )

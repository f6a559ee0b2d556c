"""PostgreSQL no longer asks for the batch of each row at the commit of a claim.

SQLite would have to write every message anew for the same change, and gains nothing
by it: there only the state of the models changes.
"""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


class OnPostgres(migrations.AlterField):
    """An alteration that other databases do without."""

    def database_forwards(self, app_label: Any, schema_editor: Any, *states: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, *states)

    def database_backwards(self, app_label: Any, schema_editor: Any, *states: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, *states)


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0001_initial"),
        ("messaging", "0001_initial"),
    ]

    operations = [
        OnPostgres(
            model_name="message",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dispatch.batch",
            ),
        ),
    ]

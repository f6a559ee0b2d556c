"""PostgreSQL finds rows by ClickSend's id through a hash index: it is cheaper to write.

SQLite has one kind of index: there only the state of the models changes.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

import clicksendhub.dispatch.indexes


class _OnPostgres:
    """What other databases do without."""

    def database_forwards(self, app_label: Any, schema_editor: Any, *states: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, *states)

    def database_backwards(self, app_label: Any, schema_editor: Any, *states: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, *states)


class _RemoveIndex(_OnPostgres, migrations.RemoveIndex):
    pass


class _AddIndex(_OnPostgres, migrations.AddIndex):
    pass


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0001_initial"),
        ("messaging", "0002_message_batch_unconstrained"),
    ]

    operations = [
        _RemoveIndex(model_name="message", name="message_by_provider"),
        _AddIndex(
            model_name="message",
            index=clicksendhub.dispatch.indexes.WholeValueIndex(
                fields=["provider_id"],
                condition=models.Q(("provider_id", ""), _negated=True),
                name="message_by_provider",
            ),
        ),
    ]

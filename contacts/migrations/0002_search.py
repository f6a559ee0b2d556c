"""What a search needs: trigrams, and the order of names by bytes."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from contacts import trigrams

# Names are sorted and compared as bytes, as SQLite does and as Python does: only then do
# the ranges of a beginning and of a page come from the index.
_BY_BYTES = (
    'ALTER TABLE contacts_contact ALTER COLUMN name_key TYPE varchar(200) COLLATE "C"'
)
_AS_BEFORE = (
    "ALTER TABLE contacts_contact ALTER COLUMN name_key TYPE varchar(200) "
    'COLLATE "default"'
)
# With its list of pending entries (the default): an import would take seven times as long
# without. A search right after one reads at most gin_pending_list_limit of it, 4 MB.
_INDEX = (
    "CREATE INDEX contact_by_trigram ON contacts_contact "
    "USING gin (search gin_trgm_ops)"
)


def begin(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection
    if database.vendor == "postgresql":
        # A trusted extension: whoever may create in the database may add it.
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute(_BY_BYTES)
        schema_editor.execute(_INDEX)
    elif trigrams.can_keep(database):
        trigrams.create(database)


def end(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection
    if database.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS contact_by_trigram")
        schema_editor.execute(_AS_BEFORE)
    else:
        trigrams.drop(database)


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]

    operations = [
        migrations.RunPython(begin, end),
    ]

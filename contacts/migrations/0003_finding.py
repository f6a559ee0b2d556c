"""Indexes: pieces by key, who has no number or e-mail address, what befell a person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contacts", "0002_search")]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["contact_list", "id"], name="contact_by_key"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["account", "id"], name="contact_by_key_anywhere"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("number", "")),
                fields=["account", "name_key", "id"],
                name="contact_without_number",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("email", "")),
                fields=["account", "name_key", "id"],
                name="contact_without_email",
            ),
        ),
        migrations.AddIndex(
            model_name="changedrow",
            index=models.Index(fields=["contact_id"], name="changed_row_by_contact"),
        ),
    ]

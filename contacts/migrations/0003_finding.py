"""Indexes for pieces by key, and for whoever has no number or no e-mail address."""

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
    ]

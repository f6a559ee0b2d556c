"""An index for what happened to one thing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["account_id", "target"], name="audit_by_target"),
        ),
    ]

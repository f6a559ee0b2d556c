from django.db import migrations, models
from django.utils import timezone


def ask_for_rules(apps, schema_editor):
    """Accounts whose rules stand already want those of faxes as well."""
    accounts = apps.get_model("credentials", "Account").objects
    accounts.filter(removed_at=None, rules__isnull=False, rules_due_at=None).update(
        rules_due_at=timezone.now()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0002_voice_rules'),
    ]

    operations = [
        migrations.AlterField(
            model_name='rule',
            name='kind',
            field=models.CharField(choices=[('inbound_push', 'replies, pushed'), ('inbound_poll', 'replies, fetched'), ('receipt_push', 'receipts, pushed'), ('receipt_poll', 'receipts, fetched'), ('voice_push', 'receipts of calls, pushed'), ('voice_poll', 'receipts of calls, fetched'), ('fax_push', 'receipts of faxes, pushed'), ('fax_poll', 'receipts of faxes, fetched')], max_length=20),
        ),
        migrations.RunPython(ask_for_rules, migrations.RunPython.noop),
    ]

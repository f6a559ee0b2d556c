"""How often in a row an import broke, when it was touched, and an undo that halts."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0004_stepping'),
    ]

    operations = [
        migrations.AddField(
            model_name='import',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='import',
            name='touched_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AlterField(
            model_name='import',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('checking', 'Being checked'), ('checked', 'Checked'), ('importing', 'Importing'), ('stopped', 'Stopped half-way'), ('done', 'Done'), ('failed', 'Could not be read'), ('undoing', 'Being undone'), ('halted', 'Undone half-way'), ('undone', 'Undone')], default='draft', max_length=10),
        ),
    ]

"""What keeping in step remembers: rests, names, files, tries; and its small indexes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0003_finding'),
        ('credentials', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='contactlist',
            name='file_seen_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='contactlist',
            name='filed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='contactlist',
            name='marks_after',
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='contactlist',
            name='own_name',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='contactlist',
            name='push_after',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='contactlist',
            name='rests_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='removal',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('asked_at__isnull', False), ('provider_id', None)), fields=['contact_list', 'asked_at'], name='contact_in_doubt'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('goes_out', False), ('refused_version__isnull', False)), fields=['contact_list'], name='contact_refused'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('asked_at', None), ('email', ''), ('fax_number', ''), ('number', ''), ('provider_id', None)), fields=['contact_list'], name='contact_unreachable'),
        ),
        migrations.AddIndex(
            model_name='removal',
            index=models.Index(fields=['account', 'list_provider_id', 'tries', 'id'], name='removal_in_turn'),
        ),
    ]

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What figures are counted, summed and told apart by joins the indexes of their days."""

    dependencies = [
        ('findings', '0003_sides'),
        ('inspections', '0002_defaults'),
        ('orgs', '0004_one_administrator'),
        ('works', '0003_answered_for'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='finding',
            name='finding_state',
        ),
        migrations.RemoveIndex(
            model_name='finding',
            name='finding_found',
        ),
        migrations.RemoveIndex(
            model_name='finding',
            name='finding_closed',
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['state', 'step_due_at', 'id', 'owner_body', 'responsible_body', 'supervising_body', 'keeper_body', 'label', 'jurisdiction', 'supervised_object', 'link', 'found_on'], name='finding_state'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['found_on', 'id', 'owner_body', 'responsible_body', 'supervising_body', 'keeper_body', 'label', 'state', 'jurisdiction', 'supervised_object', 'link', 'source', 'severity', 'reopen_count', 'repeats', 'amount_fen'], name='finding_found'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['closed_at', 'id', 'owner_body', 'responsible_body', 'supervising_body', 'keeper_body', 'label', 'jurisdiction', 'supervised_object', 'link', 'assigned_at', 'due_at', 'submitted_at', 'extension_count', 'return_count', 'money_recovered_fen'], name='finding_closed'),
        ),
    ]

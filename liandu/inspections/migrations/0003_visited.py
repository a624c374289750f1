from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The figures begin at the inspections of a period."""

    dependencies = [
        ('access', '0002_third_person'),
        ('inspections', '0002_defaults'),
        ('orgs', '0004_one_administrator'),
        ('works', '0003_answered_for'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='inspection',
            index=models.Index(fields=['scope_key', 'visited_from', 'id'], name='inspection_visited'),
        ),
    ]

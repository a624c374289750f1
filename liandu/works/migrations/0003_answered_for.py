from django.db import migrations, models


class Migration(migrations.Migration):
    """Bodies know what they answer for; the tables stay as they are."""

    dependencies = [("orgs", "0004_one_administrator"), ("works", "0002_defaults")]

    operations = [
        migrations.AlterField(
            model_name="supervisedobject",
            name="responsible_bodies",
            field=models.ManyToManyField(
                blank=True, related_name="answers_for", to="orgs.body",
                verbose_name="responsible bodies",
            ),
        ),
    ]

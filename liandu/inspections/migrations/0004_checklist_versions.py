"""Checklists get drafts: a version is a draft, in use, or replaced."""

from django.db import migrations, models
from django.utils import timezone


def put_into_use(apps, _):
    """Every version there is came with a migration: nobody could copy one before."""
    every = apps.get_model("inspections", "ChecklistTemplate").objects.all()
    every.update(state="published", published_at=timezone.now())


class Migration(migrations.Migration):

    dependencies = [("inspections", "0003_alter_inspection_label")]

    operations = [
        migrations.AlterField(
            model_name="checklisttemplate",
            name="code",
            field=models.SlugField(max_length=40, verbose_name="code"),
        ),
        migrations.AddField(
            model_name="checklisttemplate",
            name="state",
            field=models.CharField(
                choices=[("draft", "Draft"), ("published", "In use"), ("retired", "Replaced")],
                default="draft", max_length=10, verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="checklisttemplate",
            name="published_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="in use since"),
        ),
        migrations.RunPython(put_into_use, migrations.RunPython.noop),
        migrations.RemoveConstraint("checklisttemplate", "one_checklist_in_use"),
        migrations.RemoveField("checklisttemplate", "is_current"),
        migrations.AddConstraint(
            model_name="checklisttemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("code",),
                name="one_checklist_in_use",
            ),
        ),
    ]

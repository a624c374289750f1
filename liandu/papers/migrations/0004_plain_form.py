"""Forms without a red head: workpapers and the close-out form are kept, not sent out as papers."""

from django.db import migrations, models

FORMS = [("standard", "Red head"), ("letter", "Letter"), ("plain", "Without a head")]
HEADLESS = ("inspection_workpaper", "close_out_form")


def load(apps, _):
    template = apps.get_model("papers", "PaperTemplate")
    # Words that somebody changed are a later version, and stay as they are.
    template.objects.filter(code__in=HEADLESS, version=1, form="standard").update(form="plain")


class Migration(migrations.Migration):
    dependencies = [("papers", "0003_more_papers")]
    operations = [
        *(
            migrations.AlterField(
                model_name=model,
                name="form",
                field=models.CharField(
                    choices=FORMS, default="standard", max_length=10,
                    verbose_name="form of the paper",
                ),
            )
            for model in ("paper", "papertemplate")
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]

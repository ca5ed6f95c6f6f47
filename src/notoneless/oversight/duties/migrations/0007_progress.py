from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0006_child"),
    ]

    operations = [
        migrations.AddField(
            model_name="dutyrow",
            name="progress",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
    ]

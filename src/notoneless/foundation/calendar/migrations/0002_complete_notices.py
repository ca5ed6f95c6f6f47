from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calendar", "0001_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="loadednotice",
            name="is_complete",
            field=models.BooleanField(default=False),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0007_progress"),
    ]

    operations = [
        migrations.AddField(
            model_name="dutyrow",
            name="over_on",
            field=models.DateField(null=True),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0005_no_record"),
    ]

    operations = [
        migrations.AddField(
            model_name="dutyrow",
            name="child",
            field=models.UUIDField(null=True),
        ),
    ]

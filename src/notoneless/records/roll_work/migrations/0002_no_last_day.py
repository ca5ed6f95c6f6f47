from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("roll_work", "0001_first"),
    ]

    operations = [
        migrations.RemoveField(model_name="rollworkplan", name="until_on"),
    ]

"""That a pupil was back is taken back with the report that said so."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("attendance", "0007_no_report"),
    ]

    operations = [
        migrations.AddField(
            model_name="absencetrace",
            name="is_current",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="absencetrace",
            name="report",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="attendance.arrivalreport",
            ),
        ),
    ]

"""Why a class has no report of some days."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """After leave can be withdrawn."""

    dependencies: ClassVar = [
        ("access", "0003_units_by_number"),
        ("attendance", "0006_leave_withdrawn"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="NoReport",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("why", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.unit",
                    ),
                ),
            ],
            options={
                "db_table": "attendance_no_report",
                "indexes": [models.Index(fields=["unit", "last_on"], name="attendance_no_report_of_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_on__gte", models.F("first_on"))), name="attendance_no_report_forwards"
                    )
                ],
            },
        ),
    ]

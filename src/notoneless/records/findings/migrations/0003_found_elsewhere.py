import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_units_by_number"),
        ("findings", "0002_child_found"),
        ("people", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="FoundElsewhere",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("is_current", models.BooleanField()),
                (
                    "child",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.child"
                    ),
                ),
                (
                    "comparison",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="findings.comparison"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit"),
                ),
            ],
            options={
                "db_table": "findings_found_elsewhere",
                "indexes": [models.Index(fields=["unit", "is_current"], name="findings_elsewhere_of_unit")],
            },
        ),
    ]

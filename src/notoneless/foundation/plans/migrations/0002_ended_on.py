"""The day from which on somebody ended an adoption stands beside the day on which it ends, which a later version may move."""

from typing import Any, ClassVar

from django.db import migrations, models


def as_ended(apps: Any, _editor: Any) -> None:
    """Whatever was ended says why; what a later version brought to an end says nothing."""
    adoption = apps.get_model("plans", "Adoption")
    adoption._base_manager.exclude(ended_because="").update(ended_on=models.F("until_on"))


class Migration(migrations.Migration):
    """After the first."""

    dependencies: ClassVar = [("plans", "0001_first")]
    operations: ClassVar = [
        migrations.AddField("adoption", "ended_on", models.DateField(null=True)),
        migrations.RunPython(as_ended, migrations.RunPython.noop),
    ]

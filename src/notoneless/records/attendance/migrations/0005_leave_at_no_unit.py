"""No step of a leave lacks its child, and neither a leave nor a step is tied to a home, nor a step to a class."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """After the children of the steps are written."""

    dependencies: ClassVar = [("attendance", "0004_leave_goes_with_the_child")]
    operations: ClassVar = [
        migrations.AlterField(
            "leavestep",
            "child",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.child"),
        ),
        migrations.RemoveField("leavestep", "unit"),
        migrations.RemoveField("leavestep", "also_unit"),
        migrations.RemoveField("leave", "also_unit"),
    ]

"""Leave and its steps are reached as their child is: each step names the child, and no leave the home it was asked for from."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models


def as_their_leave(apps: Any, _editor: Any) -> None:
    """Each step is of the child of its leave."""
    leaves = apps.get_model("attendance", "Leave")._base_manager.filter(pk=models.OuterRef("leave_id"))
    steps = apps.get_model("attendance", "LeaveStep")._base_manager
    steps.update(child_id=models.Subquery(leaves.values("child_id")))


class Migration(migrations.Migration):
    """After the steps of a leave that goes on; that no step lacks a child is said by the next, once these are written."""

    dependencies: ClassVar = [("attendance", "0003_leave_goes_on"), ("people", "0004_household_ids")]
    operations: ClassVar = [
        migrations.AddField(
            "leavestep",
            "child",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.child"
            ),
        ),
        migrations.RunPython(as_their_leave, migrations.RunPython.noop),
    ]

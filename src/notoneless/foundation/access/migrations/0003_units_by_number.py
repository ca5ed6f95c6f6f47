"""Units stand in the order of the numbers in their names: 2组 before 10组."""

from typing import Any

from django.db import migrations

_TOGETHER = 1_000


def order(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 (as Django calls it)
    """Make the key of every unit anew."""
    from notoneless.foundation.access.rules import unit_sort_key

    units = apps.get_model("access", "Unit")._base_manager
    rows = list(units.only("id", "name", "sort_key"))
    for row in rows:
        row.sort_key = unit_sort_key(row.name)
    units.bulk_update(rows, ["sort_key"], batch_size=_TOGETHER)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_more_kinds_of_units"),
    ]

    operations = [migrations.RunPython(order, migrations.RunPython.noop)]

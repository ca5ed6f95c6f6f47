"""Which unit numbers a paper stands beside the unit it is of: until now they were the same."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models


def as_issuers(apps: Any, _editor: Any) -> None:
    """Whatever was issued was issued by the unit it is of."""
    apps.get_model("papers", "Paper")._base_manager.update(issuer_id=models.F("unit_id"))


class Migration(migrations.Migration):
    """After the first."""

    dependencies: ClassVar = [("papers", "0001_first"), ("access", "0003_units_by_number")]
    operations: ClassVar = [
        migrations.AddField(
            "paper",
            "issuer",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit"
            ),
        ),
        migrations.RunPython(as_issuers, migrations.RunPython.noop),
    ]

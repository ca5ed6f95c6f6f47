"""A leave knows the slip that was issued of it last."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """After the first, and after papers know who issued them."""

    dependencies: ClassVar = [("attendance", "0001_first"), ("papers", "0003_numbers_of_issuers")]
    operations: ClassVar = [
        migrations.AddField(
            "leave",
            "paper",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"
            ),
        ),
    ]

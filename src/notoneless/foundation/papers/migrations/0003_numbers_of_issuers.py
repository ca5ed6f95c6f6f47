"""Numbers are counted by the unit that issues."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """After the issuers are known."""

    dependencies: ClassVar = [("papers", "0002_issuers")]
    operations: ClassVar = [
        migrations.AlterField(
            "paper",
            "issuer",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.unit"),
        ),
        migrations.RemoveConstraint("paper", "papers_paper_number_once"),
        migrations.AddConstraint(
            "paper",
            models.UniqueConstraint(fields=["issuer", "series", "year", "serial"], name="papers_paper_number_once"),
        ),
    ]

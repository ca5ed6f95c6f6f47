"""One row for each child instead of eight: what a name is searched by."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_TOGETHER = 2_000


def fill(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 (as Django calls it)
    """Write the row of every child on record."""
    from notoneless.foundation.people.rules import beginnings

    children, searched = (apps.get_model("people", name) for name in ("Child", "SearchedName"))
    rows = [
        searched(child_id=id_, beginnings=beginnings(name))
        for id_, name in children._base_manager.values_list("pk", "name")
    ]
    searched.objects.bulk_create(rows, batch_size=_TOGETHER)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_one_index_of_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchedName",
            fields=[
                (
                    "child",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.child",
                    ),
                ),
                ("beginnings", models.TextField()),
            ],
            options={"db_table": "people_searched_name"},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.DeleteModel(name="NameToken"),
    ]

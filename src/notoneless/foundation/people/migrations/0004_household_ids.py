"""A household that rosters brought has an id that follows from its row and from no key: keys are renewed, families stay."""

from typing import Any, ClassVar

from django.db import migrations

from notoneless.foundation.sealing.keys import key_ring
from notoneless.kernel.identifiers import derived
from notoneless.kernel.problems import NotonelessError


def follow_rows(apps: Any, _editor: Any) -> None:
    """Give each household whose id came from a key the id that follows from what it says."""
    household, child = apps.get_model("places", "Household"), apps.get_model("people", "Child")
    if not household._base_manager.exists():
        return
    try:
        ring = key_ring()
    except (
        NotonelessError
    ):  # without the keys nothing can be worked out or renewed either: these households stay as they are
        return
    for row in household._base_manager.iterator():
        said = f"{row.head_name}\x1f{row.address}"
        if row.pk.bytes not in ring.indexes(f"{row.unit_id.hex}\x1f{said}", "golden/household"):
            continue
        new = derived(row.unit_id, said)
        household._base_manager.get_or_create(
            pk=new, defaults={"unit_id": row.unit_id, "head_name": row.head_name, "address": row.address}
        )
        child._base_manager.filter(household_id=row.pk).update(household_id=new)
        household._base_manager.filter(pk=row.pk).delete()


class Migration(migrations.Migration):
    """After the searched names."""

    dependencies: ClassVar = [("people", "0003_searched_names"), ("places", "0001_first")]
    operations: ClassVar = [migrations.RunPython(follow_rows, migrations.RunPython.noop)]

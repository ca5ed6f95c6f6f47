"""The watch list of a demonstration: files of the cast's class, one without a keeper, a wavering pupil, a screening."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from notoneless.casework.early_warning.rules.following import Answered, How, Whom
from notoneless.casework.watch_list.rules.kinds import CareKind, Effect, KeyGroup, Screened
from notoneless.casework.watch_list.services import (
    care,
    contact,
    judge_care,
    mark_group,
    open_file,
    propose_groups,
    screen,
    waver,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.scope import in_force, visible_to
from notoneless.foundation.people.models import ChildUnit
from notoneless.interfaces.demo.county.ground import Ground, Path
from notoneless.interfaces.demo.county.people import Appointing

_REASONS = ("learning", "learning conduct", "family inclined")
"""Why each of the first pupils of the class is listed: invented."""

_CARE = (CareKind.TUTORING, "每周三、周五放学后补数学")
_WAVERING, _OF_GROUP = -1, -2
"""Which pupils of the class waver and are of a key group, from its end."""


@dataclass(frozen=True)
class Watching:
    """Who looks after whom. `seats`: where the cast sits."""

    ground: Ground
    appointing: Appointing
    seats: dict[str, Path]

    @transaction.atomic
    def look_after(self) -> None:
        """List some pupils of the class, the last of them without a keeper; turn to one, screen the class,
        mark one, and propose whom lists name.
        """
        unit = self.ground.units[self.seats["wang"]]
        teacher, today = self.appointing.holder("class_teacher", unit), self.ground.ctx().today
        periods = visible_to(self._as(teacher), "watch_list.open", ChildUnit).filter(in_force(today), unit_id=unit)
        children = list(periods.order_by("-child__sort_key", "child_id").values_list("child_id", flat=True))
        if len(children) < len(_REASONS) - _OF_GROUP:
            return
        entries = [self._list(teacher, child, unit, why) for child, why in zip(children, _REASONS, strict=False)]
        self._keep(teacher, entries[0])
        waver(self._as(teacher), child=children[_WAVERING], on=today, note="同学外出打工，他也想去")
        mark_group(self._as(teacher), child=children[_OF_GROUP], key_group=KeyGroup.NEAR_POVERTY)
        propose_groups(self.ground.ctx(), unit=self.ground.root)
        screen(self._as(teacher), unit=unit, screened=Screened.WELL, children=None, rest=True)

    def _as(self, teacher: Context) -> Context:
        return self.ground.as_other(teacher)

    def _list(self, teacher: Context, child: UUID, unit: UUID, why: str) -> UUID:
        kept = why != _REASONS[-1]
        keeper = {"keeper_unit": unit if kept else None, "keeper_role": "class_teacher" if kept else None}
        return open_file(self._as(teacher), child=child, reasons=why, note=None, **keeper)

    def _keep(self, teacher: Context, entry: UUID) -> None:
        today, (kind, words) = self.ground.ctx().today, _CARE
        given = {"manner": How.PHONE, "whom": Whom.GUARDIAN, "answered": Answered.OTHER, "note": None}
        contact(self._as(teacher), watch_list_entry=entry, on=today, **given)
        made = care(self._as(teacher), watch_list_entry=entry, on=today, care_kind=kind, care_words=words)
        judge_care(self._as(teacher), care=made, effect=Effect.BETTER, on=today, effect_words="测验及格了")

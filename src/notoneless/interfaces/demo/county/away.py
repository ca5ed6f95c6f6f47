"""Children of a demonstration who are schooled elsewhere, one confirmed by another county's signature, and migrant children."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from notoneless.foundation.access.models import UnitClosure
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.models import Child, Guardian
from notoneless.interfaces.demo.county.cast import Cast
from notoneless.kernel.sealing import fresh_ring
from notoneless.kernel.signing import fingerprint, own_public_key, signed
from notoneless.records.findings.models import Finding, FoundElsewhere
from notoneless.records.migrants.services import apply_for_place, register
from notoneless.records.schooling_elsewhere.rules.confirmation import Confirmation, digest_of, salt_of, written
from notoneless.records.schooling_elsewhere.selectors.proposing import term_ends
from notoneless.records.schooling_elsewhere.services import contact, import_confirmation, open_record, trust_key

_AWAY, _MIGRANTS = 3, 2
_PLACE, _SCHOOL = "外省临江市河东区", "河东实验学校"
_SINCE = timedelta(days=60)


class Away:
    """What the township of the cast records of its children who are schooled elsewhere, and of some who have come here."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def begin(self) -> None:
        """Some children away: one on file and confirmed by signature, one spoken with, one of whom details are missing."""
        with transaction.atomic():
            for number, child in enumerate(self._living_here(FoundElsewhere, _AWAY)):
                record = self._opened(child, is_whole=number < _AWAY - 1)
                guardian = self._guardian(child)
                if guardian is not None and number < _AWAY - 1:
                    given = {"guardian": guardian, "way": "phone", "family_said": "attending", "note": "已报到"}
                    ctx = self._cast.by("chen")
                    contact(ctx, elsewhere_record=record, on=ctx.today, **given)
                if number == 0:
                    self._confirmed(child, record)
            for child in self._living_here(Finding, _MIGRANTS):
                self._migrant(child)

    def _living_here(self, model: Any, most: int) -> Iterable[Child]:
        """Children whom the last comparison found so, those of the township first, in the order of their names."""
        ctx, town = self._cast.by("chen"), self._cast.unit("zhang")
        within = UnitClosure.objects.filter(ancestor_id=town).values_list("descendant_id", flat=True)
        found = model._base_manager.filter(is_current=True, child__isnull=False)
        near = set(found.filter(unit_id__in=set(within)).values_list("child_id", flat=True))
        rows = visible_to(ctx, "elsewhere.open", Child).filter(pk__in=found.values("child_id"), born_on__isnull=False)
        return sorted(rows.order_by("sort_key", "id"), key=lambda child: child.pk not in near)[:most]

    def _opened(self, child: Child, is_whole: bool) -> UUID:
        ctx = self._cast.by("chen")
        given: dict[str, Any] = {
            "beyond": "county",
            "away_place": _PLACE,
            "since_on": ctx.today - _SINCE,
            "school": _SCHOOL,
        }
        if is_whole:
            given |= {
                "stage": "primary",
                "grade": 4,
                "class_name": "四（2）班",
                "student_number": f"L{child.pk.hex[:12]}",
            }
        return open_record(ctx, child=child.pk, **given)

    def _guardian(self, child: Child) -> UUID | None:
        rows = visible_to(self._cast.by("chen"), "elsewhere.contact", Guardian).filter(child=child)
        return rows.order_by("id").values_list("pk", flat=True).first()

    def _confirmed(self, child: Child, record: UUID) -> None:
        """The bureau enters the other county's key, and its confirmation is taken in."""
        ring, ctx = fresh_ring(), self._cast.by("chen")
        public_key = own_public_key(ring)
        given = {"county": _PLACE, "public_key": public_key, "key_fingerprint": fingerprint(public_key)}
        trust_key(ctx, unit=self._cast.unit("chen"), compared_with="河东区教育局 刘科长", **given)
        ctx, salt = self._cast.by("chen"), salt_of(self._cast.ground.ctx().ids.new())
        told = Confirmation(
            serial=str(ctx.ids.new()),
            county=_PLACE,
            key=given["key_fingerprint"],
            school=_SCHOOL,
            grade=4,
            class_name="四（2）班",
            since=(ctx.today - _SINCE).isoformat(),
            issued=ctx.today.isoformat(),
            until=max(term_ends(ctx.today), ctx.today + timedelta(days=1)).isoformat(),
            salt=salt,
            who=digest_of(salt, child.name, child.born_on) if child.born_on else "",
        )
        text = written(told, lambda content: signed(ring, content))
        import_confirmation(ctx, elsewhere_record=record, signed_text=text)

    def _migrant(self, child: Child) -> None:
        """A child in no school that has come from elsewhere, and its guardian's application."""
        ctx, guardian = self._cast.by("chen"), self._guardian(child)
        given = {"from_place": _PLACE, "came_on": ctx.today - _SINCE, "accountable_school": self._cast.unit("li")}
        entered = register(ctx, child=child.pk, **given)
        if guardian is not None:
            ctx = self._cast.by("chen")
            apply_for_place(ctx, migrant_child=entered, guardian=guardian, signed_on=ctx.today, grade=3)

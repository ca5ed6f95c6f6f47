"""Keeping what a comparison doubts: who was doubted before stays the same doubt, and who is doubted no more is let go."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef

from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.sealing.models import Plain, search_keys
from notoneless.records.adjudication.models import Decision, Doubt, Verdict
from notoneless.records.adjudication.rules.contents import SAYS, Row, content_of, named, plain, rows_at, tells_a_child
from notoneless.records.adjudication.rules.sides import SHOWN, Cell, changed_fields, is_akin, side_by_side
from notoneless.records.adjudication.services.binding import side_of
from notoneless.records.rosters.rules.stacking import Stack
from notoneless.records.rosters.rules.versions import RosterKind
from notoneless.tabular.fields import Field

if TYPE_CHECKING:
    from notoneless.linkage import LinkResult

_AT_ONCE = 500
_HELD = (
    "comparison", "is_current", "found_at", "unit_id", "other_unit_id", "own_roster_id", "own_source", "own_row",
    "other_roster_id", "other_source", "other_row", "shown", "score", "reason_zh", "reason_en", "alike",
)  # fmt: skip
"""What is written anew of a doubt that was there before."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A pair that a comparison doubts: the positions of its rows in the household stack and in that of another kind."""

    kind: RosterKind
    own: int
    other: int
    score: int
    reason_zh: str
    reason_en: str


Keys = tuple[str, bytes, bytes]
"""The kind of the other roster, and the search keys of what both rows say."""


def reviewed(kind: RosterKind, in_chinese: "LinkResult", in_english: "LinkResult") -> list[Reviewed]:
    """The review list of a comparison that was made in both languages."""
    rows, english = in_chinese.review.to_pylist(), in_english.review["reason"].to_pylist()
    return [
        Reviewed(kind, row["left_row"] - 1, row["right_row"] - 1, row["score"], row["reason"], reason_en)
        for row, reason_en in zip(rows, english, strict=True)
    ]


def keep_doubts(
    ctx: Context,
    unit: Unit,
    comparison: UUID,
    home: Stack,
    others: Mapping[RosterKind, Stack],
    found: Sequence[Reviewed],
) -> int:
    """Keep the doubts of a comparison of the children beneath a unit, within the action that compares; how many are open.

    A pair whose rows say what they said stays the same doubt, so that whoever has it open may decide it. What nobody has
    decided and the comparison no longer doubts is removed.
    """
    before = _Before.of(ctx, unit)
    made = _Making(ctx, comparison, home, others).doubts(found)
    again, new = [], []
    for key, doubt in made.items():
        old = before.open.get(key)
        if old is None:
            before.note_earlier(doubt, key)
            new.append(doubt)
        else:
            doubt.pk = old
            again.append(doubt)
    kept = {doubt.pk for doubt in again}
    before.let_go(ctx, made)
    _drop(ctx, [pk for pk in before.open.values() if pk not in kept])
    Doubt._base_manager.bulk_update(again, [name.removesuffix("_id") for name in _HELD], batch_size=_AT_ONCE)
    Doubt.objects.bulk_create(new, batch_size=_AT_ONCE)
    return len(made)


def _drop(ctx: Context, gone: list[UUID]) -> None:
    """Remove what nobody has decided; what somebody has, if undone since, is past."""
    rows = visible_to(ctx, _CODE, Doubt)
    decided = Exists(Decision._base_manager.filter(doubt=OuterRef("pk")))
    for at in range(0, len(gone), _AT_ONCE):
        some = rows.filter(pk__in=gone[at : at + _AT_ONCE])
        some.filter(decided).update(is_current=False)
        some.filter(~decided).delete()


_CODE = "finding.compare"


class _Making:
    """Doubts of one comparison as rows of the table."""

    def __init__(self, ctx: Context, comparison: UUID, home: Stack, others: Mapping[RosterKind, Stack]) -> None:
        self._ctx, self._comparison = ctx, comparison
        self._home, self._others = home, others

    def doubts(self, found: Sequence[Reviewed]) -> dict[Keys, Doubt]:
        """Each pair once, by what its rows say, the best first."""
        made: dict[Keys, Doubt] = {}
        for kind, stack in self._others.items():
            pairs = sorted((pair for pair in found if pair.kind is kind), key=lambda pair: -pair.score)
            own = _Side(self._home, RosterKind.HOUSEHOLD, [pair.own for pair in pairs])
            other = _Side(stack, kind, [pair.other for pair in pairs])
            for at, pair in enumerate(pairs):
                key = (kind.value, own.key(at), other.key(at))
                if key not in made:
                    made[key] = self._doubt(
                        pair, stack, (own.rows[at], other.rows[at]), max(own.alike(at), other.alike(at))
                    )
        return made

    def _doubt(self, pair: Reviewed, stack: Stack, rows: tuple[Row, Row], alike: int) -> Doubt:
        home, own, other = self._home, pair.own, pair.other
        return Doubt(
            id=self._ctx.ids.new(),
            comparison=self._comparison,
            is_current=True,
            found_at=self._ctx.at,
            unit_id=home.units[own],
            other_unit_id=stack.units[other],
            other_kind=pair.kind.value,
            own_roster_id=home.rosters[own],
            own_source=home.titles[own],
            own_row=home.rows[own],
            other_roster_id=stack.rosters[other],
            other_source=stack.titles[other],
            other_row=stack.rows[other],
            own_name=plain(rows[0], Field.NAME)[:60],
            other_name=plain(rows[1], Field.NAME)[:60],
            shown=[cell.packed() for cell in side_by_side(*rows)],
            score=pair.score,
            reason_zh=pair.reason_zh,
            reason_en=pair.reason_en,
            own_content=Plain(content_of(rows[0], RosterKind.HOUSEHOLD)),
            other_content=Plain(content_of(rows[1], pair.kind)),
            alike=alike,
            changed=[],
        )


class _Side:
    """The rows of one roster that stand in pairs, and how many others say exactly the same without telling one child."""

    def __init__(self, stack: Stack, kind: RosterKind, positions: Sequence[int]) -> None:
        self.rows = rows_at(stack.table, positions, dict.fromkeys((*SHOWN, *SAYS[kind])))
        self._kind = kind
        self._contents = [content_of(row, kind) for row in self.rows]
        unsure = {plain(row, Field.NAME) for row in self.rows if not tells_a_child(row)}
        like = rows_at(stack.table, named(stack.table, unsure), SAYS[kind])
        self._said = Counter(content_of(row, kind) for row in like if not tells_a_child(row))

    def key(self, at: int) -> bytes:
        """The search key of what a row says, under the newest key of the ring."""
        return search_keys(Doubt, side_of(self._kind), self._contents[at])[-1]

    def alike(self, at: int) -> int:
        """How many rows besides it say just what a row says, where that may be another child's as well."""
        return max(self._said[self._contents[at]] - 1, 0)


@dataclass(frozen=True, slots=True)
class _Before:
    """The doubts there were beneath a unit: those that are open, by their keys, and those decided, by the keys of each side."""

    open: dict[Keys, UUID]
    decided: dict[tuple[str, bytes], list[tuple[UUID, Doubt]]]

    @classmethod
    def of(cls, ctx: Context, unit: Unit) -> "_Before":
        beneath = UnitClosure.objects.filter(ancestor=unit).values("descendant_id")
        rows = visible_to(ctx, _CODE, Doubt).filter(unit__in=beneath)
        binding = Decision._base_manager.filter(is_standing=True, verdict__in=(Verdict.SAME, Verdict.DIFFERENT))
        closed = rows.filter(Exists(binding.filter(doubt=OuterRef("pk"))))
        open_ = rows.exclude(Exists(binding.filter(doubt=OuterRef("pk"))))
        by_key = {
            (kind, bytes(own), bytes(other)): pk
            for pk, kind, own, other in open_.order_by("is_current", "id").values_list(
                "pk", "other_kind", "own_key", "other_key"
            )
        }
        standing = dict(binding.filter(doubt__in=closed).values_list("doubt_id", "id"))
        decided: dict[tuple[str, bytes], list[tuple[UUID, Doubt]]] = {}
        for doubt in closed.order_by("-id"):
            for side, key in (("own", doubt.own_key), (doubt.other_kind, doubt.other_key)):
                decided.setdefault((side, bytes(key)), []).append((standing[doubt.pk], doubt))
        return cls(by_key, decided)

    def let_go(self, ctx: Context, made: Mapping[Keys, Doubt]) -> None:
        """What was decided and is doubted all the same, since it could not be used, is past: the new doubt stands for it."""
        past = [
            old.pk
            for kind, own, other in made
            for _, old in self.decided.get(("own", own), ())
            if (old.other_kind, bytes(old.other_key)) == (kind, other)
        ]
        visible_to(ctx, _CODE, Doubt).filter(pk__in=past).update(is_current=False)

    def note_earlier(self, doubt: Doubt, key: Keys) -> None:
        """Note the decision about these rows before one of them was corrected, and what it says otherwise now."""
        kind, own, other = key
        now = [Cell.unpacked(cell) for cell in doubt.shown]
        for side, place in (("other", ("own", own)), ("own", (kind, other))):
            for decision, old in self.decided.get(place, ()):
                before = [Cell.unpacked(cell) for cell in old.shown]
                if old.other_kind == kind and is_akin(before, now, side):
                    doubt.earlier, doubt.changed = decision, changed_fields(before, now)
                    return

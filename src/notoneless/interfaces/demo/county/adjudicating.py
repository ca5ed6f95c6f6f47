"""What officers make of the doubts of a comparison: a third of them is decided, the others wait."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from notoneless.foundation.access.context import Context
from notoneless.interfaces.demo.county.ground import Ground
from notoneless.interfaces.demo.county.people import Appointing
from notoneless.records.adjudication.models import Verdict
from notoneless.records.adjudication.selectors import DoubtShown, open_doubt, open_doubts
from notoneless.records.adjudication.services import decide_doubt
from notoneless.tabular.fields import Field

_DECIDED, _PUT_OFF = 3, 4
"""One doubt in three is decided each month; of those that seem to be one child one in four is put off."""

_LATER = timedelta(days=60)
_MISREAD = 4
"""In so many places two numbers differ of which one was taken down wrongly: those after the birth date."""

_WORDS = {
    Verdict.SAME: "与户口簿核对，学校登记的证号顺序码有误",
    Verdict.DIFFERENT: "同名同日生，两家均已联系，各有其人",
    Verdict.LATER: "家长外出，电话未通，返乡后再核",
}


@transaction.atomic
def adjudicate(ground: Ground, appointing: Appointing, other: Context) -> None:
    """Look at the open doubts and decide a third: the leader of the township of both sides, else `other`, of the county."""
    rows = open_doubts(ground.as_other(other)).order_by("-score", "own_row", "other_kind", "other_row")
    looked_at: dict[Verdict, list[tuple[UUID, Context]]] = {verdict: [] for verdict in Verdict}
    for doubt, *units in list(rows.values_list("pk", "unit_id", "other_unit_id")):
        decider = _decider(ground, appointing, units) or other
        looked_at[_verdict(open_doubt(ground.as_other(decider), doubt, "zh"))].append((doubt, decider))
    for verdict, found in looked_at.items():
        for number, (doubt, decider) in enumerate(found[::_DECIDED]):
            is_put_off = verdict is Verdict.SAME and number % _PUT_OFF == 1
            _decide(ground.as_other(decider), doubt, Verdict.LATER if is_put_off else verdict)
            ground.times.pass_by(minutes=1)


def _decider(ground: Ground, appointing: Appointing, units: Sequence[UUID]) -> Context | None:
    """The leader of the township in which all of some units are."""
    towns = {path[0] for path, unit in ground.units.items() if unit in units}
    town = towns.pop()
    return None if towns or town not in ground.towns else appointing.holder("township_leader", ground.units[(town,)])


def _decide(ctx: Context, doubt: UUID, verdict: Verdict) -> None:
    check_on = ctx.today + _LATER if verdict is Verdict.LATER else None
    decide_doubt(ctx, doubt=doubt, verdict=verdict, check_on=check_on, reason=_WORDS[verdict])


def _verdict(shown: DoubtShown) -> Verdict:
    """One child where all but a few figures agrees; two where as much speaks against it; else nobody can tell yet."""
    cells = {cell.field: cell for cell in shown.cells}
    number = cells.get(Field.ID_NO)
    if shown.partners or number is None or number.agree is not False or not cells[Field.DOB].agree:
        return Verdict.LATER
    if number.apart > _MISREAD or not cells[Field.NAME].agree or cells[Field.VILLAGE].agree is False:
        return Verdict.DIFFERENT
    return Verdict.LATER if shown.alike or not shown.reaches_both else Verdict.SAME

"""The first step: return efforts, the first of which begins a procedure."""

from datetime import date
from uuid import UUID

from notoneless.casework.cases.models import Case
from notoneless.casework.cases.rules.standing import OPEN
from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.facts import Attitude, Effort, Fact, Grave, How, Side
from notoneless.casework.procedures.rules.moves import Move, Stage
from notoneless.casework.procedures.services.recording import Beside, enter_move
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.attachments.models import Attachment
from notoneless.foundation.people.models import Child
from notoneless.kernel.problems import Problem


@action("procedure.record_effort", words="登记劝返", english="Record a return effort")
def record_effort(  # noqa: PLR0913 (what the record of an effort asks)
    ctx: Context,
    *,
    child: Child,
    on: date,
    how: How,
    place: Line | None,
    sides: Line,
    met: Line | None,
    attitude: Attitude,
    law_explained: Passage | None,
    difficulty: Passage | None,
    agreed_on: date | None,
    grave: Grave | None,
    proof: Attachment | None,
) -> UUID:
    """Record that people turned to the family of a child with an open case; the event. The first begins the procedure.

    sides: who took part, codes of Side with blanks between. grave: something that has to be told to another authority. Where
    it was, who was met, the law explained and the difficulty are sealed. Raises Refused for a child without an open case.
    """
    effort = Effort(
        how, place or "", _sides(sides), attitude, met or "", law_explained or "", difficulty or "", agreed_on
    )
    fact = Fact(Move.RECORD_EFFORT, on, by=ctx.actor, effort=effort, grave=grave)
    words = {"place": place, "met": met, "law_explained": law_explained, "difficulty": difficulty}
    return enter_move(ctx, _procedure(ctx, child, on), fact, Beside(words, proof=proof))


def _sides(text: str) -> frozenset[Side]:
    try:
        return frozenset(Side(each) for each in text.split())
    except ValueError:
        raise Unusable(Problem("procedures.nobody_went")) from None


def _procedure(ctx: Context, child: Child, on: date) -> Procedure:
    """The procedure of a child that is not ended, or a new one where its case is open."""
    found = (
        Procedure._base_manager.select_for_update(of=("self",)).filter(child=child).exclude(stage=Stage.ENDED).first()
    )
    if found is not None:
        return found
    if not Case._base_manager.filter(child=child, state__in=OPEN).exists():
        raise Refused(Problem("procedures.no_case"))
    row = Procedure(id=ctx.ids.new(), child=child, stage=Stage.NOTHING, since=on, opened_at=ctx.at)
    row.save(force_insert=True)
    return row

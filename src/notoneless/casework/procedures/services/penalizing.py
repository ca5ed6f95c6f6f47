"""The third step up to its decision: proceedings opened on a legal basis, an inquiry, the advance notice, a hearing."""

from datetime import date
from uuid import UUID

from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.facts import Basis, Fact, Officer, Text
from notoneless.casework.procedures.rules.moves import Move
from notoneless.casework.procedures.selectors.known import authority_of, local_units
from notoneless.casework.procedures.services.papers import (
    addressed,
    check_number,
    matter_of,
    party_of,
    set_papers,
)
from notoneless.casework.procedures.services.recording import (
    Beside,
    before,
    check,
    enter_move,
    last_event,
    unit_of,
    write,
)
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused
from notoneless.foundation.attachments.models import Attachment
from notoneless.kernel.problems import Problem
from notoneless.typesetting.paper import written_day

ISSUE_NOTICE, CALL_HEARING = "procedure.issue_notice", "procedure.call_hearing"
NOTICE, HEARING = "penalty_notice", "hearing_notice"
"""The papers of the third step before its decision."""


@action("procedure.open_penalty", words="行政处罚立案", english="Open penalty proceedings")
def open_penalty(  # noqa: PLR0913 (what a legal basis is told by)
    ctx: Context,
    *,
    procedure: Procedure,
    unit: Unit,
    on: date,
    text_kind: Text,
    law: Line,
    article: str,
    least: int,
    most: int,
    delegated: Line | None,
) -> UUID:
    """Open proceedings on a legal basis that is entered: kind of text, name, article, range of the fine in yuan; the event.

    delegated: the text that hands a township the power. Raises Refused without a basis or competence, and before the order
    has run out.
    """
    if unit.pk not in local_units(ctx, procedure.child_id):
        raise Refused(Problem("procedures.not_where", {"unit": unit.name}))
    basis = Basis(text_kind, law, article, least, most)
    fact = Fact(
        Move.OPEN_PENALTY, on, by=ctx.actor, authority=authority_of(unit), delegated=delegated or "", basis=basis
    )
    return enter_move(ctx, procedure, fact, Beside(unit=unit))


@action("procedure.inquire", words="登记调查取证", english="Record an inquiry")
def inquire(  # noqa: PLR0913 (two officers, each with a certificate)
    ctx: Context,
    *,
    procedure: Procedure,
    on: date,
    officer: Line,
    certificate: Line,
    second_officer: Line,
    second_certificate: Line,
    note: Passage | None,
    proof: Attachment | None,
) -> UUID:
    """Record an inquiry by two officers with their certificates; the event. The note is sealed. Raises Refused for one."""
    officers = (Officer(officer, certificate), Officer(second_officer, second_certificate))
    fact = Fact(Move.INQUIRE, on, by=ctx.actor, officers=officers)
    return enter_move(ctx, procedure, fact, Beside({"note": note}, proof=proof), "procedure.inquire")


@action("procedure.issue_notice", words="签发处罚告知书", english="Issue the advance notice of a penalty")
def issue_notice(ctx: Context, *, procedure: Procedure, amount: int, found: Passage) -> UUID:
    """Tell the party today what is intended: facts and evidence (`found`), basis, amount in yuan, and its rights; the event.

    The paper and its receipt are numbered by the authority that opened the proceedings. Raises Refused before an inquiry and
    for an amount out of the range of the basis, NotFound where that authority is out of reach.
    """
    known = before(ctx, procedure)
    told = Fact(Move.ISSUE_NOTICE, ctx.today, by=ctx.actor, amount=amount)
    fact = addressed(ctx, procedure, known.standing.facts, told)
    check(ctx, known, fact)
    check_number(found, "《行政处罚法》第四十条")
    unit = unit_of(ctx, ISSUE_NOTICE, procedure, Move.OPEN_PENALTY)
    argument, hearing = known.by.limits.argument, known.by.limits.hearing_asked
    words = {
        "found": found,
        "amount": str(amount),
        "argument": f"，请在收到本告知书后{argument.span.value}个工作日内提出" if argument is not None else "",
        "hearing_days": str(hearing.span.value),
    }
    matter = matter_of(procedure, known.standing.facts)
    paper, receipt = set_papers(ctx, ISSUE_NOTICE, unit, NOTICE, party_of(procedure, fact) | matter | words)
    return write(ctx, procedure, known, fact, Beside(unit=unit, paper=paper, receipt=receipt))


@action("procedure.call_hearing", words="签发听证通知书", english="Issue the notice of a hearing")
def call_hearing(
    ctx: Context, *, procedure: Procedure, hearing_on: date, hearing_at: str, place: Line, host: Line
) -> UUID:
    """Tell the party today when, where and before whom it is heard; the event. host: nobody who inquired.

    Raises Refused where nobody has asked for a hearing, and for a day before the time that law leaves the party.
    """
    known = before(ctx, procedure)
    call = Fact(Move.CALL_HEARING, ctx.today, by=ctx.actor, until=hearing_on)
    fact = addressed(ctx, procedure, known.standing.facts, call)
    check(ctx, known, fact)
    inquired = known.standing.facts[Move.INQUIRE]
    if host in {each.name for each in inquired.officers}:
        raise Refused(Problem("procedures.host_inquired", {"name": host}))
    unit = unit_of(ctx, CALL_HEARING, procedure, Move.OPEN_PENALTY)
    notice = last_event(procedure, Move.ISSUE_NOTICE).paper
    told = {
        "notice_number": notice.number if notice is not None else "",
        "amount": str(known.standing.facts[Move.ISSUE_NOTICE].amount),
        "hearing_on": written_day(hearing_on),
        "hearing_at": hearing_at,
        "place": place,
        "host": host,
    }
    of_party = {name: text for name, text in party_of(procedure, fact).items() if name != "child"}
    paper, receipt = set_papers(ctx, CALL_HEARING, unit, HEARING, of_party | told)
    return write(ctx, procedure, known, fact, Beside(unit=unit, paper=paper, receipt=receipt))

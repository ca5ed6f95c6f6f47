"""A school's own rules: written as a draft, adopted as a version and a numbered paper."""

import hashlib
import json
from datetime import date
from uuid import UUID

from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.parameters import Line, Passage
from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.access.unit_kinds import UnitKind
from notoneless.foundation.papers.models import PaperState
from notoneless.foundation.papers.services import issue
from notoneless.kernel.problems import Problem
from notoneless.oversight.appraisal.models import SchoolRules
from notoneless.oversight.appraisal.rules.signing import RulesState, why_not_in_force
from notoneless.typesetting.paper import written_day

ADOPT = "school_rules.adopt"
KIND = "school_rules"
"""The paper by which rules are adopted."""


def rules_digest(row: SchoolRules) -> str:
    """What stands for all that a draft says: another where any of it is another. 64 hexadecimal digits."""
    said = (row.title, row.basis, row.school_duties, row.guardian_duties)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@action("school_rules.write", words="起草保学规章", english="Write the school's own rules")
def write_rules(
    ctx: Context, *, unit: Unit, heading: str, basis: Passage, school_duties: Passage, guardian_duties: Passage
) -> UUID:
    """Write the draft of a school's rules, or write it anew; the draft. What is in force stays until the draft is adopted.

    Raises Unusable for a unit that is no school.
    """
    if unit.kind != UnitKind.SCHOOL:
        raise Unusable(Problem("appraisal.only_schools"))
    rows = visible_to(ctx, "school_rules.write", SchoolRules).select_for_update(of=("self",))
    row = rows.filter(unit=unit, state=RulesState.DRAFT).first()
    row = row or SchoolRules(id=ctx.ids.new(), unit=unit, state=RulesState.DRAFT)
    row.title, row.basis, row.school_duties, row.guardian_duties = heading, basis, school_duties, guardian_duties
    row.written_on, row.written_by_id = ctx.today, ctx.actor  # type: ignore[assignment]
    row.save()
    return row.pk


@action("school_rules.adopt", words="审定保学规章", english="Adopt the school's own rules")
def adopt_rules(ctx: Context, *, school_rules: SchoolRules, seen: Line, effective_on: date) -> UUID:
    """Let a draft be in force from a day on, as the next version and a numbered paper; the paper.

    seen: the digest (`rules_digest`) of the draft as this person read it. Raises Refused for what is adopted already, for a
    draft written anew since, and a school without a prefix; Unusable for a day that is past or not after that of the version
    before.
    """
    if school_rules.state != RulesState.DRAFT:
        raise Refused(Problem("appraisal.adopted_already"))
    if rules_digest(school_rules) != seen:
        raise Refused(Problem("appraisal.rules_changed"))
    rows = visible_to(ctx, ADOPT, SchoolRules).filter(unit=school_rules.unit_id, state=RulesState.ADOPTED)
    earlier = list(rows.select_for_update(of=("self",)).select_related("paper").order_by("-version"))
    former = next((row for row in earlier if row.paper is not None and row.paper.state == PaperState.ISSUED), None)
    wrong = why_not_in_force(effective_on, ctx.today, former.from_on if former else None)
    if wrong:
        raise Unusable(wrong)
    row = school_rules
    row.state, row.version = RulesState.ADOPTED, (earlier[0].version or 0) + 1 if earlier else 1
    row.adopted_on, row.adopted_by_id, row.from_on = ctx.today, ctx.actor, effective_on
    data = {
        "school": row.unit.name,
        "title": row.title,
        "version": str(row.version),
        "basis": row.basis,
        "school_duties": row.school_duties,
        "guardian_duties": row.guardian_duties,
        "effective_on": written_day(effective_on),
    }
    supersedes = former.paper if former else None
    row.paper = issue(ctx, ADOPT, unit=row.unit, kind=KIND, data=data, supersedes=supersedes)
    row.save(update_fields=["state", "version", "adopted_on", "adopted_by", "from_on", "paper"])
    return row.paper.pk

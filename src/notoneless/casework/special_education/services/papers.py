"""Numbered papers of a file: the notice of a placement, the agreement on home lessons to be signed, the handbook of a pupil."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from notoneless.casework.special_education.models import (
    EducationProgramme,
    FilePaper,
    HomeLesson,
    NeedsAssessment,
    Placement,
    SpecialFile,
    standing_lessons,
)
from notoneless.casework.special_education.rules.homebound import HomeNumbers, Situation
from notoneless.casework.special_education.rules.kinds import Decided, Learns
from notoneless.casework.special_education.rules.papers import MOST_LESSONS, norm_words, why_no_handbook, why_not_begun
from notoneless.casework.special_education.rules.refusing import why_not_agreed
from notoneless.casework.special_education.selectors.knowing import answering
from notoneless.casework.special_education.selectors.proposing import guardian_of
from notoneless.casework.special_education.selectors.teaching import given_by
from notoneless.casework.special_education.services.checking import begun, check_learns, numbers_for, refuse
from notoneless.casework.special_education.services.noting import check_situation
from notoneless.foundation.access.actions import action
from notoneless.foundation.access.context import Context
from notoneless.foundation.access.models import Unit, UnitClosure
from notoneless.foundation.access.parameters import Passage
from notoneless.foundation.access.refusals import NotAllowed, Refused
from notoneless.foundation.access.scope import unit_reached
from notoneless.foundation.papers.rules.filling import Data
from notoneless.foundation.papers.services import issue
from notoneless.kernel.problems import Problem, sentence
from notoneless.typesetting.paper import written_day

NOTICE, AGREEMENT, HANDBOOK = "special.issue_notice", "homebound.issue_agreement", "homebound.issue_handbook"


@action("special.issue_notice", words="出具教育安置通知书", english="Issue the notice of an educational placement")
def issue_placement_notice(ctx: Context, *, placement: Placement) -> UUID:
    """Set a placement that was agreed to on numbered paper, for guardian and school; the paper. A later one takes its place.

    What experts found and why it was decided stay out. Raises Refused for one that was not agreed to or is no longer in
    force, and for a unit without a prefix.
    """
    file = placement.file
    if placement.decided != Decided.AGREED:
        raise Refused(Problem("special_education.not_agreed_yet"))
    check_learns(ctx, file, Learns(placement.learns))
    unit = _issuer(ctx, NOTICE, file)
    found = NeedsAssessment._base_manager.filter(file=file, on__lte=placement.on).order_by("-on", "-id").first()
    data = _of_child(file) | {
        "authority": unit.name,
        "guardian": guardian_of(file) or _words("paper_guardian"),
        "school": _answering(ctx, file),
        "learns": _words(f"learns_{placement.learns}"),
        "assessed_on": written_day(found.on) if found is not None else "",
        "decided_on": written_day(placement.decided_on or ctx.today),
    }
    return _issued(ctx, (NOTICE, "placement_notice"), file, unit, data)


@action("homebound.issue_agreement", words="出具送教上门协议书", english="Issue the agreement on homebound instruction")
def issue_home_agreement(
    ctx: Context,
    *,
    special_file: SpecialFile,
    situation: Situation,
    party_name: str,
    on: date,
    until_on: date,
    terms: Passage,
) -> UUID:
    """Set on numbered paper what a family or an institution is to sign, with the norm of the plan that binds; the paper. What
    was signed is recorded with `homebound.agree`. Raises Refused for a child placed otherwise, and days that cannot be."""
    check_learns(ctx, special_file, Learns.HOMEBOUND)
    refuse(why_not_begun(on, ctx.today))
    refuse(why_not_agreed(Learns.HOMEBOUND, Learns.HOMEBOUND, on, until_on, has_paper=True))
    numbers = numbers_for(ctx, special_file)
    check_situation(situation, numbers)
    unit = _issuer(ctx, AGREEMENT, special_file)
    data = _of_child(special_file) | {
        "school": unit.name,
        "situation": _words(f"situation_{situation}"),
        "party": party_name,
        "since": written_day(on),
        "until": written_day(until_on),
        "norm": _norm(numbers),
        "terms": terms,
    }
    return _issued(ctx, (AGREEMENT, "home_agreement"), special_file, unit, data)


@action("homebound.issue_handbook", words="出具送教上门手册", english="Issue the handbook of a home-taught pupil")
def issue_handbook(ctx: Context, *, special_file: SpecialFile, since: date, until: date) -> UUID:
    """Set the lessons of a pupil between two days on numbered paper, without talks with the family; the paper. Raises Refused
    for days out of order, more lessons than one handbook holds, and where none was given."""
    rows = standing_lessons().filter(file=special_file, on__gte=since, on__lte=until)
    lessons = list(rows.order_by("on", "begins_at", "id")[: MOST_LESSONS + 1])
    refuse(why_no_handbook(since, until, ctx.today, len(lessons)))
    unit = _issuer(ctx, HANDBOOK, special_file)
    names = given_by(ctx, [each.pk for each in lessons])
    programme = EducationProgramme._base_manager.filter(file=special_file).order_by("-number").first()
    taught_by = dict.fromkeys(name for each in lessons for name in names.get(each.pk, ()))
    data: dict[str, object] = {
        "school": unit.name,
        "child": special_file.child.name,
        "since": written_day(since),
        "until": written_day(until),
        "teachers": "、".join(taught_by),
        "count": str(len(lessons)),
        "hours": str(sum(each.hours for each in lessons)),
        "goals": programme.goals if programme is not None else _words("paper_no_programme"),
        "lessons": [_row(number, each, names.get(each.pk, ())) for number, each in enumerate(lessons, start=1)],
    }
    return _issued(ctx, (HANDBOOK, "home_handbook"), special_file, unit, data)  # type: ignore[arg-type]


def _row(number: int, lesson: HomeLesson, names: tuple[str, ...]) -> Mapping[str, str]:
    practice = (lesson.materials, lesson.exercises, lesson.training)
    return {
        "ordinal": str(number),
        "on": f"{written_day(lesson.on)} {lesson.begins_at}",
        "place": f"{_words(f'place_{lesson.place}')} {_words('paper_hours', hours=str(lesson.hours))}",
        "teachers": "、".join(names),
        "domains": "、".join(lesson.domains.split()),
        "taught": lesson.taught,
        "practice": "；".join(each for each in practice if each),
        "signer": lesson.signer,
    }


def _of_child(file: SpecialFile) -> dict[str, str]:
    child = file.child
    return {
        "child": child.name,
        "born_on": written_day(child.born_on) if child.born_on else _words("paper_unknown"),
    }


def _norm(numbers: HomeNumbers) -> str:
    """What the plan that binds demands, as the agreement says it; empty where no plan says anything."""
    return "".join(_words(code, **given) for code, given in norm_words(numbers))


def _answering(ctx: Context, file: SpecialFile) -> str:
    unit = answering([file.child_id], ctx.today).get(file.child_id)
    if unit is None:
        return _words("paper_school")
    return Unit._base_manager.filter(pk=unit).values_list("name", flat=True).first() or _words("paper_school")


def _issuer(ctx: Context, code: str, file: SpecialFile) -> Unit:
    """The unit of whoever acts that is nearest to where the child belongs: it numbers the paper."""
    reached = unit_reached(ctx, code, file)
    above = UnitClosure._base_manager.filter(ancestor_id__in=ctx.units_for(code), descendant_id=reached)
    found = above.select_related("ancestor").order_by("depth").first() if reached else None
    if found is None:
        raise NotAllowed(code)
    unit: Unit = found.ancestor
    return unit


def _issued(ctx: Context, what: tuple[str, str], file: SpecialFile, unit: Unit, data: Data) -> UUID:
    code, kind = what
    rows = FilePaper._base_manager.filter(file=file, kind=kind, paper__issuer=unit).select_related("paper")
    before = rows.order_by("-at", "-id").first()
    paper = issue(ctx, code, unit=unit, kind=kind, data=data, supersedes=before.paper if before else None)
    row = begun(ctx, FilePaper, file, ctx.today)
    row.kind, row.paper = kind, paper
    row.save(force_insert=True)
    return paper.pk


def _words(code: str, **given: str) -> str:
    """Papers are Chinese, whoever issues them."""
    return sentence(Problem(f"special_education.{code}", dict(given)))

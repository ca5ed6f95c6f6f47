"""Help and appraisal of a demonstration: what the school of the cast does for pupils in trouble, and by what it is scored."""

from uuid import UUID

from django.db import transaction

from notoneless.casework.support.selectors.knowing import troubled_on
from notoneless.casework.support.services import (
    assign,
    hold_parents_day,
    hold_session,
    measure,
    open_scheme,
    pair,
    plan_scheme,
    record_survey,
    record_talk,
)
from notoneless.foundation.people.schools import pupils_on
from notoneless.interfaces.demo.county.cast import Cast
from notoneless.oversight.appraisal.models import Rubric
from notoneless.oversight.appraisal.rules.rubrics import Subject
from notoneless.oversight.appraisal.selectors.parties import school_year_of
from notoneless.oversight.appraisal.services import adopt_rubric, rubric_digest, set_item, split_target, write_rubric
from notoneless.oversight.scoring.services import open_appraisals

_PLAN = {
    "help_goal": "数学单元测验及格",
    "approach": "作业分两层，课上先问基础题",
    "help_measures": "每周三面批作业\n同桌互助",
    "measured_by": "数学单元测验，满分 100",
    "begin_value": 45,
}
_NEEDED = 3
"""Pupils: one helped, one found, one counselled."""
_AFTER = 62
"""What the test of the help showed later."""

_ITEMS = (
    ("家访", "step", "40", "8.09", "visit.home_visits>=2", "1=10"),
    ("本班辍学", "step", "20", "2.22", "case.verified_at<=0", "1=10"),
    ("工作态度", "band", "40", "1.01", None, "30-40 15-29 0-14"),
)
"""Of a rubric for class teachers: title, kind, weight, clause, facts and rule of each item."""


class Helping:
    """What class teacher and head do for pupils in trouble, and the year's targets, rubric and appraisal of class teachers."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    @transaction.atomic
    def begin(self) -> None:
        """One scheme whose effect is to be looked at, one without a plan; a survey, a pairing, a talk, parents of one class."""
        room, pupils = self._cast.unit("wang"), self._pupils()
        if len(pupils) < _NEEDED:
            return
        nobody = dict.fromkeys(("far_away", "poor", "other_need"), "")
        record_survey(self._cast.by("wang"), unit=room, struggling=" ".join(map(str, pupils[:2])), **nobody)
        self._helped(pupils[0])
        told = {"child": pupils[1], "trouble": "thought", "help_means": "talk", "case": None}
        open_scheme(self._cast.by("wang"), **told)
        pair(self._cast.by("li"), child=pupils[0], mentor=self._account("wang"))
        ctx = self._cast.by("wang")
        record_talk(
            ctx, child=pupils[2], on=ctx.today, held_for="wavering", counselled="想念在外打工的父母，约好每周通话"
        )
        ctx = self._cast.by("wang")
        given = {"on": ctx.today, "invitation": "家长开放日，听课", "invited_count": 30, "came_count": 26}
        hold_parents_day(ctx, unit=room, **given)

    @transaction.atomic
    def appraise(self) -> None:
        """A target of the class, a rubric in force, and the appraisal of class teachers opened: one item waits for a person."""
        school, teacher = self._cast.unit("li"), self._account("wang")
        told = {"holder": teacher, "counted_fact": "case.verified_at", "side": "at_most", "wanted": "0"}
        given = {"target_level": "class", "teaching_group": None, **told}
        split_target(self._cast.by("li"), unit=self._cast.unit("wang"), **given)
        named = {"rubric_title": "班主任控辍考核", "full_points": "100", "rubric_template": None}
        rubric = write_rubric(self._cast.by("li"), unit=school, scored_subject=Subject.CLASS_TEACHER, **named)
        for title, kind, weight, clause, facts, rule in _ITEMS:
            item = {"item_title": title, "item_kind": kind, "weight": weight, "clause": clause}
            set_item(self._cast.by("li"), rubric=rubric, item=None, **item, counted_facts=facts, item_rule=rule)
        ctx = self._cast.by("li")
        adopt_rubric(
            ctx, rubric=rubric, seen=rubric_digest(Rubric._base_manager.get(pk=rubric)), effective_on=ctx.today
        )
        ctx = self._cast.by("li")
        open_appraisals(ctx, unit=school, scored_subject=Subject.CLASS_TEACHER, school_year=school_year_of(ctx.today))

    def _helped(self, child: UUID) -> None:
        told = {"child": child, "trouble": "study", "help_means": "teaching", "case": None}
        scheme = open_scheme(self._cast.by("wang"), **told)
        plan_scheme(self._cast.by("wang"), help_scheme=scheme, **_PLAN)
        assign(self._cast.by("li"), help_scheme=scheme, mentor=self._account("wang"))
        ctx = self._cast.by("wang")
        hold_session(ctx, help_scheme=scheme, on=ctx.today, session_words="面批作业")
        ctx = self._cast.by("wang")
        measure(ctx, help_scheme=scheme, on=ctx.today, mark_value=_AFTER, mark_words="期中测验")

    def _pupils(self) -> list[UUID]:
        """The pupils of the class of the cast, those in trouble first."""
        ctx, school, room = self._cast.by("li"), self._cast.unit("li"), self._cast.unit("wang")
        held = pupils_on(ctx.today, [school]).get(school, {})
        troubled = {child for found in troubled_on(ctx.today).values() for child in found}
        return sorted(
            (child for child, unit in held.items() if unit == room), key=lambda each: (each not in troubled, each)
        )

    def _account(self, name: str) -> UUID:
        actor = self._cast.by(name).actor
        assert actor is not None
        return actor

"""Undertakings, statistics and returns of a demonstration: what the school of the cast promises, signs and sends."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from notoneless.foundation.access.models import Unit
from notoneless.foundation.access.scope import visible_to
from notoneless.foundation.people.models import ChildUnit
from notoneless.interfaces.demo.county.cast import Cast
from notoneless.oversight.appraisal.models import SchoolRules, Undertaking
from notoneless.oversight.appraisal.services import (
    adopt_rules,
    issue_letters,
    issue_statements,
    rules_digest,
    sign_undertaking,
    write_rules,
)
from notoneless.oversight.reporting.models import Feedback, SignedForm
from notoneless.oversight.reporting.rules.statistics import FormKind
from notoneless.oversight.reporting.selectors.facts import month_facts
from notoneless.oversight.reporting.selectors.statistics import pupils_to_list
from notoneless.oversight.reporting.services import (
    acknowledge_feedback,
    explain_contradiction,
    issue_feedback,
    issue_form_paper,
    list_child,
    receive_return,
    remark_on_row,
    sign_form,
    sign_return,
)

_RULES = {
    "basis": "依照《中华人民共和国义务教育法》和本县控辍保学工作方案制定。",
    "school_duties": "（一）平等对待每一名学生，不劝退、不变相劝退。\n（二）学生没有到校的，当天联系家长。",
    "guardian_duties": "（一）按时送孩子入学，读完九年。\n（二）孩子不能到校的，当天向班主任请假。",
}
_UNSIGNED = 4
"""One undertaking in so many is not signed yet."""

_FORM = FormKind.INCLUSION


@dataclass(frozen=True)
class Promising:
    """What the school of the cast promises and sends."""

    cast: Cast

    @transaction.atomic
    def begin(self) -> None:
        """Adopt rules, issue the letters of the teachers and the statements of one class; most sign."""
        school, today = self.cast.unit("li"), self.cast.by("li").today
        heading = f"{self.cast.seats['li'][-1]}控辍保学规章"
        rules = write_rules(self.cast.by("li"), unit=school, heading=heading, **_RULES)
        seen = rules_digest(SchoolRules._base_manager.get(pk=rules))
        adopt_rules(self.cast.by("li"), school_rules=rules, seen=seen, effective_on=today)
        issue_letters(self.cast.by("li"), unit=school)
        self._sign("li", "teacher")
        issue_statements(self.cast.by("wang"), unit=self.cast.unit("wang"))
        self._sign("wang", "guardian")

    @transaction.atomic
    def close(self) -> None:
        """List a pupil on a form and sign it off, sign the last month, and feed this one back to where the children live."""
        self._fill()
        month = self.cast.by("li").today.replace(day=1)
        self._sign_month((month - timedelta(days=1)).replace(day=1))
        self._feed_back(month)

    def _sign(self, who: str, party: str) -> None:
        rows = visible_to(self.cast.by(who), "undertaking.sign", Undertaking).filter(
            party=party, signed_on__isnull=True
        )
        for number, row in enumerate(rows.order_by("id").values_list("pk", flat=True), start=1):
            if number % _UNSIGNED:
                ctx = self.cast.by(who)
                sign_undertaking(ctx, undertaking=row, on=ctx.today, proof=None)

    def _fill(self) -> None:
        school = self.cast.unit("li")
        given = {"unit": school, "form": _FORM}
        pupils = pupils_to_list(self.cast.by("li"), _FORM, school)
        room = visible_to(self.cast.by("li"), "child.read", ChildUnit).filter(
            unit=self.cast.unit("wang"), until_on=None
        )
        own = set(room.values_list("child_id", flat=True))
        for child in [child for child, _ in pupils if child in own][:1]:
            list_child(self.cast.by("li"), **given, child=child)
            remark_on_row(self.cast.by("li"), **given, child=child, remark="随班就读，每天由奶奶接送")
        sign_form(self.cast.by("li"), **given)
        row = (
            visible_to(self.cast.by("li"), "statistics.issue_paper", SignedForm)
            .filter(unit_id=school, is_current=True)
            .get()
        )
        issue_form_paper(self.cast.by("li"), statistics_form=row.pk)

    def _sign_month(self, month: date) -> None:
        """Explain each contradiction, and sign what was seen; the township has received it."""
        school, li = self.cast.unit("li"), self.cast.by("li")
        unit = visible_to(li, "monthly_return.sign", Unit).get(pk=school)
        given = {"unit": school, "month": month}
        for each in month_facts(li, unit, month).found:
            told = {"contradiction": each.key, "explanation": "已逐人核对，正在办理"}
            explain_contradiction(self.cast.by("li"), **given, **told)
        seen = month_facts(self.cast.by("li"), unit, month).digest()
        made = sign_return(self.cast.by("li"), **given, seen=seen, reason=None)
        receive_return(self.cast.by("zhang"), monthly_return=made, unit=self.cast.unit("zhang"))

    def _feed_back(self, month: date) -> None:
        """Tell the townships and villages of its pupils; that of the cast has received it."""
        issue_feedback(self.cast.by("li"), unit=self.cast.unit("li"), month=month, note="请协助家访")
        town = self.cast.unit("zhang")
        rows = visible_to(self.cast.by("zhang"), "feedback.acknowledge", Feedback).filter(place_id=town, month=month)
        for row in rows.values_list("pk", flat=True):
            acknowledge_feedback(self.cast.by("zhang"), feedback=row)

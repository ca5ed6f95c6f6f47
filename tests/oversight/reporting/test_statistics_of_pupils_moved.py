"""Statistics forms of pupils who have gone to another school: what is counted, shown, asked for and signed is the same."""

from datetime import timedelta

import pytest

from notoneless.foundation.people.services import place_child
from notoneless.oversight.reporting.models import SignedForm
from notoneless.oversight.reporting.rules.statistics import FormKind
from notoneless.oversight.reporting.selectors.statistics import list_forms, rows_of, without_remark
from notoneless.oversight.reporting.services import sign_form
from support.county import DAY, County
from support.databases import owners_eyes, the
from support.rolls import suspended
from support.statistics import list_on_form


def told(county: County, who: str, kind: FormKind) -> tuple[int, int, int]:
    """How many rows of a form the list of somebody counts, how many the form shows, how many lack a remark."""
    line = next(each for each in list_forms(county.ctx(who), county.units["school_a"]) if each.kind is kind)
    return line.count, len(rows_of(county.ctx(who), kind, county.units["school_a"])), line.lacking


@pytest.mark.parametrize("kind", [FormKind.INCLUSION, FormKind.STUDY_SUSPENSION])
def test_a_pupil_who_went_to_another_school_is_on_no_form_of_the_first_and_holds_up_no_signature(
    county: County, kind: FormKind
) -> None:
    if kind is FormKind.INCLUSION:
        list_on_form(county)
    else:
        suspended(county)  # until the end of February
    county.time.pass_by(days=200)
    assert told(county, "李校长", kind) == told(county, "陈局长", kind) == (1, 1, 1)
    today = DAY + timedelta(days=200)
    place_child(county.ctx("陈局长"), child=county.children["both"], unit=county.units["class_z"], from_on=today)
    assert told(county, "李校长", kind) == told(county, "陈局长", kind) == (0, 0, 0)
    with owners_eyes():
        assert not without_remark(today, kind)
    sign_form(county.ctx("李校长"), unit=county.units["school_a"], form=kind)
    assert the(SignedForm).rows == []

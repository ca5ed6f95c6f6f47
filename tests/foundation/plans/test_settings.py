"""What no plan states the county decides, in drafts, changes and adoptions as of plans; the rooms read it from then on."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from notoneless.foundation.access.refusals import NotFound, Refused, Unusable
from notoneless.foundation.plans.selectors import binding, settings
from notoneless.foundation.plans.services import adopt_plan, draft_plan, end_adoption, set_number
from notoneless.kernel.problems import NotonelessError
from notoneless.oversight.duties.selectors.following import following
from notoneless.records.enrolment.selectors import roll_numbers
from support.county import DAY, County

FROM = DAY + timedelta(days=1)
LAW = "national/enforcement"
ARGUE = "enforcement.argument_within"


def decided(county: County, key: str, from_on: date = FROM, **numbers: str) -> UUID:
    """What the county has decided of a file; a dot in a key is written as two underscores."""
    ctx = county.ctx("陈局长")
    version = draft_plan(ctx, unit=county.units["county"], key=key)
    for name, value in numbers.items():
        set_number(
            county.ctx("陈局长"), version=version, key=name.replace("__", "."), value=value, reason="县里研究决定"
        )
    return adopt_plan(county.ctx("陈局长"), version=version, from_on=from_on, signer="陈局长")


def test_what_the_county_has_decided_stands_from_its_day_until_it_ends(county: County) -> None:
    adoption = decided(county, "local/duties", duty__raised_after="1", duty__shown_before="14")
    assert (following(DAY).raised_after.value, following(DAY).shown_before) == (3, 31)
    assert (following(FROM).raised_after.value, following(FROM).shown_before) == (1, 14)
    assert following(FROM).sealed_after == 10, "what was not changed stays as the file has it"
    end_adoption(county.ctx("陈局长"), adoption=adoption, until_on=FROM + timedelta(days=9), reason="试行期满")
    assert following(FROM + timedelta(days=9)).shown_before == 31


def test_rooms_count_with_what_the_county_has_decided(county: County) -> None:
    decided(county, "national/school_roll", study_suspension_longest="6")
    assert roll_numbers(DAY).study_suspension_months == 12
    assert roll_numbers(FROM).study_suspension_months == 6


def test_nothing_is_decided_for_the_county_by_a_school_or_a_township(county: County) -> None:
    for who, unit in (("李校长", "school_a"), ("张镇长", "town_a")):
        with pytest.raises(Unusable) as refused:
            draft_plan(county.ctx(who), unit=county.units[unit], key="local/duties")
        assert refused.value.told.code == "plans.wrong_level"
        with pytest.raises(NotFound):
            draft_plan(county.ctx(who), unit=county.units["county"], key="local/duties")


def test_what_no_source_tells_binds_nobody_until_the_county_has_decided_it(county: County) -> None:
    assert ARGUE not in settings(LAW, FROM)
    assert ARGUE not in binding(county.units["school_a"], FROM).numbers
    decided(county, LAW, enforcement__argument_within="5")
    assert settings(LAW, FROM)[ARGUE].value == "5"
    assert binding(county.units["school_a"], FROM).number(ARGUE).value == "5"
    assert ARGUE not in settings(LAW, DAY)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        # law is the floor: notice of a hearing may be longer, not shorter
        ("enforcement.hearing_notice", "6", "policy.laxer_than_law"),
        ("enforcement.decision_within", "91", "policy.laxer_than_law"),
        ("enforcement.argument_within", "三", "policy.no_number"),
        ("enforcement.argument_within", "2.5", "policy.no_length"),
        ("enforcement.argument_within", "-1", "policy.out_of_range"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_and_nothing_changes(
    county: County, key: str, value: str, code: str
) -> None:
    version = draft_plan(county.ctx("陈局长"), unit=county.units["county"], key=LAW)
    with pytest.raises(Refused) as refused:
        set_number(county.ctx("陈局长"), version=version, key=key, value=value, reason="从宽")
    told = refused.value.told
    codes = {told.code, *(getattr(each, "code", "") for each in told.params.values())}
    assert code in codes
    adopt_plan(county.ctx("陈局长"), version=version, from_on=FROM, signer="陈局长")
    assert settings(LAW, FROM).get(key) == settings(LAW, DAY).get(key)


def test_a_stricter_limit_than_the_law_may_be_decided(county: County) -> None:
    decided(county, LAW, enforcement__decision_within="60")
    assert binding(county.units["county"], FROM).number("enforcement.decision_within").value == "60"


def test_a_file_that_is_not_there_is_refused(county: County) -> None:
    with pytest.raises(NotonelessError):
        settings("local/nothing", DAY)

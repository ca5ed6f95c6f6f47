"""What is owed so that a child comes back ends with its return: not due by then it is not owed, overdue nobody is asked."""

from datetime import date, timedelta

from notoneless.casework.reintegration.services import record_return
from notoneless.oversight.duties.models import DutyRow
from notoneless.oversight.duties.selectors.today import today
from support.attendance import reported
from support.cases import verified
from support.county import DAY, County
from support.databases import all_of
from support.plans import adopted, reckoned
from support.returned import back

DUTY = "cause_and_remedy"


def rows() -> set[tuple[str, date | None]]:
    return {(row.state, row.over_on) for row in all_of(DutyRow, duty=DUTY)}


def owed(county: County, who: str = "李校长") -> set[str]:
    found = today(county.ctx(who))
    return {item.duty for part in (found.overdue, found.raised, found.due) for item in part}


def test_what_is_not_due_when_the_child_comes_back_is_not_owed(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    back(county)
    reckoned(county)
    assert rows() == {("exempt", DAY)}
    assert DUTY not in owed(county)


def test_what_was_overdue_stays_so_and_is_asked_of_nobody_any_more(county: County) -> None:
    adopted(county, "陈局长", "county", 5)
    case = verified(county)
    county.time.pass_by(days=20)
    reckoned(county)
    assert rows() == {("broken", None)}
    assert DUTY in owed(county)
    assert DUTY in owed(county, "陈局长")  # it has come up
    day = DAY + timedelta(days=20)
    reported(county, on=day)
    record_return(county.ctx("王老师"), case=case, on=day, seen_by="王老师", proof=None)
    reckoned(county)
    assert rows() == {("broken", day)}
    assert DUTY not in owed(county)
    assert DUTY not in owed(county, "陈局长")

"""Re-checks on the web: drawn by risk and by a seed, entered twice: hiding is riskier than telling."""

import re
from typing import Any

from notoneless.casework.cases.models import Case
from notoneless.oversight.supervision.models import Recheck, RecheckedPupil, Shortcoming
from support.browsing import sign_in
from support.cases import suspected, verified
from support.county import County
from support.databases import all_of, the
from support.forms import send, text_of
from support.supervision import drawn, found, inspected, plain, pupil_of

LIST = "/supervision/rechecks/"


def test_a_quarter_is_drawn_once_by_a_seed_the_riskier_schools_first(county: County) -> None:
    found(county, inspected(county, "attendance"), matter="concealed", what="一人未报")
    chen, form = sign_in(county, "陈局长"), f"{LIST}{county.units['county']}/draw/"
    wrong = send(chen, form, schools="0", pupils="5", seed="7")
    assert (wrong.status_code, "学校 1 到 100 所" in plain(wrong)) == (422, True)
    assert send(chen, form, schools="1", pupils="2", seed="7").status_code == 302
    row = the(Recheck)
    assert (row.unit_id, row.by_lot, row.risk, row.seed) == (county.units["school_a"], False, 1, 7)
    assert len(all_of(RecheckedPupil)) == 2
    assert "抽签号 7" in plain(chen.get(LIST))
    twice = send(chen, form, schools="1", pupils="2", seed="8")
    assert "本季度已经抽取" in plain(twice)


def test_no_school_sees_the_list(county: County) -> None:
    row = drawn(county, schools=2)
    for who in ("李校长", "王老师", "赵老师"):
        visitor = sign_in(county, who)
        assert visitor.get(LIST).status_code == 403, who
        assert visitor.get(f"{LIST}{row}/").status_code in (403, 404), who
        assert "回头看" not in text_of(visitor.get("/today/")), who


def entered(county: County, pupil: Any, first: str, second: str) -> Any:
    """Both entries of a pupil, by bureau and township."""
    form = f"{LIST}pupils/{pupil}/enter/"
    chen, zhang = sign_in(county, "陈局长"), sign_in(county, "张镇长")
    assert send(chen, form, seen_as=first).status_code == 302
    recheck = f"{LIST}{the(RecheckedPupil, pk=pupil).recheck_id}/"
    assert "已登记一次" in plain(zhang.get(recheck)), "nobody sees the first before the second"
    again = send(chen, form, seen_as=first)
    assert "要由不同的人分别登记" in plain(again)
    assert send(zhang, form, seen_as=second).status_code == 302
    assert "两次登记都有了" in plain(send(zhang, form, seen_as=second))
    return chen.get(recheck)


def test_a_hidden_dropout_is_a_concealment_and_opens_its_case(county: County) -> None:
    pupil = pupil_of(county)
    shown = entered(county, pupil, "gone", "gone")
    assert "已不在校 / 已不在校" in plain(shown)
    lacking, case = the(Shortcoming), the(Case)
    assert (lacking.matter, lacking.unit_id) == ("concealed", county.units["school_a"])
    assert (case.child_id, case.state) == (county.children["both"], "suspected")
    assert "隐瞒不报" in plain(sign_in(county, "李校长").get("/supervision/shortcomings/"))
    assert not re.search("慕容甲乙", lacking.what), "no child is named where all who mend may read"


def test_a_dropout_that_was_reported_is_no_concealment(county: County) -> None:
    verified(county)
    entered(county, pupil_of(county), "gone", "gone")
    assert all_of(Shortcoming) == []


def test_a_suspicion_told_before_is_no_concealment_either(county: County) -> None:
    suspected(county)
    entered(county, pupil_of(county), "gone", "gone")
    assert all_of(Shortcoming) == []


def test_entries_that_differ_are_a_finding(county: County) -> None:
    entered(county, pupil_of(county), "present", "absent")
    assert the(Shortcoming).matter == "attendance"
    assert all_of(Case) == []


def test_entries_that_agree_find_nothing(county: County) -> None:
    entered(county, pupil_of(county), "present", "present")
    assert all_of(Shortcoming) == []

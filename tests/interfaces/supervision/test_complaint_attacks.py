"""Complaints and inquiries that name what is not of the school, and one of the head that the bureau was told."""

import pytest

from notoneless.foundation.access.refusals import Refused, Unusable
from notoneless.oversight.supervision.models import Complaint
from notoneless.oversight.supervision.services import (
    find_complaint,
    open_inquiry,
    refer_complaint,
    take_up_complaint,
)
from support.browsing import sign_in
from support.cases import verified
from support.county import County, appoint
from support.databases import all_of, the
from support.forms import send, text_of
from support.supervision import TOLD, complained, plain


def test_what_the_bureau_is_told_of_a_head_never_comes_into_its_sight(county: County) -> None:
    page = f"/supervision/complaints/schools/{county.units['school_a']}/enter/"
    chen, li = sign_in(county, "陈局长"), sign_in(county, "李校长")
    assert send(chen, page, **TOLD, is_of_head="true").status_code == 302
    row = the(Complaint)
    assert (row.unit_id, row.school_id) == (county.units["county"], county.units["school_a"])
    assert str(row.pk) not in text_of(li.get("/supervision/complaints/"))
    assert li.get(f"/supervision/complaints/{row.pk}/").status_code == 404
    assert li.get(f"/supervision/complaints/{row.pk}/take-up/").status_code == 404
    assert str(row.pk) in text_of(chen.get("/supervision/complaints/"))


def test_nobody_of_a_school_enters_what_is_said_of_its_head(county: County) -> None:
    page, li = f"/supervision/complaints/schools/{county.units['school_a']}/enter/", sign_in(county, "李校长")
    assert "投诉校长的由教育局处理" in plain(li.get(page))
    assert "投诉校长的不在学校登记" in plain(send(li, page, **TOLD, is_of_head="true"))
    assert all_of(Complaint) == []


def test_what_is_found_names_a_class_of_the_school_alone(county: County) -> None:
    complaint = complained(county)
    appoint(county, "钱科长", "county_officer", "county", "13900007781")
    refer_complaint(county.ctx("陈局长"), complaint=complaint)
    take_up_complaint(county.ctx("陈局长"), complaint=complaint, looker=county.accounts["钱科长"])
    told = {"accused": county.accounts["王老师"], "drove_away": False, "found_out": "属实"}
    qian = county.ctx("钱科长")
    with pytest.raises(Unusable, match="被投诉学校的班级"):
        find_complaint(qian, complaint=complaint, class_meant=county.units["class_z"], **told)
    form = plain(sign_in(county, "钱科长").get(f"/supervision/complaints/{complaint}/find/"))
    assert "三年级（1）班" in form
    assert "四年级（1）班" not in form


def test_an_inquiry_is_into_a_school_where_the_child_was_a_pupil(county: County) -> None:
    case = verified(county)
    given = {"case": case, "because_of": "没有家访"}
    with pytest.raises(Refused, match="没有在高坪乡中心小学就读过"):
        open_inquiry(county.ctx("陈局长"), unit=county.units["school_z"], **given)
    open_inquiry(county.ctx("陈局长"), unit=county.units["school_a"], **given)

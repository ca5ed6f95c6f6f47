"""What is told of a returned pupil by need only: funds, condition and what was said."""

from notoneless.casework.reintegration.models import ReturnFollowUp, ReturnPlacement, ReturnPlan
from notoneless.foundation.audit.models import Entry
from support.browsing import sign_in
from support.county import County
from support.databases import the
from support.forms import text_of
from support.returned import confirmed, planned


def test_money_condition_and_talk_open_for_the_head_and_leave_an_entry(county: County) -> None:
    returned = planned(county)
    confirmed(county, returned)
    teacher, head = sign_in(county, "王老师"), sign_in(county, "李校长")
    rows = (
        ("funds", ReturnPlacement, "625"),
        ("condition", ReturnPlan, "父亲患病"),
        ("talk", ReturnFollowUp, "能跟上"),
    )
    assert "保密" in text_of(teacher.get(f"/returns/{returned}/"))
    for what, model, said in rows:
        path = f"/returns/reveal/{what}/{the(model).pk}/"
        assert teacher.post(path).status_code == 403
        assert said not in text_of(head.get(f"/returns/{returned}/"))
        assert said in text_of(head.post(path))
    assert "学生资助" in text_of(head.post(f"/returns/reveal/funds/{the(ReturnPlacement).pk}/"))
    assert head.post(f"/returns/reveal/anything/{returned}/").status_code == 404
    assert Entry.objects.filter(action="return.reveal", outcome="read").count() == 4

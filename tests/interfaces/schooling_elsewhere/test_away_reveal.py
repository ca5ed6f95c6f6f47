"""The student number of a child schooled elsewhere: told by need only."""

from notoneless.foundation.audit.models import Entry
from support.browsing import sign_in
from support.county import County
from support.forms import text_of
from support.schooling_elsewhere import away


def test_a_student_number_opens_by_need_only(county: County) -> None:
    record = away(county, student_number="L32010120170305")
    zhang = sign_in(county, "张镇长")
    assert "L3201" not in text_of(zhang.get(f"/elsewhere/{record}/"))
    assert "L32010120170305" in text_of(zhang.post(f"/elsewhere/{record}/number/"))
    assert sign_in(county, "赵老师").post(f"/elsewhere/{record}/number/").status_code in (403, 404)
    assert Entry.objects.filter(action="elsewhere.reveal", outcome="read").count() == 1

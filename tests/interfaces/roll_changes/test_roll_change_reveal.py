"""Why a change of the roll was applied for: told by need only."""

from notoneless.foundation.audit.models import Entry
from support.browsing import sign_in
from support.county import County
from support.forms import text_of
from support.roll_changes import suspension


def test_why_a_change_was_applied_for_opens_by_need_only(county: County) -> None:
    change = suspension(county, statement="住院治疗")
    li = sign_in(county, "李校长")
    page = f"/roll-changes/{change}/"
    assert "住院" not in text_of(li.get(page))
    assert "其他疾病" in text_of(li.post(f"/roll-changes/reveal/reason/{change}/"))
    assert "住院治疗" in text_of(li.post(f"/roll-changes/reveal/statement/{change}/"))
    assert li.post(f"/roll-changes/reveal/name/{change}/").status_code == 404
    assert sign_in(county, "赵老师").post(f"/roll-changes/reveal/reason/{change}/").status_code == 404
    assert Entry.objects.filter(action="roll_change.reveal", outcome="read").count() == 2

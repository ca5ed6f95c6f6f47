"""Cases on hold in a browser: why and until when, the errand of the day on which one is looked at again, the list."""

from typing import Any

import pytest

from notoneless.casework.cases.models import Case, CasePause
from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.browsing import sign_in
from support.cases import PAUSED_TO, on_hold, verified
from support.county import County
from support.databases import all_of, the
from support.forms import send, text_of


@pytest.fixture
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


@pytest.mark.usefixtures("same_time")
def test_a_case_waits_until_a_day_and_is_looked_at_again(county: County) -> None:
    case = verified(county)
    li = sign_in(county, "李校长")
    path = f"/cases/{case}/"
    given: dict[str, Any] = {"waits_for": "not_found", "note": "随父外出，正在查找"}
    late = send(li, f"{path}pause/", **given, review_on="2026-10-02")
    assert late.status_code == 422
    assert "2026-10-01" in text_of(late)
    assert not all_of(CasePause)
    assert send(li, f"{path}pause/", **given, review_on="2026-09-21").status_code == 302
    shown = text_of(li.get(path))
    assert "暂缓到 2026-09-21 复查" in shown
    assert "去向不明，正在查找" in shown
    assert "随父外出" not in shown
    assert "该复查" not in text_of(li.get("/today/"))
    county.time.pass_by(days=20)
    zhang, zhao = sign_in(county, "张镇长"), sign_in(county, "赵老师")
    assert "1 个暂缓的个案该复查了" in text_of(zhang.get("/today/"))
    assert county.markers["both"][0] in text_of(zhang.get("/cases/?state=paused"))
    assert "暂缓到 2026-09-21，该复查了" in text_of(zhang.get(path))
    assert send(zhang, f"{path}resume/", note="已找到，在外县就读").status_code == 302
    assert the(Case, pk=case).review_on is None
    assert "已找到，在外县就读" in text_of(zhang.get(path))
    assert zhao.get(f"{path}pause/").status_code in (403, 404)


def test_why_a_case_waits_opens_by_need_only(county: County) -> None:
    case = on_hold(county)
    teacher, head = sign_in(county, "王老师"), sign_in(county, "李校长")
    path = f"/cases/pauses/{the(CasePause).pk}/reason/"
    for visitor in (teacher, head):
        shown = text_of(visitor.get(f"/cases/{case}/"))
        assert "生病" not in shown
        assert "在县医院" not in shown
        assert PAUSED_TO.isoformat() in shown
    assert teacher.post(path).status_code == 403
    opened = text_of(head.post(path))
    assert "生病治疗" in opened
    assert "在县医院住院" in opened

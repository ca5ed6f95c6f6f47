"""The register of a class as a page: what stands where, however many days it has."""

import re
from datetime import timedelta

import pytest

from notoneless.interfaces.access import adapters, backend, sessions
from notoneless.interfaces.frame import asking, clock
from support.attendance import reported
from support.browsing import sign_in
from support.county import DAY, County
from support.forms import text_of


@pytest.fixture(autouse=True)
def same_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live in the time of the county, signing in included."""
    for module in (clock, asking, sessions, backend, adapters):
        monkeypatch.setattr(module, "now", lambda: county.time.at)


def test_totals_come_after_the_name_and_the_latest_days_before_the_older(county: County) -> None:
    reported(county, both="absent", class_only="late")
    county.time.at += timedelta(days=2)
    at = f"/attendance/classes/{county.units['class_a']}/register/"
    page = text_of(sign_in(county, "王老师").get(f"{at}?period=month"))
    head = [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r"<th[^>]*>(.*?)</th>", page, re.DOTALL)]
    assert head[:5] == ["姓名", "请假天数", "缺课天数", "迟到次数", "早退次数"]
    days = [each.split()[0] for each in head[5:]]
    assert days == sorted(days, reverse=True)
    assert days.index(f"{DAY:%m-%d}") == len(days) - 1
    first = page.split("<tbody>")[1].split("</tr>")[0]
    labels = re.findall(r'data-label="([^"]+)"', first)
    assert [label.split()[0] for label in labels[4:]] == days
    signs = re.findall(r'<span title="[^"]*">([^<]*)</span>', first)
    assert signs[-1] == "缺"
    assert not any(signs[:-1])

"""The rates as people see them: value, what it is made of, how far from the target, the names, and what is published."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from notoneless.foundation.audit.models import Entry
from notoneless.interfaces.frame.clock import now
from notoneless.oversight.indicators.services import count_units
from support import cases
from support.browsing import Visitor, sign_in
from support.county import County
from support.forms import text_of
from support.rolls import on_roll, sent, suspended

PAGE = "/indicators/"


def counted(county: County) -> None:
    """What the last night has left."""
    county.time.at = now()
    count_units(county.ctx("陈局长"), unit=county.units["county"])


def test_x(county: County) -> None:
    on_roll(county)
    suspended(county, "other_class")
    cases.verified(county, "far_school")
    counted(county)
    chen = sign_in(county, "陈局长")
    for group in ("enrolment", "retention", "dropout"):
        page = text_of(chen.get(f"{PAGE}?group={group}"))
        main = page[page.index("<main") : page.index("</main>")]
        print(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))
    u = county.units["county"]
    for rate in ("enrolment", "dropouts", "annual_primary", "moved_primary","nine_years"):
        page = text_of(chen.get(f"{PAGE}{u}/{rate}/"))
        main = page[page.index("<main") : page.index("</main>")]
        print(rate, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))
        for href in re.findall(r'href="([^"]*/names/[^"]*)"', main):
            t = text_of(chen.get(href))
            print(href, re.findall(r'/children/[^"]+">([^<]+)', t))

    assert chen.get(f"{PAGE}{u}/enrolment/publish/sheet/").status_code == 200
    assert 0

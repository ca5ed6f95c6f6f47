"""On what ground a pupil is aided, with which proof, and what a payment was for: told by need only."""

import re
from typing import Any

from notoneless.foundation.audit.models import Entry
from support.aid import entitled, paid, stray
from support.browsing import sign_in
from support.county import County
from support.forms import text_of

LIST = "/aid/"


def plain(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(answer)))


def test_grounds_proof_and_items_open_one_at_a_time_to_who_needs_them(county: County) -> None:
    decision, payment, row = entitled(county), paid(county), stray(county)
    wang, page = sign_in(county, "王老师"), f"{LIST}children/{county.children['both']}/"
    shown = plain(wang.get(page))
    assert not [words for words in ("家庭经济困难", "脱贫户手册", "生活补助") if words in shown]
    assert "家庭经济困难" in plain(wang.post(f"{LIST}reveal/ground/{decision}/"))
    assert "脱贫户手册" in plain(wang.post(f"{LIST}reveal/basis/{decision}/"))
    assert "生活补助" in plain(wang.post(f"{LIST}reveal/item/{payment}/"))
    assert wang.post(f"{LIST}reveal/stray/{row}/").status_code == 404, "of the school, not of the class"
    assert "生活补助" in plain(sign_in(county, "李校长").post(f"{LIST}reveal/stray/{row}/"))
    assert wang.post(f"{LIST}reveal/anything/{decision}/").status_code == 404
    assert Entry.objects.filter(action="aid.reveal", outcome="read").count() == 4
    assert sign_in(county, "张镇长").post(f"{LIST}reveal/ground/{decision}/").status_code == 403
    assert sign_in(county, "赵老师").post(f"{LIST}reveal/ground/{decision}/").status_code == 404

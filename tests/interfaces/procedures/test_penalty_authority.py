"""A penalty is the matter of the authority that has opened it: another neither carries it on nor drops nor ends it."""

import pytest

from notoneless.casework.procedures.models import Procedure
from notoneless.casework.procedures.rules.moves import Stage
from notoneless.foundation.papers.models import Paper
from support.browsing import sign_in
from support.county import County
from support.databases import all_of, the
from support.forms import send, text_of
from support.procedure_pages import forms_on, of, page, plain
from support.procedures import OPENED_ON, noticed

WORDS = "由晴川县办理"


@pytest.mark.parametrize("step", ["review_legality/", "drop_penalty/", "end/", "state_views/"])
def test_the_township_does_nothing_in_the_countys_penalty(county: County, step: str) -> None:
    procedure = noticed(county)
    town = sign_in(county, "张镇长")
    assert step.rstrip("/") not in forms_on(page(town, of(procedure)), procedure)
    assert WORDS in page(town, of(procedure, step))
    refused = send(town, of(procedure, "refer/"), of(procedure, step), on=OPENED_ON.isoformat(), note="不办了")
    assert (refused.status_code, WORDS in text_of(refused)) == (422, True)
    assert the(Procedure, pk=procedure).stage == Stage.NOTICE_SERVED


def test_it_is_dropped_with_a_reason_after_one_more_question(county: County) -> None:
    procedure = noticed(county)
    bureau = sign_in(county, "陈局长")
    assert "现在撤销？" in page(bureau, of(procedure, "drop_penalty/"))
    given = {"on": OPENED_ON.isoformat(), "outcome": "", "note": ""}
    refused = send(bureau, of(procedure, "drop_penalty/"), **given)
    assert "请写明为什么撤销处罚立案" in plain(text_of(refused))
    assert the(Procedure, pk=procedure).stage == Stage.NOTICE_SERVED
    assert send(bureau, of(procedure, "drop_penalty/"), **given | {"note": "孩子已回校"}).status_code == 302
    assert the(Procedure, pk=procedure).stage == Stage.ORDER_SERVED
    assert all_of(Paper, kind="penalty_notice")

"""Sent again and again, a submission is done once; under the same id nothing else is done."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from notoneless.foundation.access.actions import Action
from notoneless.foundation.access.models import Account, Receipt
from notoneless.foundation.access.refusals import Conflict
from notoneless.foundation.access.roles import ROLES, Roles
from notoneless.foundation.access.services import disable_account, renew_slip
from notoneless.foundation.audit.models import Entry, Outcome
from notoneless.foundation.people.models import Child
from notoneless.foundation.people.services import register_child
from repeats import driver
from support.county import DAY, County
from support.databases import owners_eyes, the

SUBMISSIONS = 400
"""As many as take a few seconds; `make soak` sends a hundred thousand."""


def test_whatever_is_sent_again_in_whatever_order_is_done_once(county: County) -> None:
    seen = driver.run(county, SUBMISSIONS)
    assert set(seen.acts) == set(driver.MAKERS)
    assert seen.sent == SUBMISSIONS + seen.repeated + seen.conflicts
    assert seen.repeated > SUBMISSIONS
    assert seen.conflicts > SUBMISSIONS / 10


def _other_answers(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Action, "_same_answer", lambda *_: uuid4())


def _forgetful(patch: pytest.MonkeyPatch) -> None:
    make = Receipt.objects.create
    patch.setattr(Receipt.objects, "create", lambda **values: make(**values | {"request": uuid4()}))


def _careless(patch: pytest.MonkeyPatch) -> None:
    def answers(_: object, receipt: Receipt, *__: object) -> UUID | None:
        return UUID(receipt.result) if receipt.result else None

    patch.setattr(Action, "_same_answer", answers)


@pytest.mark.parametrize("sabotage", [_other_answers, _forgetful, _careless])
def test_the_driver_sees_what_is_wrong(
    county: County, monkeypatch: pytest.MonkeyPatch, sabotage: Callable[[pytest.MonkeyPatch], None]
) -> None:
    # a receipt that answers otherwise, that is not kept, that is not compared: or the driver would find nothing
    sabotage(monkeypatch)
    with pytest.raises(driver.Doubled):
        driver.run(county, 40)


# under the same id nothing else


def test_another_action_with_the_same_content_is_a_conflict(county: County) -> None:
    # both take an account and nothing else: only the action itself tells the two requests apart
    system = ROLES.table["system_administrator"]
    both = replace(system, may=system.may | {"account.disable"})
    ctx = replace(county.ctx("系统管理员"), roles=Roles({**ROLES.table, system.code: both}))
    account = county.accounts["王老师"]
    renew_slip(ctx, account=account)
    with pytest.raises(Conflict):
        disable_account(ctx, account=account)
    assert the(Account, pk=account).is_active
    told = Entry.objects.filter(request=ctx.request).order_by("at", "id").values_list("action", "outcome")
    assert list(told) == [("account.renew_slip", Outcome.DONE), ("account.disable", Outcome.CONFLICT)]


def test_another_version_of_an_action_with_the_same_content_is_a_conflict(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the version goes up when the same content shall mean something else
    ctx, given = county.ctx("陈局长"), {"unit": county.units["group_a"], "name": "新来的", "from_on": DAY}
    register_child(ctx, **given)
    monkeypatch.setattr(register_child, "version", register_child.version + 1)
    with pytest.raises(Conflict):
        register_child(ctx, **given)
    with owners_eyes():
        assert Child._base_manager.filter(name="新来的").count() == 1

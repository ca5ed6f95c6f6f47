"""One good request for every action, in the county: who sends it and with what."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator

from notoneless.foundation.access.models import Grant, Waiting
from notoneless.foundation.access.services import disable_account, make_token, open_account
from notoneless.foundation.attachments.store import put
from notoneless.foundation.organizations.models import Post
from support.county import DAY, County
from support.databases import the

Sample = tuple[str, Callable[[County], Mapping[str, Any]]]
LATER = date(2027, 9, 1)


def _newcomer(county: County) -> UUID:
    unit = county.units["county"]
    return open_account(county.ctx("系统管理员"), unit=unit, sign_in_name="newcomer", name="新人")


def _token(county: County) -> UUID:
    ctx = county.ctx("陈局长")
    return make_token(ctx, account=ctx.actor, name="t", may="child.read", until_on=DAY + timedelta(days=9))


def _disabled(county: County, who: str) -> UUID:
    account = county.accounts[who]
    disable_account(county.ctx("安全管理员"), account=account)
    return account


def _with_app(county: County, who: str) -> UUID:
    account = county.accounts[who]
    Authenticator.objects.create(user_id=account, type=Authenticator.Type.TOTP, data={})
    return account


def _dead(county: County) -> UUID:
    at = county.time.at
    row = Waiting(id=county.ids.new(), event="e", content={}, listener="l", since=at, due_at=at, dead=True)
    row.save()
    return row.id


def _grant(who: str) -> UUID:
    return Grant._base_manager.get(account__name=who).id


def _post(who: str) -> UUID:
    post: UUID = the(Post, holder__name=who).id
    return post


SAMPLES: Mapping[str, Sample] = {
    "account.disable": ("安全管理员", lambda county: {"account": county.accounts["赵老师"]}),
    "account.enable": ("安全管理员", lambda county: {"account": _disabled(county, "赵老师")}),
    "account.drop_second_factor": ("安全管理员", lambda county: {"account": _with_app(county, "赵老师")}),
    "account.open": (
        "系统管理员",
        lambda county: {"unit": county.units["county"], "sign_in_name": "n1", "name": "新", "phone": "13700001111"},
    ),
    "account.renew_slip": ("系统管理员", lambda county: {"account": county.accounts["赵老师"]}),
    "attachment.add": (
        "陈局长",
        lambda county: {"unit": county.units["county"], "kind": "pdf", "content": put(b"%PDF-"), "size": 5},
    ),
    "child.place": (
        "陈局长",
        lambda county: {"child": county.children["both"], "unit": county.units["class_b"], "from_on": LATER},
    ),
    "child.register": (
        "陈局长",
        lambda county: {
            "unit": county.units["group_b"],
            "name": "新来的",
            "from_on": DAY,
            "id_number": "529901201705150911",
        },
    ),
    "form.remember": (
        "李校长",
        lambda county: {"unit": county.units["school_a"], "fingerprint": "0a" * 16, "columns": "1=name;2="},
    ),
    "grant.end": ("安全管理员", lambda _: {"grant": _grant("赵老师"), "until_on": LATER}),
    "grant.give": (
        "安全管理员",
        lambda county: {
            "account": _newcomer(county),
            "role": "class_teacher",
            "unit": county.units["class_b"],
            "from_on": DAY,
        },
    ),
    "guardian.add": (
        "陈局长",
        lambda county: {"child": county.children["far"], "name": "祖母", "relation": "祖母", "phone": "0855-1234567"},
    ),
    "guardian.correct_phone": (
        "王老师",
        lambda county: {"guardian": county.guardians["both"], "phone": "137 0000 2222"},
    ),
    "household.register": (
        "陈局长",
        lambda county: {"unit": county.units["group_b"], "head_name": "户主", "address": "东头"},
    ),
    "outbox.retry": (
        "系统管理员",
        lambda county: {"unit": county.units["county"], "delivery": _dead(county)},
    ),
    "post.leave": ("安全管理员", lambda _: {"post": _post("赵老师"), "until_on": LATER}),
    "post.take": (
        "安全管理员",
        lambda county: {
            "unit": county.units["class_b"],
            "account": _newcomer(county),
            "title": "班主任",
            "role": "class_teacher",
            "from_on": DAY,
        },
    ),
    "token.end": ("陈局长", lambda county: {"token": _token(county)}),
    "token.make": (
        "陈局长",
        lambda county: {
            "account": county.accounts["陈局长"],
            "name": "报表",
            "may": "child.read",
            "until_on": DAY + timedelta(days=30),
        },
    ),
    "unit.found": (
        "陈局长",
        lambda county: {
            "parent": county.units["town_z"],
            "kind": "village",
            "name": "新村",
            "from_on": DAY,
            "code": "529901100201",
        },
    ),
}
"""An action without a sample fails the tests that go through all actions."""

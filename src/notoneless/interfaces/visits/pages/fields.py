"""The fields of a record: what a phone shows at once, and what is unfolded."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.forming import FormField
from notoneless.interfaces.visits.pages.wording import cause_options, kinds, met_options, told

TEXTS = (
    "kind",
    "on",
    "begun_at",
    "ended_at",
    "companions",
    "address",
    "latitude",
    "longitude",
    "met",
    "met_name",
    "reason",
    "note",
    "promise",
    "promised_on",
    "next_step",
    "signatory",
)
TICKS = ("at_home", "confidential", "signed_on_paper")


def fields_of(ctx: Context, given: Mapping[str, str]) -> dict[str, Any]:
    """The groups of fields of the form, with what was typed: when, where, whom and what, signature."""

    def field(name: str, kind: str = "text", label: str = "", **more: Any) -> FormField:
        more = {"is_optional": True} | more
        return FormField(name, label or told(f"parameter.{name}"), kind, given.get(name, ""), **more)

    sealed = gettext("没有见到人的可以不写；病情、残疾、涉案、婚育等，勾选下面的“保密”再写")
    return {
        "when": [
            field("on", "date", gettext("家访日期"), is_optional=False),
        ],
        "times": [
            field("begun_at", "time"),
            field("ended_at", "time"),
        ],
        "where": [field("address", label=gettext("走访地点（不在家中时填）"))],
        "whom": [
            field("met", "select", options=met_options(), is_optional=False),
            field("note", "textarea", gettext("谈话内容"), hint=sealed, is_optional=False),
        ],
        "what": [
            field("reason", "select", gettext("没有到校的原因"), options=cause_options(ctx.today)),
            field("promise"),
            field("promised_on", "date"),
            field("next_step"),
        ],
        "more": [
            field("kind", "select", gettext("类别"), options=kinds(), is_optional=False),
            field("met_name"),
            field("companions", hint=gettext("没有账号的人，写姓名和身份")),
        ],
        "position": [
            field("latitude", inputmode="decimal"),
            field("longitude", inputmode="decimal"),
        ],
        "signing": [field("signatory")],
    }

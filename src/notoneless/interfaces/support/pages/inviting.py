"""Parents invited to school: the days, the classes of which none was invited in the term, and their forms."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.support.selectors import READ_HELP
from notoneless.casework.support.selectors.inviting import (
    list_parents_days,
    parents_day_in_reach,
    uninvited_classes,
    units_to_invite,
)
from notoneless.casework.support.services import hold_parents_day, withdraw_parents_day
from notoneless.foundation.access.context import Context
from notoneless.interfaces.frame.forming import FormField
from notoneless.interfaces.frame.pages import Answer, Shown, page, route
from notoneless.interfaces.support.pages.forming import Form, answered, sent, typed
from notoneless.interfaces.support.pages.wording import told


@page({"GET": READ_HELP})
def days(ctx: Context, request: HttpRequest) -> Answer:
    """The days on which parents were at school."""
    values = {
        "lines": list_parents_days(ctx),
        "uninvited": uninvited_classes(ctx) if ctx.may(hold_parents_day.code) else (),
        "may_hold": ctx.may(hold_parents_day.code),
        "may_withdraw": ctx.may(withdraw_parents_day.code),
    }
    return Shown("support/parents.html", values)


@page({"GET": hold_parents_day.code, "POST": hold_parents_day.code})
def holding(ctx: Context, request: HttpRequest) -> Answer:
    """Whose parents were invited what for, how many came, and its sending."""
    given, offered = typed(request), [(str(pk), name) for pk, name in units_to_invite(ctx)]
    fields = [
        FormField("unit", gettext("哪个学校或班级"), "select", given.get("unit", ""), offered),
        FormField("on", gettext("哪天"), "date", given.get("on", ctx.today.isoformat())),
        FormField(
            "invitation",
            told("parameter.invitation"),
            "text",
            given.get("invitation", ""),
            hint=gettext("例如：家长开放日，听课并交流学习情况"),
        ),
        FormField(
            "invited_count",
            told("parameter.invited_count"),
            "text",
            given.get("invited_count", ""),
            inputmode="numeric",
        ),
        FormField("came_count", told("parameter.came_count"), "text", given.get("came_count", ""), inputmode="numeric"),
    ]
    names = ("unit", "on", "invitation", "invited_count", "came_count")

    def act(acting: Context) -> UUID:
        return hold_parents_day(acting, **sent(request, names))

    return answered(ctx, request, Form(hold_parents_day.code, "invite", "", fields, act, ("parents_days", {})))


@page({"GET": withdraw_parents_day.code, "POST": withdraw_parents_day.code})
def withdrawing(ctx: Context, request: HttpRequest, day: UUID) -> Answer:
    """Why a record of parents at school is wrong, and its sending."""
    row, given = parents_day_in_reach(ctx, day, withdraw_parents_day.code), typed(request)
    fields = [FormField("reason", gettext("具体原因"), "text", given.get("reason", ""))]

    def act(acting: Context) -> None:
        withdraw_parents_day(acting, **{"parents_day": day, **sent(request, ("reason",))})

    form = Form(withdraw_parents_day.code, "withdraw", row.unit.name, fields, act, ("parents_days", {}))
    return answered(ctx, request, form)


ROUTES = [
    route("parents-days/", days, "parents_days"),
    route("parents-days/hold/", holding, "parents_day_hold"),
    route("parents-days/<uuid:day>/withdraw/", withdrawing, "parents_day_withdraw"),
]

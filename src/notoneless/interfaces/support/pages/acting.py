"""The forms of help: opened, planned, given to somebody who helps, held, measured, closed; and of pairings."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext

from notoneless.casework.support.rules.kinds import CONFIDENTIAL, MEANS, Closing, Means, Trouble
from notoneless.casework.support.selectors.pairings import pairing_in_reach
from notoneless.casework.support.selectors.schemes import scheme_in_reach
from notoneless.casework.support.selectors.staff import mentors_for
from notoneless.casework.support.services import (
    assign,
    close_scheme,
    end_pairing,
    hold_session,
    measure,
    open_scheme,
    pair,
    plan_scheme,
)
from notoneless.foundation.access.context import Context
from notoneless.foundation.people.selectors import child_in_reach
from notoneless.interfaces.frame.forming import FormField
from notoneless.interfaces.frame.pages import Answer, page, route
from notoneless.interfaces.support.pages.forming import MADE, Form, answered, sent, typed
from notoneless.interfaces.support.pages.wording import choices, told


@page({"GET": open_scheme.code, "POST": open_scheme.code})
def opening(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """With which trouble a pupil is helped and by what means, and its sending."""
    row, given = child_in_reach(ctx, child, open_scheme.code), typed(request)
    asked = request.GET.get("trouble", "")
    trouble = given.get("trouble", asked if asked in set(Trouble) else Trouble.STUDY)
    usual = MEANS[Trouble(trouble)][0] if trouble in set(Trouble) else ""
    fields = [
        FormField("trouble", told("parameter.trouble"), "select", trouble, choices("trouble", Trouble)),
        FormField(
            "help_means",
            told("parameter.help_means"),
            "select",
            given.get("help_means", usual),
            choices("means", Means),
        ),
    ]

    def act(acting: Context) -> UUID:
        return open_scheme(acting, child=child, case=None, **sent(request, ("trouble", "help_means")))

    leads = ("help_scheme", {"scheme": MADE})
    return answered(ctx, request, Form(open_scheme.code, "open", row.name, fields, act, leads, "opened"))


@page({"GET": plan_scheme.code, "POST": plan_scheme.code})
def planning(ctx: Context, request: HttpRequest, scheme: UUID) -> Answer:
    """The plan of a scheme, and its sending; what it said before stands in it, but for what is sealed."""
    row, given = scheme_in_reach(ctx, scheme, plan_scheme.code), typed(request)
    sealed = Trouble(row.trouble) in CONFIDENTIAL
    hint = gettext("加密保存，凭需要才能看到") if sealed else gettext("一行一条；不写病情、家庭困难等")
    begin = "" if row.begin is None else str(row.begin)
    fields = [
        FormField("help_goal", told("parameter.help_goal"), "text", given.get("help_goal", row.goal)),
        FormField(
            "approach",
            told("parameter.approach"),
            "text",
            given.get("approach", row.approach),
            is_optional=True,
            hint=gettext("因材施教：课上、作业怎么分类指导"),
        ),
        FormField(
            "help_measures",
            told("parameter.help_measures"),
            "textarea",
            given.get("help_measures", row.measures),
            hint=hint,
        ),
        FormField(
            "measured_by",
            told("parameter.measured_by"),
            "text",
            given.get("measured_by", row.measured_by),
            hint=gettext("例如：数学单元测验，满分 100；数值越大越好"),
        ),
        FormField(
            "begin_value", told("parameter.begin_value"), "text", given.get("begin_value", begin), inputmode="numeric"
        ),
    ]
    names = ("help_goal", "approach", "help_measures", "measured_by", "begin_value")

    def act(acting: Context) -> None:
        plan_scheme(acting, help_scheme=scheme, **sent(request, names))

    leads = ("help_scheme", {"scheme": scheme})
    return answered(ctx, request, Form(plan_scheme.code, "plan", row.child.name, fields, act, leads))


@page({"GET": assign.code, "POST": assign.code})
def assigning(ctx: Context, request: HttpRequest, scheme: UUID) -> Answer:
    """Who of the staff helps, and its sending."""
    row, given = scheme_in_reach(ctx, scheme, assign.code), typed(request)
    offered = [(str(pk), words) for pk, words in mentors_for(row.child_id, ctx.today)]
    chosen = given.get("mentor", str(row.mentor_id or ""))
    fields = [FormField("mentor", told("parameter.mentor"), "select", chosen, offered)]

    def act(acting: Context) -> None:
        assign(acting, help_scheme=scheme, **sent(request, ("mentor",)))

    leads = ("help_scheme", {"scheme": scheme})
    return answered(ctx, request, Form(assign.code, "assign", row.child.name, fields, act, leads))


@page({"GET": hold_session.code, "POST": hold_session.code})
def holding(ctx: Context, request: HttpRequest, scheme: UUID) -> Answer:
    """What was done with a pupil on a day, and its sending."""
    row, given = scheme_in_reach(ctx, scheme, hold_session.code), typed(request)
    fields = [
        FormField("on", gettext("哪天"), "date", given.get("on", ctx.today.isoformat())),
        FormField(
            "session_words",
            told("parameter.session_words"),
            "text",
            given.get("session_words", ""),
            hint=gettext("例如：面批数学作业；不写病情、家庭困难等"),
        ),
    ]

    def act(acting: Context) -> UUID:
        return hold_session(acting, help_scheme=scheme, **sent(request, ("on", "session_words")))

    leads = ("help_scheme", {"scheme": scheme})
    return answered(ctx, request, Form(hold_session.code, "session", row.child.name, fields, act, leads))


@page({"GET": measure.code, "POST": measure.code})
def measuring(ctx: Context, request: HttpRequest, scheme: UUID) -> Answer:
    """What was measured, and its sending. What the plan measures and where it began stands above."""
    row, given = scheme_in_reach(ctx, scheme, measure.code), typed(request)
    fields = [
        FormField("on", gettext("哪天"), "date", given.get("on", ctx.today.isoformat())),
        FormField("mark_value", told("parameter.mark_value"), "text", given.get("mark_value", ""), inputmode="numeric"),
        FormField("mark_words", told("parameter.mark_words"), "text", given.get("mark_words", ""), is_optional=True),
    ]

    def act(acting: Context) -> UUID:
        return measure(acting, help_scheme=scheme, **sent(request, ("on", "mark_value", "mark_words")))

    hint = told("helping.measured_from", what=row.measured_by, begin=row.begin) if row.begin is not None else ""
    leads = ("help_scheme", {"scheme": scheme})
    return answered(ctx, request, Form(measure.code, "measure", row.child.name, fields, act, leads, hint=hint))


@page({"GET": close_scheme.code, "POST": close_scheme.code})
def closing(ctx: Context, request: HttpRequest, scheme: UUID) -> Answer:
    """Why help ends, and its sending."""
    row, given = scheme_in_reach(ctx, scheme, close_scheme.code), typed(request)
    fields = [
        FormField(
            "closing", told("parameter.closing"), "select", given.get("closing", ""), choices("closing", Closing)
        ),
        FormField("reason", gettext("具体原因"), "text", given.get("reason", "")),
    ]

    def act(acting: Context) -> None:
        close_scheme(acting, help_scheme=scheme, **sent(request, ("closing", "reason")))

    leads = ("help_scheme", {"scheme": scheme})
    return answered(ctx, request, Form(close_scheme.code, "close", row.child.name, fields, act, leads))


@page({"GET": pair.code, "POST": pair.code})
def pairing(ctx: Context, request: HttpRequest, child: UUID) -> Answer:
    """Which teacher stands by a pupil, and its sending."""
    row, given = child_in_reach(ctx, child, pair.code), typed(request)
    offered = [(str(pk), words) for pk, words in mentors_for(child, ctx.today)]
    fields = [FormField("mentor", told("parameter.mentor"), "select", given.get("mentor", ""), offered)]

    def act(acting: Context) -> UUID:
        return pair(acting, child=child, **sent(request, ("mentor",)))

    return answered(ctx, request, Form(pair.code, "pair", row.name, fields, act, ("child_help", {"child": child})))


@page({"GET": end_pairing.code, "POST": end_pairing.code})
def ending(ctx: Context, request: HttpRequest, pairing: UUID) -> Answer:
    """Why a pairing ends, and its sending."""
    row, given = pairing_in_reach(ctx, pairing, end_pairing.code), typed(request)
    fields = [FormField("reason", gettext("具体原因"), "text", given.get("reason", ""))]

    def act(acting: Context) -> None:
        end_pairing(acting, pairing=pairing, **sent(request, ("reason",)))

    leads = ("child_help", {"child": row.child_id})
    return answered(ctx, request, Form(end_pairing.code, "end_pairing", row.child.name, fields, act, leads))


ROUTES = [
    route("help/children/<uuid:child>/open/", opening, "help_open"),
    route("help/children/<uuid:child>/pair/", pairing, "help_pair"),
    route("help/<uuid:scheme>/plan/", planning, "help_plan"),
    route("help/<uuid:scheme>/assign/", assigning, "help_assign"),
    route("help/<uuid:scheme>/session/", holding, "help_session"),
    route("help/<uuid:scheme>/measure/", measuring, "help_measure"),
    route("help/<uuid:scheme>/close/", closing, "help_close"),
    route("help/pairings/<uuid:pairing>/end/", ending, "pairing_end"),
]
